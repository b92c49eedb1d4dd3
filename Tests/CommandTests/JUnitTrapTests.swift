import Foundation
import Testing

/// What makes CI systems show a JUnit report wrong, each trap with a test of its own: a reader that meets one
/// goes green over a failure, drops cases, or refuses the whole file.
@Suite struct JUnitTrapTests {
  private static let profiles = ["junit", "junit:ant"]
  private static let clock = ["--now", "2026-08-24T10:00:00Z"]
  private static let sample = "fixtures/samples/device-automation.json"
  private static let broken = "fixtures/errors/bad-escape.json"

  private func run(_ profile: String, _ arguments: [String], input: Data = Data()) throws -> Binary {
    try Binary.run(["check", "--format", profile] + Self.clock + arguments, input: input)
  }

  private func report(_ profile: String, _ arguments: [String]) throws -> JUnitFile {
    try JUnitFile(run(profile, arguments).output)
  }

  /// The report on applications that are given as they stand in a manifest.
  private func report(_ profile: String, on applications: [[String: Any]], _ arguments: [String] = []) throws
    -> JUnitFile
  {
    let data = try JSONSerialization.data(withJSONObject: applications)
    return try JUnitFile(run(profile, ["-"] + arguments, input: data).output)
  }

  private func application(_ name: String, _ more: [String: Any] = [:]) -> [String: Any] {
    ["appId": "0b6d1e52-94c7-4f3a-8d21-7a5c9e30b4f8", "displayName": name, "signInAudience": "AzureADMyOrg"]
      .merging(more) { $1 }
  }

  private func redirects(_ addresses: [String]) -> [String: Any] { ["web": ["redirectUris": addresses]] }

  /// Jenkins fails the build over a report without cases, others show success.
  @Test(arguments: profiles)
  func aReportIsNeverEmpty(profile: String) throws {
    let nothing = try report(profile, ["fixtures/errors/empty-array.json"])
    #expect(nothing.results.map(\.kind) == ["error"])
    let clean = try report(profile, on: [application("Clean")])
    #expect(clean.suites.allSatisfy { !$0.cases.isEmpty })
  }

  /// Failures in nested suites vanish in dorny/test-reporter.
  @Test(arguments: profiles)
  func suitesAreFlat(profile: String) throws {
    let file = try report(profile, [Self.sample, Self.broken])
    #expect(file.paths.contains("testsuites/testsuite/testcase"))
    #expect(!file.paths.contains { $0.components(separatedBy: "testsuite/").count > 2 })
  }

  /// libxml2 writes characters that XML forbids, and no reader accepts them.
  @Test(arguments: profiles)
  func forbiddenCharactersBecomeVisible(profile: String) throws {
    let name = "A\u{0}B\u{7}C\u{1B}[31mD\u{FFFE}E\u{FFFF}F\u{7F}G\u{85}H"
    let file = try report(profile, on: [application(name, redirects(["http://\u{7}.example/"]))])
    #expect(file.suites.last?.name == "A\\u{0}B\\u{7}C\\u{1B}[31mD\\u{FFFE}E\\u{FFFF}F\\u{7F}G\\u{85}H")
  }

