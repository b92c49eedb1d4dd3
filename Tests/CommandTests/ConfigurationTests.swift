import Foundation
import Testing

/// A folder of its own that looks like a repository, for one test.
final class Repository {
  let path: String

  /// - Parameter files: contents by path below the root.
  init(_ files: [String: String] = [:]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent(".git"), withIntermediateDirectories: true)
    path = folder.path
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

  func run(_ arguments: String..., in folder: String = "") throws -> Binary {
    try Binary.run(arguments + ["--now", "2026-08-24T10:00:00Z"], in: folder.isEmpty ? path : "\(path)/\(folder)")
  }
}

/// Has the one finding unknown-permission, high, among those of its audience and properties.
func manifest(appId: String = "0b6d1e52-94c7-4f3a-8d21-7a5c9e30b4f8", name: String = "Invented") -> String {
  """
  {
    "appId": "\(appId)",
    "displayName": "\(name)",
    "signInAudience": "AzureADMyOrg",
    "requiredResourceAccess": [
      {
        "resourceAppId": "00000003-0000-0000-c000-000000000000",
        "resourceAccess": [
          { "id": "5c1f9a3e-2b74-4d08-9e6a-f0c7d2b81a45", "type": "Role" }
        ]
      }
    ],
    "passwordCredentials": []
  }
  """
}

extension Binary {
  /// Findings of a rule in a JSON report.
  func findings(_ rule: String) throws -> [[String: Any]] {
    try json().objects("findings").filter { $0.string("rule") == rule }
  }
}

@Suite struct ConfigurationTests {
  private static let off = #"{ "rules": { "unknown-permission": "off" } }"#
  private static let low = #"{ "rules": { "unknown-permission": "low" } }"#

  // MARK: Discovery

  @Test func countsUpToTheRootOfTheRepository() throws {
    let repository = try Repository(["apps/team/app.json": manifest()])
    #expect(try repository.run("check", "apps/team/app.json").status == 1)
    try repository.write(Self.off, to: ".scopeaudit.json")
    for (folder, path) in [
      ("", "apps/team/app.json"), ("", "apps"), ("apps/team", "app.json"), ("apps/team", "../team/app.json"),
    ] {
      let run = try repository.run("check", path, "--format", "json", in: folder)
      #expect(run.status == 0, "\(folder) \(path) \(run.errors)")
      let summary = try run.json().object("summary")
      #expect(summary["disabledRules"] as? [String] == ["unknown-permission"])
      #expect(summary.string("configuration") == (folder.isEmpty ? ".scopeaudit.json" : "../../.scopeaudit.json"))
    }
  }

  @Test func stopsAtTheRootOfTheRepository() throws {
    let repository = try Repository([".scopeaudit.json": Self.off, "inner/.git/HEAD": "", "inner/app.json": manifest()])
    #expect(try repository.run("check", "inner/app.json").status == 1)
  }

  @Test func outsideOfARepositoryOnlyTheInputsFolderCounts() throws {
    let repository = try Repository([".scopeaudit.json": Self.off, "apps/app.json": manifest(), "app.json": manifest()])
    try FileManager.default.removeItem(atPath: "\(repository.path)/.git")
    #expect(try repository.run("check", "apps/app.json").status == 1)
    #expect(try repository.run("check", "app.json").status == 0)
    #expect(try repository.run("check", ".").status == 0)
  }

  /// Nothing is merged: the nearer file has the whole word.
  @Test func theNearestWins() throws {
    let repository = try Repository([
      ".scopeaudit.json": #"{ "rules": { "unknown-permission": "off" }, "failOn": "low" }"#,
      "apps/.scopeaudit.json": Self.low, "apps/app.json": manifest(),
    ])
    let run = try repository.run("check", "apps/app.json", "--format", "json")
    #expect(run.status == 0)
    #expect(try run.findings("unknown-permission").map { $0.string("severity") } == ["low"])
  }

  @Test func inputsOfDifferentSettingsAreRefused() throws {
    let repository = try Repository([
      "a/.scopeaudit.json": Self.off, "b/.scopeaudit.json": Self.off, "a/app.json": manifest(),
      "b/app.json": manifest(),
    ])
    let run = try repository.run("check", "a/app.json", "b/app.json")
    #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("--config"))
    #expect(try repository.run("check", "a/app.json", "b/app.json", "--config", "a/.scopeaudit.json").status == 0)
    #expect(try repository.run("check", "a/app.json", "b/app.json", "--no-config").status == 1)
    #expect(try repository.run("check", "a", "--no-config", "--config", "a/.scopeaudit.json").status == 2)
  }

