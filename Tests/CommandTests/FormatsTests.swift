import Foundation
import Testing

/// Every format on the real binary: the same findings, counts and exit status, and nothing that steers its reader.
@Suite struct FormatsTests {
  private static let formats = [
    "text", "json", "junit", "junit:ant", "sarif", "github", "azure", "gitlab", "markdown", "html", "csv",
  ]
  private static let clock = ["--now", "2026-08-24T10:00:00Z"]
  private static let sample = "fixtures/samples/device-automation.json"
  private static let hostile = "fixtures/errors/hostile-names.json"
  private static let broken = "fixtures/errors/bad-escape.json"

  private func check(_ format: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Binary {
    try Binary.run(["check", "--format", format] + Self.clock + arguments, environment: environment)
  }

  private func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func occurrences(of mark: String, in text: String) -> Int { text.components(separatedBy: mark).count - 1 }

  // MARK: The same everywhere

  @Test(arguments: formats)
  func exitsAlike(format: String) throws {
    #expect(try check(format, [Self.sample]).status == 1)
    #expect(try check(format, [Self.sample, "--fail-on", "never"]).status == 0)
    #expect(try check(format, [Self.sample, Self.broken]).status == 4)
    #expect(try check(format, ["fixtures/errors/empty-array.json"]).status == 3)
  }

  @Test func countsAlike() throws {
    let audit = try check("json", [Self.sample]).json()
    let total = audit.objects("findings").count
    #expect(total > 0)
    let sarif = try check("sarif", [Self.sample]).json().objects("runs")[0]
    #expect(sarif.objects("results").count == total)
    let gitlab = try check("gitlab", [Self.sample]).output
    #expect(try (JSONSerialization.jsonObject(with: Data(gitlab.utf8)) as? [[String: Any]])?.count == total)
    #expect(occurrences(of: "##vso[task.logissue ", in: try check("azure", [Self.sample]).output) == total)
    #expect(occurrences(of: "\r\nfinding,", in: try check("csv", [Self.sample]).output) == total)
    #expect(occurrences(of: "<div class=\"finding\"", in: try check("html", [Self.sample]).output) == total)
    for format in ["text", "github", "azure", "markdown", "html"] {
      #expect(try check(format, [Self.sample]).output.contains("1 application, \(total) findings"), "\(format)")
    }
  }

  @Test(arguments: formats)
  func saysThatTheAuditIsIncomplete(format: String) throws {
    let run = try check(format, [Self.sample, Self.broken])
    #expect(run.output.contains("bad-escape.json"), "\(format)")
    #expect(run.output.contains("an escape that JSON does not know"))
  }

  @Test(arguments: formats)
  func isDeterministic(format: String) throws {
    let arguments = ["fixtures/dialects", Self.hostile]
    #expect(try check(format, arguments).output == (try check(format, arguments).output))
  }

  // MARK: Injection

  /// What is written in a display name never reaches a terminal, a log or a page as it is.
  @Test(arguments: formats)
  func neutralisesHostileNames(format: String) throws {
    let output = try check(format, [Self.hostile, "--show", "permissions"]).output
    for scalar in output.unicodeScalars {
      let isControl =
        scalar.value < 0x20 && !"\n\r\t".unicodeScalars.contains(scalar) || (0x7F...0x9F).contains(scalar.value)
      let isBidirectional = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      #expect(!isControl && !isBidirectional, "\(format): U+\(String(scalar.value, radix: 16))")
    }
    for line in output.split(whereSeparator: \.isNewline) {
      let text = line.drop { $0 == " " }
      if format != "github" { #expect(!text.hasPrefix("::"), "\(format): \(line)") }
      if format != "azure", format != "json" {
        #expect(!line.contains("##vso[") && !line.contains("##["), "\(format): \(line)")
      }
    }
    if format.hasPrefix("junit") { #expect(!output.contains("<script")) }
    // Its own script and the three tables that this reads, and no more.
    if format == "html" { #expect(occurrences(of: "<script", in: output) == 4) }
  }

  @Test func tablesHoldNoFormulas() throws {
    let name = "=HYPERLINK(\"http://evil.example\",\"open\")"
    let manifest = try JSONSerialization.data(withJSONObject: [
      "appId": "0b6d1e52-94c7-4f3a-8d21-7a5c9e30b4f8", "displayName": name, "signInAudience": "AzureADMultipleOrgs",
    ])
    let output = try Binary.run(["check", "-", "--format", "csv"], input: manifest).output
    #expect(output.contains("\"'=HYPERLINK(\"\"http://evil.example\"\""))
    #expect(!output.contains(",=HYPERLINK") && !output.contains(",\"=HYPERLINK"))
  }

  @Test(arguments: formats)
  func keepsSecrets(format: String) throws {
    let secret = "Zq8Q~invented-value-of-a-secret"
    // All on one line, so that an excerpt around the permission would show the secret.
    let manifest = """
      {"appId":"0b6d1e52-94c7-4f3a-8d21-7a5c9e30b4f8","displayName":"One line","notes":"client_secret=\(secret)","web":{"redirectUris":["http://one.example/?code=\(secret)"]},"keyCredentials":[{"key":"\(secret)"}],"passwordCredentials":[{"secretText":"\(secret)"},{"value":"\(secret)"}],"requiredResourceAccess":[{"resourceAppId":"00000003-0000-0000-c000-000000000000","resourceAccess":[{"id":"19dbc75e-c2e2-444c-a770-ec69d8559fc7","type":"Role"}]}]}
      """
    let run = try Binary.run(["check", "-", "--format", format] + Self.clock, input: Data(manifest.utf8))
    #expect(!run.output.contains(secret) && !run.output.contains("invented-value"))
    #expect(!run.errors.contains(secret))
    #expect(run.status == 1)
  }

  // MARK: Several reports

  @Test func refusesOutputsThatCollide() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = "\(folder.path)/a/report"
    for outputs in [
      ["json=\(path)", "csv=\(folder.path)/a/./report"], ["json=-", "csv=-"], ["nope=x"], ["json"], ["json="],
    ] {
      let run = try Binary.run(["check", Self.sample] + outputs.flatMap { ["--output", $0] })
      #expect(run.status == 2, "\(outputs)")
      #expect(run.output.isEmpty)
    }
    #expect(try check("json", [Self.sample, "--output", "text=-"]).status == 2)
    let unknown = try Binary.run("check", Self.sample, "--format", "nope")
    #expect(unknown.status == 2 && unknown.errors.contains("sarif, github, azure"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func leavesNothingWhereOneReportCannotBeWritten() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data().write(to: folder.appendingPathComponent("file"))
    let run = try Binary.run([
      "check", Self.sample, "--output", "json=\(folder.path)/new/a.json", "--output", "csv=\(folder.path)/file/b.csv",
    ])
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/new").isEmpty)
  }

  @Test func neverTakesTheInputsPlace() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = "\(folder.path)/app.json"
    try FileManager.default.copyItem(atPath: "\(project)/\(Self.sample)", toPath: input)
    #expect(try Binary.run("check", input, "--output", "json=\(input)").status == 2)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: input))
        == Data(contentsOf: URL(fileURLWithPath: "\(project)/\(Self.sample)")))
  }

  @Test func addsToTheSummaryOfTheStep() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let summary = folder.appendingPathComponent("summary.md")
    try Data("before\n".utf8).write(to: summary)
    let environment = ["GITHUB_STEP_SUMMARY": summary.path]
    _ = try check("github", [Self.sample], environment: environment)
    let text = try String(contentsOf: summary, encoding: .utf8)
    #expect(text.hasPrefix("before\n## scopeaudit"))
    _ = try check("text", [Self.sample], environment: environment)
    #expect(try String(contentsOf: summary, encoding: .utf8) == text)
  }

