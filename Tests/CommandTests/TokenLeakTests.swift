import Foundation
import Testing

/// A pasted text of fixtures/tokens and what must never come out again.
struct SecretFixture: CustomTestStringConvertible, Sendable {
  var name: String
  var testDescription: String { name }

  static let all: [SecretFixture] =
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(project)/fixtures/tokens")) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted().map { SecretFixture(name: String($0.dropLast(4))) }

  var path: String { "fixtures/tokens/\(name).txt" }

  var bytes: [UInt8] { get throws { Array(try Data(contentsOf: URL(fileURLWithPath: "\(project)/\(path)"))) } }

  /// Pieces of every token in the fixture: 24 characters at the beginning, the middle and the end of each part.
  var pieces: [String] {
    get throws {
      let bytes = try bytes
      let isWide = bytes.starts(with: [0xFF, 0xFE])
      let text = isWide ? String(decoding: bytes.filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
      let joined = text.filter { !$0.isWhitespace }
      let runs = joined.split { character in
        !(character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_"))
      }
      return runs.filter { run in run.count >= 24 && run.contains(where: \.isUppercase) && run.contains(where: \.isLowercase) }
        .flatMap { run in [0, (run.count - 24) / 2, run.count - 24].map { String(run.dropFirst($0).prefix(24)) } }
    }
  }
}

/// What tells of people in the fixtures.
private let personal = [
  "Adaeze", "adaeze", "Okonkwo", "203.0.113.77", "8c5e2b90-41d7-4f3a-b6c8-1e9d7a0f5324", "d3a8f1c6-57b2-4e90-9c4d-2f6b8e0a7135",
  "5e1f0c37-9b2a-4d68-8f70-c3a9d1b64e25", "10032000AB12CD34", "Zm9yLW9uZS1jbGllbnQtb25seQ", "c3ViamVjdA", "secret-group",
  "throwawayUTI", "AXoAthrowaway", "bm9uY2U", "dGhyb3dhd2F5",
]

private func expectNothingOf(_ fixture: SecretFixture, in text: String, revealed: Bool = false, _ arguments: [String]) throws {
  for piece in try fixture.pieces where text.contains(piece) {
    Issue.record("\(arguments.joined(separator: " ")) prints a piece of the token")
  }
  for claim in personal where !revealed && text.contains(claim) {
    Issue.record("\(arguments.joined(separator: " ")) prints the personal \(claim)")
  }
}

@Test(arguments: SecretFixture.all)
func noFormatPrintsTheToken(_ fixture: SecretFixture) throws {
  let input = try fixture.bytes
  for options in [
    ["--show-claims", "--verbose"], ["--format", "json", "--show-claims"], ["--format", "junit"], ["--format", "junit:ant", "-v"],
    ["--format", "sarif"], ["--format", "github"], ["--format", "markdown"], ["--format", "html"], ["--format", "csv"],
  ] {
    let arguments = ["token", "-", "--now", "2026-08-24T10:00:00Z"] + options
    let run = try Binary.run(arguments, input: Data(input))
    #expect([0, 1, 4].contains(run.status))
    #expect(!(run.output + run.errors).isEmpty)
    try expectNothingOf(fixture, in: (run.output + run.errors), arguments)
  }
}

/// A token where a manifest belongs, and in files that a report is written to.
@Test(arguments: SecretFixture.all)
func noErrorPrintsTheToken(_ fixture: SecretFixture) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scopeaudit-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let output = folder.appendingPathComponent("report").path
  for arguments in [
    ["check", fixture.path], ["check", fixture.path, "--format", "json"], ["check", "--format", "junit", "-"],
    ["token", fixture.path, "--quiet", "--output", "json=\(output)"],
  ] {
    let run = try Binary.run(arguments, input: Data(fixture.bytes))
    let written = try? String(contentsOfFile: output, encoding: .utf8)
    try expectNothingOf(fixture, in: (run.output + run.errors) + (written ?? ""), arguments)
  }
}

@Test func revealingPrintsClaimsButNoToken() throws {
  let fixture = SecretFixture(name: "user-administrator")
  let arguments = ["token", fixture.path, "--show-claims", "--reveal"]
  let run = try Binary.run(arguments)
  #expect(run.output.contains("adaeze.okonkwo@contoso.example"))
  try expectNothingOf(fixture, in: (run.output + run.errors), revealed: true, arguments)
  #expect(try Binary.run(["token", fixture.path, "--reveal"]).status == 2)
}

@Test(arguments: [
  ["token", "@"], ["token", "--", "@"], ["@"], ["token", "Bearer @"], ["token", "--now", "@"], ["token", "--format=@"], ["token", "--unknown", "@"],
  ["token", "-o", "json=@"], ["check", "@"], ["lookup", "@"], ["token", "Authorization: Bearer @"], ["token", "{\"access_token\": \"@\"}"], ["token", "x", "@"],
  ["token", "@", "--help"], ["help", "@"],
])
func refusesTokensAmongTheArguments(_ arguments: [String]) throws {
  for name in ["application", "encrypted", "opaque-refresh-token", "opaque-personal", "unsigned", "malformed-two-parts"] {
    let fixture = SecretFixture(name: name)
    let text = String(decoding: try fixture.bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    let run = try Binary.run(arguments.map { $0 == "@" ? text : $0.replacingOccurrences(of: "@", with: text) })
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("| scopeaudit token"))
    try expectNothingOf(fixture, in: (run.output + run.errors), arguments)
  }
}

@Test(arguments: [("application", 0), ("application-certificate", 1), ("encrypted", 4), ("opaque-personal", 4), ("malformed-prose", 4), ("json-without-token", 4)])
func exitStatusSaysWhatHappened(name: String, status: Int32) throws {
  #expect(try Binary.run(["token", "fixtures/tokens/\(name).txt", "--now", "2026-08-24T10:00:00Z"]).status == status)
}

@Test func readsAtMostWhatATokenCanHave() throws {
  let run = try Binary.run(["token"], input: Data(repeating: 0x41, count: 10_000_000))
  #expect(run.status == 4)
  #expect(!(run.output + run.errors).contains("AAAA"))
  #expect(run.output.contains("larger than any token"))
}
