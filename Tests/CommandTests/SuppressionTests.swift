import Foundation
import Testing

/// Suppressions on the real binary.
@Suite struct SuppressionTests {
  private static let appId = "0b6d1e52-94c7-4f3a-8d21-7a5c9e30b4f8"

  /// A repository whose only finding of unknown-permission an entry accepts until a date.
  private func repository(expires: String) throws -> Repository {
    try Repository([
      "app.json": manifest(),
      "s.json": """
      {
        "suppressions": [
          { "rule": "unknown-permission", "appId": "\(Self.appId)", "reason": "known to the team", "expires": "\(expires)" }
        ]
      }
      """,
    ])
  }

  private func check(_ repository: Repository, now: String) throws -> Binary {
    try Binary.run(
      ["check", "app.json", "--suppressions", "s.json", "--format", "json", "--now", now], in: repository.path)
  }

  /// The last day counts to its end, in UTC; what is no date counts as over.
  @Test(arguments: [
    ("2026-08-24", "2026-08-24T23:59:59Z", true), ("2026-08-24", "2026-08-25T00:00:00Z", false),
    ("2026-08-24", "2026-08-24T20:00:00-05:00", false), ("2026-13-01", "2026-08-24T00:00:00Z", false),
    ("someday", "2026-08-24T00:00:00Z", false), ("", "2026-08-24T00:00:00Z", false),
  ])
  func theLastDayCounts(expires: String, now: String, isAccepted: Bool) throws {
    let run = try check(repository(expires: expires), now: now)
    #expect(run.status == (isAccepted ? 0 : 1))
    #expect(try run.findings("unknown-permission").map { $0.string("state") } == [isAccepted ? "suppressed" : "new"])
    let over = try run.findings("expired-suppression")
    #expect(over.count == (isAccepted ? 0 : 1))
    if !isAccepted {
      #expect(over[0].object("location").string("path") == "s.json")
      #expect(over[0].object("location").integer("line") == 3)
    }
  }

  /// An auditor who reads the test tab sees who accepted what, and until when.
  @Test func theReportSaysWhoAcceptedItUntilWhen() throws {
    let repository = try Repository(["app.json": manifest()])
    try repository.write(
      """
      { "suppressions": [{ "rule": "unknown-permission", "appId": "\(Self.appId)", "reason": "the pilot needs it",
        "owner": "J. Doe", "ticket": "SEC-42", "expires": "2027-01-31" }] }
      """, to: "s.json")
    let options = ["--suppressions", "s.json", "--now", "2026-08-24T10:00:00Z", "--output", "json=saved.json"]
    let run = try Binary.run(["check", "app.json", "--format", "junit"] + options, in: repository.path)
    let test = try JUnitFile(run.output).cases.first { $0.name.hasPrefix("unknown-permission ") }
    #expect(test?.results.map(\.text) == ["suppressed until 2027-01-31 by J. Doe (SEC-42): the pilot needs it"])
    let again = try repository.run("convert", "saved.json", "--format", "junit", "--now", "2026-08-24T10:00:00Z")
    #expect(again.output == run.output)
  }

  @Test func whatNothingNeedsIsTold() throws {
    let repository = try Repository(["app.json": manifest()])
    try repository.write(
      """
      {
        "suppressions": [
          { "fingerprint": "ffffffffffffffffffffffffffffffff", "reason": "nobody has this" },
          { "rule": "client-secret", "appId": "\(Self.appId)", "reason": "has no secret any more" },
          { "rule": "client-secret", "appId": "11111111-2222-4333-8444-555555555555", "reason": "of another input" }
        ]
      }
      """, to: "s.json")
    let run = try check(repository, now: "2026-08-24T10:00:00Z")
    #expect(try run.findings("unused-suppression").map { $0.object("location").integer("line") } == [3, 4])
    // Where an input cannot be read, nobody knows what is unused.
    try repository.write("{", to: "broken.json")
    let incomplete = try repository.run(
      "check", "app.json", "broken.json", "--suppressions", "s.json", "--format", "json")
    #expect(incomplete.status == 4)
    #expect(try incomplete.findings("unused-suppression").isEmpty)
  }