  /// Line ends in attributes become spaces, or stay, by the reader.
  @Test(arguments: profiles)
  func messagesAreOneShortLine(profile: String) throws {
    let file = try report(
      profile, on: [application("two\nlines", redirects((0..<50).map { "http://host\($0).example/a\nb" }))])
    #expect(!file.results.isEmpty)
    for result in file.results {
      let message = result.attributes["message"] ?? ""
      #expect(!message.isEmpty && !message.contains("\n") && message.count <= 320)
    }
    for test in file.cases { #expect(!test.name.contains("\n")) }
  }

  /// mikepenz/action-junit-report garbles CDATA sections that were split.
  @Test(arguments: profiles)
  func textIsEscapedWithoutCDATA(profile: String) throws {
    let data = try JSONSerialization.data(withJSONObject: [application("a ]]> b <![CDATA[ c")])
    let output = try run(profile, ["-"], input: data).output
    #expect(!output.contains("<![CDATA["))
    #expect(try JUnitFile(output).suites.last?.name == "a ]]> b <![CDATA[ c")
  }

  /// GitLab refuses files in which a type is "yaml" or "symbol", and empties bodies of type "integer".
  @Test(arguments: profiles)
  func typesAreSeveritiesOrInputError(profile: String) throws {
    let file = try report(profile, [Self.sample, Self.broken, "--fail-on", "low"])
    let types = Set(file.results.filter { $0.kind != "skipped" }.map { $0.attributes["type"] ?? "" })
    #expect(types.isSuperset(of: ["critical", "high", "medium", "low", "InputError"]))
    #expect(types.isSubset(of: ["critical", "high", "medium", "low", "info", "InputError"]))
    #expect(file.results.allSatisfy { $0.kind != "skipped" || $0.attributes["type"] == nil })
  }

  /// GitHub cuts bodies at 65,535 characters, and readers built on libxml2 refuse texts of ten million bytes.
  @Test(arguments: profiles)
  func bodiesAreCapped(profile: String) throws {
    let addresses = (0..<5_000).map { "http://host\($0).example/\(String(repeating: "a", count: 200))" }
    let file = try report(profile, on: [application("Many", redirects(addresses))])
    let body = try #require(file.results.first { $0.text.contains("http") || $0.text.contains("host0.") }).text
    #expect(body.utf8.count <= 64 << 10)
    #expect(body.contains(" more.\n"))
  }

  /// Azure once failed over negative times, xunit's schema knows three decimals at most.
  @Test(arguments: profiles)
  func everyTimeIsAPlainNumber(profile: String) throws {
    let file = try report(profile, [Self.sample])
    #expect(file.suites.allSatisfy { $0.attributes["time"] == "0.000" })
    #expect(file.cases.allSatisfy { $0.attributes["time"] == "0.000" })
  }

  /// Ant's schema wants neither zone nor fraction; a host name would give the machine away.
  @Test(arguments: profiles)
  func timestampsHaveNoZone(profile: String) throws {
    let data = try JSONSerialization.data(withJSONObject: [application("Clean")])
    let output = try Binary.run(
      ["check", "-", "--format", profile, "--now", "2026-08-24T12:30:00.250+02:30"], input: data
    ).output
    let file = try JUnitFile(output)
    #expect(file.suites.allSatisfy { $0.attributes["timestamp"] == "2026-08-24T10:00:00" })
    #expect(file.suites.allSatisfy { $0.attributes["hostname"] == "localhost" })
  }

  /// AWS CodeBuild refuses files whose counts do not add up, and others believe them.
  @Test(arguments: profiles)
  func countsAreRight(profile: String) throws {
    let file = try report(profile, [Self.sample, "fixtures/dialects", Self.broken])
    for suite in file.suites {
      let kinds = suite.cases.flatMap(\.results).map(\.kind)
      #expect(suite.attributes["tests"] == String(suite.cases.count))
      #expect(suite.attributes["failures"] == String(kinds.count { $0 == "failure" }))
      #expect(suite.attributes["errors"] == String(kinds.count { $0 == "error" }))
      #expect(suite.attributes["skipped"] == String(kinds.count { $0 == "skipped" }))
    }
    guard profile == "junit" else { return #expect(file.root.isEmpty) }
    #expect(file.root["tests"] == String(file.cases.count))
    #expect(file.root["failures"] == String(file.results.count { $0.kind == "failure" }))
    #expect(file.root["errors"] == String(file.results.count { $0.kind == "error" }))
  }

  /// Jenkins keeps the first failure of a case, Ant's schema forbids a second one.
  @Test(arguments: profiles)
  func aCaseHasOneResult(profile: String) throws {
    let addresses = ["http://one.example/", "http://two.example/"]
    let file = try report(profile, on: [application("Two", redirects(addresses))])
    let test = try #require(file.cases.first { $0.name.hasPrefix("insecure-redirect-uri ") })
    #expect(test.results.count == 1)
    #expect(
      test.results.first?.text.contains("one.example") == true
        && test.results.first?.text.contains("two.example") == true)
    #expect(try report(profile, [Self.sample, "fixtures/dialects"]).cases.allSatisfy { $0.results.count <= 1 })
  }

  /// Of two cases with one name, GitLab and Jenkins lose one.
  @Test(arguments: profiles)
  func casesAreUnique(profile: String) throws {
    let twin = application("Twin")
    let sibling = twin.merging(["appId": "c0de1e52-94c7-4f3a-8d21-7a5c9e30b4f8"]) { $1 }
    var nameless = twin
    nameless["displayName"] = nil
    nameless["appId"] = nil
    let file = try report(
      profile, on: [twin, twin, sibling, nameless, nameless, application(String(repeating: "n", count: 500))])
    #expect(file.suites.count == 7)
    let names = file.cases.map { "\($0.className)|\($0.name)" }
    #expect(Set(names).count == names.count)
  }

  /// A case keeps its history only while its name stays: no severity, count or line stands in it.
  @Test(arguments: profiles)
  func namesAreStable(profile: String) throws {
    let before = try report(profile, on: [application("App")])
    let after = try report(
      profile, on: [application("App", redirects(["http://one.example/", "http://two.example/"]))],
      ["--fail-on", "low"])
    #expect(before.cases.map(\.name) == after.cases.map(\.name))
    #expect(before.cases.map(\.className) == after.cases.map(\.className))
    #expect(before.results.allSatisfy { $0.kind != "failure" } && after.results.contains { $0.kind == "failure" })
  }

  /// Jenkins and mikepenz/action-junit-report show a case with both as skipped.
  @Test(arguments: profiles)
  func nothingIsSkippedBesideAFailure(profile: String) throws {
    // One rule with a finding above the threshold and one below it.
    let file = try report(profile, [Self.sample, "fixtures/rules"])
    #expect(file.results.contains { $0.kind == "failure" } && file.results.contains { $0.kind == "skipped" })
    for test in file.cases { #expect(Set(test.results.map(\.kind)).count <= 1) }
  }

  /// Only Jenkins reads an error of a suite.
  @Test(arguments: profiles)
  func inputErrorsAreCases(profile: String) throws {
    let file = try report(profile, [Self.broken])
    #expect(file.suites.map(\.name) == ["scopeaudit run"])
    #expect(file.cases.map(\.name) == ["input \(Self.broken)"])
    #expect(file.results.map(\.kind) == ["error"])
    #expect(file.results.first?.text.contains("bad-escape.json:") == true)
    #expect(!file.paths.contains("testsuites/testsuite/error"))
  }

  /// A line before the declaration, or a second document, makes the file useless.
  @Test(arguments: profiles)
  func theDocumentStandsAlone(profile: String) throws {
    let done = try run(profile, [Self.sample, Self.broken, "fixtures/dialects"])
    #expect(done.output.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"))
    #expect(done.output.hasSuffix("</testsuites>\n"))
    #expect(done.output.components(separatedBy: "<?xml").count == 2)
    #expect(done.output.components(separatedBy: "<testsuites").count == 2)
  }

  /// junitparser knows no namespaces, GitHub's readers no UTF-16.
  @Test(arguments: profiles)
  func theRootIsPlain(profile: String) throws {
    let output = try run(profile, [Self.sample]).output
    #expect(!output.contains("xmlns") && !output.contains("<!DOCTYPE") && !output.contains("\u{FEFF}"))
  }

  /// Fields that nobody escaped broke other tools' reports.
  @Test(arguments: profiles)
  func everyFieldIsEscaped(profile: String) throws {
    let name = "<b>\"Tom\" & 'Größe' 𝔄</b>"
    let file = try report(profile, on: [application(name, redirects(["http://a.example/?x=<script>&y=\"1\""]))])
    #expect(file.suites.last?.name == name)
    #expect(file.suites.last?.cases.allSatisfy { $0.name.hasSuffix(" (\(name))") } == true)
    #expect(!file.paths.contains { $0.contains("script") || $0.hasSuffix("/b") })
  }

  /// Jenkins splits class names into packages at their dots.
  @Test(arguments: profiles)
  func classNamesHaveOneDot(profile: String) throws {
    let file = try report(profile, on: [application("a.b.c v1.0")])
    #expect(file.cases.allSatisfy { $0.className.split(separator: ".", omittingEmptySubsequences: false).count == 2 })
    #expect(file.suites.last?.cases.first?.className == "scopeaudit.a_b_c v1_0 [0b6d1e52]")
  }
}