  @Test func annotatesTenOfEachLevel() throws {
    let output = try check("github", ["fixtures/dialects", Self.sample]).output
    let lines = output.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::error ") } <= 10)
    #expect(lines.count { $0.hasPrefix("::warning ") } <= 10)
    #expect(lines.last?.contains("more are not annotated here") == true)
  }

  // MARK: Saved reports

  @Test(arguments: formats.filter { !["text", "sarif", "html"].contains($0) })
  func convertsToTheSameBytes(format: String) throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputs = ["fixtures/dialects", Self.hostile, Self.broken]
    let direct = try check(format, inputs + ["--output", "json=\(folder.path)/saved.json"])
    let converted = try Binary.run(["convert", "\(folder.path)/saved.json", "--format", format] + Self.clock)
    #expect(converted.output == direct.output)
    #expect(converted.status == direct.status)
  }

  @Test(arguments: [
    ("{\"schemaVersion\": 2}", "version 2"), ("{}", "no report"), ("[", "the text ends"), ("{\"a\":", "the text ends"),
  ])
  func refusesWhatIsNoReport(text: String, words: String) throws {
    let run = try Binary.run(["convert", "-"], input: Data(text.utf8))
    #expect(run.status == 2)
    #expect(run.errors.contains(words))
    #expect(run.output.isEmpty)
  }

  @Test func refusesRulesThatItDoesNotKnow() throws {
    let saved = try check("json", [Self.sample]).output
      .replacingOccurrences(of: "\"rule\":\"unknown-permission\"", with: "\"rule\":\"never-heard-of\"")
    let run = try Binary.run(["convert", "-"], input: Data(saved.utf8))
    #expect(run.status == 2 && run.errors.contains("never-heard-of"))
  }
}
