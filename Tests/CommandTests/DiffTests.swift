import Foundation
import Testing

/// diff on the real binary: inputs, exit status and the reports that are its own.
@Suite struct DiffTests {
  private static let power = """
    { "resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": [
      { "id": "78145de6-330d-4800-a6ce-494ff2d33d07", "type": "Role" } ] }
    """

  /// The same application with a critical permission more.
  private func powerful() -> String {
    manifest().replacingOccurrences(
      of: "\"requiredResourceAccess\": [", with: "\"requiredResourceAccess\": [\n\(Self.power),")
  }

  private func kinds(_ run: Binary) throws -> [String] { try run.json().objects("changes").map { $0.string("kind") } }

  // MARK: Exit status

  @Test func exitsByWhatWasAdded() throws {
    let repository = try Repository(["old.json": manifest(), "new.json": powerful()])
    let run = try repository.run("diff", "old.json", "new.json", "--format", "json")
    #expect(run.status == 1)
    #expect(try kinds(run) == ["added-permission"])
    #expect(try repository.run("diff", "old.json", "new.json", "--fail-on", "never").status == 0)
    #expect(try repository.run("diff", "old.json", "nowhere.json").status == 4)
  }

  @Test func aReducedManifestExitsWithZeroAndSaysWhatGotBetter() throws {
    let repository = try Repository(["old.json": powerful(), "new.json": manifest()])
    let run = try repository.run("diff", "old.json", "new.json", "--fail-on", "low")
    #expect(run.status == 0)
    #expect(run.output.contains("removed-permission  DeviceManagementApps.ReadWrite.All"))
    #expect(run.output.contains("1 application compared, 0 findings. 1 change for the better."))
    #expect(!run.output.contains("Owners"))
    let comment = try repository.run("diff", "old.json", "new.json", "--format", "markdown").output
    #expect(comment.contains("something got better") && comment.contains("### What got better"))
    #expect(!comment.contains("| severity"))
  }

  @Test func theCommentSaysWhatWasAddedAndWhatItPermits() throws {
    let repository = try Repository(["old.json": manifest(), "new.json": powerful()])
    let comment = try repository.run("diff", "old.json", "new.json", "--format", "markdown").output
    #expect(comment.hasPrefix("## scopeaudit: 1 addition to look at, the worst critical\n"))
    let rows = comment.split(separator: "\n").filter { $0.hasPrefix("| critical |") }
    #expect(rows.count == 1)
    #expect(rows[0].contains("`added-permission` | `Invented` | `DeviceManagementApps.ReadWrite.All`: `application` |"))
    #expect(rows[0].contains("new.json:"))
  }

