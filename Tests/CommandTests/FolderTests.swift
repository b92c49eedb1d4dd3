import Foundation
import Testing

/// A folder is accounted for file by file: audited, passed over with a reason, or an error.
@Suite struct FolderTests {
  private static let dangerous = manifest("9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8", "Role")
  private static let harmless = manifest("e1fe6dd8-ba31-4d61-89e7-88639da4683d", "Scope")

  private static func manifest(_ id: String, _ type: String) -> String {
    """
    {"appId": "0b6d1e52-94c7-4f3a-8d21-7a5c9e30b4f8", "displayName": "A", "signInAudience": "AzureADMyOrg",
     "requiredResourceAccess": [{"resourceAppId": "00000003-0000-0000-c000-000000000000",
       "resourceAccess": [{"id": "\(id)", "type": "\(type)"}]}]}
    """
  }

  /// Files by their paths, in a folder of its own.
  private static func folder(_ files: [String: String]) throws -> String {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    for (path, text) in files {
      let url = URL(fileURLWithPath: "\(root)/\(path)")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return root
  }

  private static func check(_ folder: String, _ arguments: String...) throws -> Binary {
    try Binary.run(["check", "--no-config", "--format", "json"] + arguments, in: folder)
  }

  @Test func walksHiddenAndLinkedFoldersOnce() throws {
    let root = try Self.folder([
      "audited/a.json": Self.harmless, "audited/.hidden/b.JSON": Self.harmless, "beside/c.json": Self.dangerous,
    ])
    defer { try? FileManager.default.removeItem(atPath: root) }
    let files = FileManager.default
    try files.createSymbolicLink(atPath: "\(root)/audited/ext", withDestinationPath: "../beside")
    try files.createSymbolicLink(atPath: "\(root)/audited/circle", withDestinationPath: ".")
    try files.createSymbolicLink(atPath: "\(root)/audited/a-link.json", withDestinationPath: "a.json")
    let run = try Self.check(root, "audited", "audited/a.json", "./audited")
    #expect(run.status == 1)
    #expect(
      try run.json().objects("inputs").map { $0.string("path") }
        == ["audited/.hidden/b.JSON", "audited/a.json", "audited/ext/c.json"])
  }

  /// What is wrong with a file is said alike, whether it was named or found.
  @Test(arguments: ["cut", "a comma too many", "bare"]) func saysWhereWhatItFoundIsBroken(_ fault: String) throws {
    let text =
      switch fault {
      case "cut": String(Self.dangerous.dropLast(3))
      case "bare": Self.dangerous.replacing("\"A\"", with: "A")
      default: Self.dangerous.replacing("{", with: "{,")
      }
    let root = try Self.folder(["a.json": text])
    defer { try? FileManager.default.removeItem(atPath: root) }
    let found = try Self.check(root, ".").json().objects("errors")
    let named = try Self.check(root, "a.json").json().objects("errors")
    #expect(found.map { $0.string("message") } == named.map { $0.string("message") })
    #expect(found.map { $0.string("remedy") } == named.map { $0.string("remedy") })
    #expect(found.count == 1)
  }

  @Test func neverOpensAPipe() throws {
    let root = try Self.folder(["a.json": Self.dangerous])
    defer { try? FileManager.default.removeItem(atPath: root) }
    #expect(mkfifo("\(root)/p.json", 0o600) == 0)
    let run = try Self.check(root, ".")
    #expect(run.status == 1)
    #expect(try run.json().objects("skipped").map { $0.string("path") } == ["./p.json"])
  }

  @Test func countsWhatItPassesOverAndNamesItWhenAsked() throws {
    let root = try Self.folder([
      "a.json": Self.harmless, "package.json": "{\"name\": \"x\"}", "README.md": "# Title\n", "report.json": "{}",
    ])
    defer { try? FileManager.default.removeItem(atPath: root) }
    let short = try Binary.run(["check", ".", "--no-config"], in: root)
    #expect(short.status == 0)
    let words = short.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Passed over as something else: 3 files; --verbose names them."))
    let long = try Binary.run(["check", ".", "--no-config", "--verbose"], in: root)
    let all = long.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(all.contains("./package.json: passed over: this is another kind of document"))
  }

  /// Which permissions the source asks for is decided at run time.
  @Test func sourceThatIsOpenMakesTheAuditIncomplete() throws {
    let root = try Self.folder([
      "a.json": Self.harmless,
      "infra/main.tf":
        "resource \"azuread_application\" \"x\" {\n  required_resource_access {\n    resource_app_id = var.api\n    dynamic \"resource_access\" {\n      for_each = var.roles\n      content {\n        id = resource_access.value\n        type = \"Role\"\n      }\n    }\n  }\n}\n",
    ])
    defer { try? FileManager.default.removeItem(atPath: root) }
    let run = try Self.check(root, ".")
    #expect(run.status == 4)
    #expect(try run.json().objects("errors").map { $0.string("path") } == ["./infra/main.tf"])
  }
}
