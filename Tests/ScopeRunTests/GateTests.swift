import ScopeDocuments
import ScopeRun
import ScopeValues
import Testing

/// Which settings are in force, and what they and the command line say together.
@Suite struct GateTests {
  private static func files(_ settings: String = #"{"failOn": "low", "paths": ["apps"]}"#) -> MemoryFiles {
    MemoryFiles(files: [
      "/work/.git/HEAD": "", "/work/.scopeaudit.json": settings, "/work/apps/a.json": "{}",
      "/work/other/.scopeaudit.json": "{}", "/work/other/b.json": "{}", "/elsewhere/c.json": "{}",
      "/elsewhere/deep/d.json": "{}",
    ])
  }

  private static func settings(_ paths: [String], _ files: MemoryFiles = files()) throws -> [[String]] {
    var choices = Gate.Choices()
    choices.paths = paths
    let answer = try Answer.settings(Gate(choices, in: files.tree, settingsOf: paths), in: files.tree)
    return String(decoding: answer.output, as: UTF8.self).split(separator: "\n").map { line in
      line.split(separator: "  ").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }.map(String.init)
    }
  }

  @Test func theNearestSettingsCount() throws {
    #expect(try Self.settings(["apps"])[0] == ["settings", ".scopeaudit.json", "found from the inputs"])
    #expect(try Self.settings(["other/b.json"])[0] == ["settings", "other/.scopeaudit.json", "found from the inputs"])
    #expect(try Self.settings([])[1] == ["paths", "apps", ".scopeaudit.json:1:29"])
    #expect(try Self.settings(["apps"]).contains(["failOn", "low", ".scopeaudit.json:1:12"]))
  }

  @Test func aboveWhatWasNamedNothingCountsOutsideOfARepository() throws {
    var files = Self.files()
    files.files["/elsewhere/.scopeaudit.json"] = "{}"
    files.files["/elsewhere/deep/deeper/e.json"] = "{}"
    #expect(try Self.settings(["/elsewhere/deep"], files)[0][1] == "none")
    #expect(try Self.settings(["/elsewhere"], files)[0][1] == "/elsewhere/.scopeaudit.json")
  }

  @Test func inputsOfDifferentSettingsAreRefused() {
    #expect(throws: UsageProblem.self) { try Self.settings(["apps", "other"]) }
  }

  @Test(arguments: [
    (#"{"failOn": "hihg"}"#, "Did you mean"), (#"{"format": "jso"}"#, "Did you mean"),
    (#"{"paths": ["-"]}"#, "has to be a file or a folder"), (#"{"paths": ["other"]}"#, "belong to the nearer"),
  ])
  func settingsThatCannotBeAreRefused(settings: String, reason: String) {
    let files = Self.files(settings)
    let error = #expect(throws: ConfigurationError.self) { try Self.settings([], files) }
    #expect(error.map { "\($0)".contains(reason) } == true, "\(String(describing: error))")
  }

  @Test func theCommandLineCountsBeforeTheSettings() throws {
    var choices = Gate.Choices()
    choices.failOn = FailOn(argument: "new:critical")
    choices.output = [try ReportRequest(argument: "json=report.json")]
    let tree = Self.files().tree
    let text = String(
      decoding: try Answer.settings(Gate(choices, in: tree, settingsOf: ["apps"]), in: tree).output, as: UTF8.self)
    #expect(text.contains("failOn") && text.contains("new:critical") && text.contains("json=report.json"))
  }

  @Test(arguments: ["json", "=x", "json=", "jsonn=x"])
  func anOutputIsAFormatAndAPath(argument: String) {
    #expect(throws: UsageProblem.self) { try ReportRequest(argument: argument) }
  }

  @Test(arguments: [
    ("x", "2026-12-31", "it is only a test", "12 or 32 hexadecimal digits"),
    ("0123456789abcdef0123456789abcdef", "2026-13-31", "it is only a test", "is not a date"),
    ("0123456789abcdef0123456789abcdef", "2026-01-31", "it is only a test", "is over already"),
    ("0123456789abcdef0123456789abcdef", "2026-12-31", "no", "letters or more"),
  ])
  func aSuppressionNeedsFingerprintReasonAndDay(fingerprint: String, day: String, why: String, reason: String) {
    let error = #expect(throws: UsageProblem.self) {
      try NewSuppression(
        fingerprint: fingerprint, reason: why, expires: day, owner: nil, ticket: nil,
        now: try #require(Timestamp(rfc3339: "2026-08-24T10:00:00Z")))
    }
    #expect(error?.description.contains(reason) == true)
  }
}