  @Test(arguments: ["text", "markdown", "json", "csv", "junit"])
  func hostileNamesStayNames(format: String) throws {
    let name = "a|b`</td>\u{202E}::error"
    let repository = try Repository([
      "old.json": manifest(name: name), "new.json": powerful().replacingOccurrences(of: "Invented", with: name),
    ])
    let output = try repository.run("diff", "old.json", "new.json", "--format", format).output
    #expect(!output.unicodeScalars.contains("\u{202E}"))
    if format == "markdown" {
      #expect(
        output.split(separator: "\n").filter { $0.hasPrefix("| critical") }.allSatisfy {
          $0.split(separator: "|").count == 6
        })
    }
  }

  @Test func acceptedChangesDoNotCount() throws {
    let repository = try Repository(["old.json": manifest(), "new.json": powerful()])
    let found = try repository.run("diff", "old.json", "new.json", "--format", "json").json().objects("findings")
    let accepted = try repository.run(
      "suppress", found[0].string("fingerprint"), "--reason", "reviewed and wanted", "--expires", "2026-12-31")
    #expect(accepted.status == 0)
    let run = try repository.run(
      "diff", "old.json", "new.json", "--suppressions", "scopeaudit.suppressions.json", "--format", "markdown")
    #expect(run.status == 0)
    #expect(run.output.contains("| critical (accepted) |"))
    // What check accepted is not unused because a comparison does not look for it.
    let same = try repository.run(
      "diff", "old.json", "old.json", "--suppressions", "scopeaudit.suppressions.json", "--format", "json")
    #expect(try same.json().objects("findings").isEmpty)
  }

  // MARK: Inputs

  @Test func standardInputIsTheNewState() throws {
    let repository = try Repository(["old.json": manifest()])
    let run = try Binary.run(
      ["diff", "old.json", "-", "--format", "json"], input: Data(powerful().utf8), in: repository.path)
    #expect(try kinds(run) == ["added-permission"])
    #expect(try repository.run("diff", "-", "-").status == 2)
  }

  @Test func foldersArePairedByApplicationNotByFile() throws {
    let second = "11111111-2222-4333-8444-555555555555"
    let repository = try Repository([
      "a/one.json": manifest(), "a/two.json": manifest(appId: second, name: "Second"),
      "b/renamed.json": powerful(), "b/two.json": manifest(appId: second, name: "Second"),
    ])
    let run = try repository.run("diff", "a", "b/", "--format", "json")
    #expect(try kinds(run) == ["added-permission"])
  }

  /// Fragments have neither id nor name, and find each other by their file.
  @Test func fragmentsArePairedByTheirFile() throws {
    let repository = try Repository([
      "a/\u{E4}/one.json": "[\(Self.power)]", "b/\u{E4}/one.json": "[]", "a/x.json": manifest(), "b/x.json": manifest(),
    ])
    let run = try repository.run("diff", "b", "a", "--format", "json")
    #expect(try Set(kinds(run)).isSubset(of: ["added-permission", "added-application"]))
  }

  // MARK: Revisions

  private func git(_ arguments: [String], in folder: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["git", "-c", "user.name=T", "-c", "user.email=t@contoso.example", "-c", "init.defaultBranch=main"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private func committed() throws -> Repository {
    let repository = try Repository(["apps/app.json": manifest(), "apps/notes.txt": "", "-d/app.json": manifest()])
    try FileManager.default.removeItem(atPath: "\(repository.path)/.git")
    for arguments in [["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]] {
      try git(arguments, in: repository.path)
    }
    try repository.write(powerful(), to: "apps/app.json")
    return repository
  }

  @Test(arguments: [
    ("git:HEAD:apps/app.json", "apps/app.json"), ("git:main:apps", "apps"), ("git:HEAD:apps/", "apps/"),
    ("git:HEAD:./apps", "apps"),
  ])
  func comparesWithARevision(old: String, new: String) throws {
    let repository = try committed()
    let run = try repository.run("diff", old, new, "--format", "json")
    #expect(run.status == 1, "\(run.output) \(run.errors)")
    #expect(try kinds(run) == ["added-permission"])
    #expect(try run.json().objects("inputs").map { $0.string("path") }.first?.hasPrefix("git:") == true)
    // The path starts at the root, wherever the command runs.
    if new == "apps" {
      #expect(try kinds(repository.run("diff", old, ".", "--format", "json", in: "apps")) == ["added-permission"])
    }
  }

  @Test func comparesTwoRevisions() throws {
    let repository = try committed()
    try git(["commit", "-q", "-a", "-m", "second"], in: repository.path)
    let run = try repository.run("diff", "git:HEAD~1:", "git:HEAD:", "--format", "json")
    #expect(try kinds(run) == ["added-permission"])
    #expect(try kinds(repository.run("diff", "git:HEAD~1:-d", "git:HEAD:-d", "--format", "json")).isEmpty)
  }

  /// What a file holds decides, not what it is called, on disk and in a revision alike.
  @Test(arguments: ["app", "app.txt", "app.JSON", "package.json", ".hidden/app", ".scopeaudit.json", "app.png"])
  func bothSidesReadWhateverTheFileIsCalled(name: String) throws {
    let repository = try Repository(["apps/\(name)": manifest(), "apps/notes.txt": "notes"])
    try FileManager.default.removeItem(atPath: "\(repository.path)/.git")
    for arguments in [["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]] {
      try git(arguments, in: repository.path)
    }
    try repository.write(powerful(), to: "apps/\(name)")
    try git(["commit", "-q", "-a", "-m", "second"], in: repository.path)
    for (old, new) in [("git:HEAD~1:apps", "apps"), ("git:HEAD~1:apps", "git:HEAD:apps"), ("git:HEAD~1:", "git:HEAD:")]
    {
      let run = try repository.run("diff", old, new, "--no-config", "--format", "json")
      #expect(run.status == 1)
      #expect(try kinds(run) == ["added-permission"])
    }
  }

  /// Declarations in source are states as exports are.
  @Test func sourcesAreStates() throws {
    func terraform(_ role: String) -> String {
      """
      resource "azuread_application" "a" {
        display_name = "Godwit"
        required_resource_access {
          resource_app_id = "00000003-0000-0000-c000-000000000000"
          resource_access {
            id   = "\(role)"
            type = "Role"
          }
        }
      }
      """
    }
    let repository = try Repository([
      "a/main.tf": terraform("df021288-bdef-4463-88db-98f22de89214"),
      "b/main.tf": terraform("9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"),
    ])
    let run = try repository.run("diff", "a", "b", "--format", "json")
    #expect(run.status == 1)
    #expect(try Set(kinds(run)) == ["added-permission", "removed-permission"])
  }

  /// Neither a revision nor a path is ever an option of git, and what is not there is not empty.
  @Test(arguments: [
    "git:--output=made:apps", "git:-h:apps", "git:nowhere:apps", "git:HEAD:nowhere", "git:HEAD:--help",
    "git:HEAD:../apps",
    "git:HEAD", "git::apps", "git:HEAD..HEAD:apps", "git:HEAD:ap*", "git:HEAD:apps/app.json/x", "git:HEAD HEAD:apps",
    "git:HEAD;touch made:apps", "git:$(touch made):apps",
  ])
  func refusesWhatIsNoRevision(old: String) throws {
    let repository = try committed()
    let run = try repository.run("diff", old, "apps", "--format", "json")
    #expect(run.status == 4, "\(run.output) \(run.errors)")
    #expect(try run.json().objects("errors").count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: repository.path).sorted() == ["-d", ".git", "apps"])
  }
}