  /// Settings below a folder are not passed over.
  @Test func settingsBelowAFolderCount() throws {
    let repository = try Repository(["team/.scopeaudit.json": Self.off, "team/app.json": manifest()])
    #expect(try repository.run("check", ".").status == 0)
    try repository.write(manifest(), to: "app.json")
    #expect(try repository.run("check", ".").status == 2)
    #expect(try repository.run("check", ".", "--no-config").status == 1)
    try repository.write(#"{ "paths": ["team"] }"#, to: ".scopeaudit.json")
    let run = try repository.run("check")
    #expect(run.status == 2 && run.errors.contains("team/.scopeaudit.json"))
  }

  @Test func settingsThatAreNotThereAreAnError() throws {
    let repository = try Repository(["app.json": manifest()])
    #expect(try repository.run("check", "app.json", "--config", "nowhere.json").status == 2)
  }

  // MARK: What settings say

  @Test(arguments: [("low", "low", 0), ("critical", "critical", 1), ("info", "info", 0)] as [(String, String, Int32)])
  func severitiesAreTheUsers(written: String, severity: String, status: Int32) throws {
    let repository = try Repository([
      ".scopeaudit.json": "{ \"rules\": { \"unknown-permission\": \"\(written)\" } }", "app.json": manifest(),
    ])
    let run = try repository.run("check", "app.json", "--format", "json")
    #expect(try run.findings("unknown-permission").map { $0.string("severity") } == [severity])
    #expect(run.status == status)
  }

  @Test(arguments: [("critical", 0), ("high", 1), ("never", 0), ("new:low", 1)] as [(String, Int32)])
  func failOnCountsUnlessTheCommandLineKnowsBetter(written: String, status: Int32) throws {
    let repository = try Repository([".scopeaudit.json": "{ \"failOn\": \"\(written)\" }", "app.json": manifest()])
    #expect(try repository.run("check", "app.json").status == status)
    #expect(try repository.run("check", "app.json", "--fail-on", "never").status == 0)
    #expect(try repository.run("check", "app.json", "--fail-on", "high").status == 1)
  }

  @Test(arguments: [(30, 1), (400, 0)])
  func thresholdsCount(days: Int, count: Int) throws {
    let secret = """
      "passwordCredentials": [{ "keyId": "0a6c4e1d-83b7-4f29-a5d0-7e91c3b264f8",
        "startDateTime": "2026-08-01T00:00:00Z", "endDateTime": "2026-10-30T00:00:00Z" }]
      """
    let repository = try Repository([
      ".scopeaudit.json": "{ \"thresholds\": { \"maximumSecretLifetimeDays\": \(days) } }",
      "app.json": manifest().replacingOccurrences(of: "\"passwordCredentials\": []", with: secret),
    ])
    #expect(try repository.run("check", "app.json", "--format", "json").findings("long-lived-secret").count == count)
  }

  @Test func formatIsTheOneOfStandardOutput() throws {
    let repository = try Repository([".scopeaudit.json": #"{ "format": "json" }"#, "app.json": manifest()])
    #expect(try repository.run("check", "app.json").json().integer("schemaVersion") == 1)
    #expect(try repository.run("check", "app.json", "--format", "text").output.hasPrefix("Invented"))
    #expect(try repository.run("check", "app.json", "--output", "csv=-").output.hasPrefix("kind,") == true)
    #expect(try repository.run("diff", "app.json", "app.json").json().integer("schemaVersion") == 1)
  }

  /// Settings' paths start where the settings stand; the command line's take their place.
  @Test func pathsCountWhereTheCommandLineNamesNone() throws {
    let repository = try Repository([
      ".scopeaudit.json": #"{ "paths": ["apps", "one.json"] }"#, "apps/a.json": manifest(), "one.json": manifest(),
      "other.json": manifest(), "docs/readme.txt": "",
    ])
    func inputs(_ run: Binary) throws -> [String] { try run.json().objects("inputs").map { $0.string("path") } }
    #expect(try inputs(repository.run("check", "--format", "json")) == ["apps/a.json", "one.json"])
    #expect(try inputs(repository.run("check", "--format", "json", in: "docs")) == ["../apps/a.json", "../one.json"])
    #expect(try inputs(repository.run("check", "other.json", "--format", "json")) == ["other.json"])
  }

  @Test func somethingHasToBeNamed() throws {
    let repository = try Repository(["app.json": manifest()])
    let run = try repository.run("check")
    #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("paths"))
    try repository.write("{}", to: ".scopeaudit.json")
    #expect(try repository.run("check").status == 2)
  }

  /// The gate's own files lie among the registrations and are none.
  @Test func ownFilesAreNoInputs() throws {
    let repository = try Repository([
      ".scopeaudit.json": #"{ "suppressions": "accepted.json" }"#, "accepted.json": #"{ "suppressions": [] }"#,
      "app.json": manifest(), ".git/x.json": "?",
    ])
    let written = try repository.run("check", ".", "--write-baseline", "known.json")
    #expect(written.status == 1)
    let run = try repository.run("check", ".", "--baseline", "known.json", "--fail-on", "new:low", "--format", "json")
    #expect(run.status == 0)
    #expect(try run.json().objects("inputs").map { $0.string("path") } == ["./app.json"])
  }

  // MARK: Mistakes

  @Test(arguments: [
    ("{\n  \"rulez\": {}\n}", "2:3", "Did you mean \u{201C}rules\u{201D}?"),
    ("{ \"rules\": { \"unknown-permision\": \"off\" } }", "1:14", "unknown-permission"),
    ("{ \"rules\": { \"unknown-permission\": \"hihg\" } }", "1:36", "high"),
    ("{ \"rules\": { \"unknown-permission\": 3 } }", "1:36", "string"),
    ("{ \"failOn\": \"new:hgh\" }", "1:13", "new:high"),
    ("{ \"format\": \"jsno\" }", "1:13", "json"),
    ("{ \"thresholds\": { \"maximumSecretLifetimeDay\": 3 } }", "1:19", "maximumSecretLifetimeDays"),
    ("{ \"thresholds\": { \"maximumSecretLifetimeDays\": -3 } }", "1:48", "0 or more"),
    ("{ \"paths\": \"apps\" }", "1:12", "list"),
    ("{ \"outputs\": [\"json=a.json\"] }", "1:3", "unknown key"),
    ("{ \"failOn\": \"low\", \"failOn\": \"high\" }", "1:20", "twice"),
    ("{} {}", "1:4", "second value"), ("{ \"failOn\": ", "1:", "ends"), ("", "1:1", "empty"),
  ])
  func mistakesAreToldWithTheirPlace(text: String, place: String, words: String) throws {
    let repository = try Repository([".scopeaudit.json": text, "app.json": manifest()])
    for command in [["check", "app.json"], ["diff", "app.json", "app.json"]] {
      let run = try Binary.run(command, in: repository.path)
      #expect(run.status == 2 && run.output.isEmpty)
      #expect(run.errors.contains(".scopeaudit.json:\(place)"), "\(run.errors)")
      #expect(run.errors.contains(words), "\(run.errors)")
    }
  }

  // MARK: Showing

  @Test func showsWhereEachValueComesFrom() throws {
    let repository = try Repository([
      ".scopeaudit.json": """
      {
        "failOn": "low", // strict
        "rules": { "unknown-permission": "off" },
        "thresholds": { "maximumSecretLifetimeDays": 30 },
        "paths": ["apps"]
      }
      """,
      "apps/app.json": manifest(),
    ])
    func rows(_ run: Binary) -> [[String]] {
      run.output.split(separator: "\n").map { line in
        line.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      }
    }
    let run = try Binary.run(["config", "show", "--format", "csv"], in: repository.path)
    #expect(run.status == 0)
    for row in [
      ["settings", ".scopeaudit.json", "found from the inputs"], ["paths", "apps", ".scopeaudit.json:5:13"],
      ["format", "csv", "command line"], ["failOn", "low", ".scopeaudit.json:2:13"], ["baseline", "none", "default"],
      ["thresholds.maximumSecretLifetimeDays", "30", ".scopeaudit.json:4:48"],
      ["rules.unknown-permission", "off", ".scopeaudit.json:3:36"],
    ] {
      #expect(rows(run).contains(row), "\(row) \(run.output)")
    }
    let shown = try repository.run("check", "--show-config", "--no-config", "--fail-on", "never", "apps")
    #expect(shown.status == 0)
    #expect(
      rows(shown).contains(["failOn", "never", "command line"])
        && rows(shown).contains(["settings", "none", "--no-config"]))
    try repository.write("{ \"failOn\": \"hgh\" }", to: ".scopeaudit.json")
    #expect(try Binary.run(["config", "show"], in: repository.path).status == 2)
  }

  @Test func theSchemaNamesEveryRule() throws {
    let schema = try Binary.run("config", "schema").json()
    let properties = schema.object("properties")
    #expect(
      properties.keys.sorted() == [
        "$schema", "baseline", "failOn", "format", "paths", "permissions", "rules", "sinks", "suppressions",
        "thresholds",
      ])
    let rules = try Binary.run("rules", "--format", "json").json().objects("rules").map { $0.string("id") }
    #expect(properties.object("rules").object("properties").keys.sorted() == rules.sorted())
  }

  // MARK: Baseline

  @Test(arguments: [("high", 1), ("new:high", 0), ("new:low", 0)] as [(String, Int32)])
  func knownFindingsAreLetOff(failOn: String, status: Int32) throws {
    let repository = try Repository(["app.json": manifest()])
    #expect(try repository.run("check", "app.json", "--write-baseline", "known.json").status == 1)
    let run = try repository.run(
      "check", "app.json", "--baseline", "known.json", "--fail-on", failOn, "--format", "json")
    #expect(run.status == status)
    #expect(try run.json().objects("findings").allSatisfy { $0.string("state") == "unchanged" })
    try repository.write(manifest(appId: "11111111-2222-4333-8444-555555555555"), to: "second.json")
    let second = try repository.run(
      "check", "second.json", "--baseline", "known.json", "--fail-on", failOn, "--format", "json")
    #expect(second.status == 1)
    #expect(try second.json().objects("absent").contains { $0.string("rule") == "unknown-permission" })
  }
}