  @Test(arguments: [
    ("{ \"suppressions\": [\n  { \"fingerprnt\": \"x\" } ] }", "2:5", "fingerprint"),
    ("{ \"supressions\": [] }", "1:3", "suppressions"),
    (
      "{ \"suppressions\": [\n { \"rule\": \"nope\", \"appId\": \"a\", \"reason\": \"ten letters\" } ] }", "2:12",
      "nope"
    ),
    ("{ \"suppressions\": [ { \"rule\": \"client-secret\", \"appId\": \"a\" } ] }", "1:21", "reason"),
    (
      "{ \"suppressions\": [ { \"rule\": \"client-secret\", \"appId\": \"a\", \"reason\": \"short\" } ] }", "1:72",
      "10 letters"
    ),
    ("{ \"suppressions\": [ { \"rule\": \"client-secret\", \"reason\": \"ten letters\" } ] }", "1:21", "appId"),
    ("{ \"suppressions\": {} }", "1:19", "list"),
  ])
  func mistakesAreToldWithTheirPlace(text: String, place: String, words: String) throws {
    let repository = try Repository(["app.json": manifest(), "s.json": text])
    let run = try check(repository, now: "2026-08-24T10:00:00Z")
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("s.json:\(place):"), "\(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test func suppressWritesWhatCheckReads() throws {
    let repository = try Repository(["app.json": manifest(), ".scopeaudit.json": #"{ "suppressions": "s.json" }"#])
    try repository.write("{\n  // agreed on Monday\n  \"suppressions\": [\n  ]\n}\n", to: "s.json")
    let found = try repository.run("check", "app.json", "--format", "json").findings("unknown-permission")[0]
    let fingerprint = found.string("fingerprint")
    let written = try repository.run(
      "suppress", fingerprint, "--reason", "said \"fine\" by the team", "--expires", "2026-09-30", "--owner", "team",
      "--file", "s.json")
    #expect(written.status == 0, "\(written.errors)")
    let text = try repository.read("s.json")
    #expect(text.contains("// agreed on Monday") && text.contains(fingerprint))
    let run = try repository.run("check", "app.json", "--format", "json")
    #expect(run.status == 0)
    #expect(try run.findings("unknown-permission")[0].string("suppression") == "said \"fine\" by the team")
    #expect(try run.json().object("summary").integer("suppressed") == 1)
    // Once more changes the entry and adds none.
    _ = try repository.run(
      "suppress", fingerprint, "--reason", "agreed once more", "--expires", "2027-01-31", "--file", "s.json")
    let renewed = try repository.read("s.json")
    #expect(renewed.components(separatedBy: fingerprint).count == 2)
    #expect(
      renewed.contains("// agreed on Monday") && renewed.contains("2027-01-31") && !renewed.contains("2026-09-30"))
  }

  @Test(arguments: [
    ["ffff", "--reason", "ten letters and more", "--expires", "2026-12-31"],
    ["ffffffffffffffffffffffffffffffff", "--reason", "short", "--expires", "2026-12-31"],
    ["ffffffffffffffffffffffffffffffff", "--reason", "ten letters and more", "--expires", "31.12.2026"],
    ["ffffffffffffffffffffffffffffffff", "--reason", "ten letters and more", "--expires", "2026-08-23"],
    ["ffffffffffffffffffffffffffffffff", "--reason", "ten letters and more"],
  ])
  func suppressRefusesWhatWouldNotCount(arguments: [String]) throws {
    let repository = try Repository(["s.json": "{ \"suppressions\": [] }"])
    let run = try Binary.run(
      ["suppress", "--file", "s.json", "--now", "2026-08-24T10:00:00Z"] + arguments, in: repository.path)
    #expect(run.status == 2)
    #expect(try repository.read("s.json") == "{ \"suppressions\": [] }")
  }
}
