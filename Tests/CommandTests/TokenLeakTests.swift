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

  /// What `token` exits with, as the expected output says.
  var expectedStatus: Int32 {
    get throws {
      let expected = try Data(contentsOf: URL(fileURLWithPath: "\(project)/fixtures/tokens/\(name).json"))
      return Int32(try (JSONSerialization.jsonObject(with: expected) as? [String: Any])?.integer("exitStatus") ?? -1)
    }
  }

  /// Pieces of every token in the fixture: 24 characters at the beginning, the middle and the end of each part.
  var pieces: [String] {
    get throws {
      let bytes = try bytes
      let isWide = bytes.starts(with: [0xFF, 0xFE])
      let text =
        isWide
        ? String(decoding: bytes.filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self)
        : String(decoding: bytes, as: UTF8.self)
      let joined = text.filter { !$0.isWhitespace }
      let runs = joined.split { character in
        !(character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_"))
      }
      return runs.filter { run in
        run.count >= 24 && run.contains(where: \.isUppercase) && run.contains(where: \.isLowercase)
      }
      .flatMap { run in [0, (run.count - 24) / 2, run.count - 24].map { String(run.dropFirst($0).prefix(24)) } }
    }
  }
}

/// What tells of people in the fixtures.
private let personal = [
  "Adaeze", "adaeze", "Okonkwo", "203.0.113.77", "8c5e2b90-41d7-4f3a-b6c8-1e9d7a0f5324",
  "d3a8f1c6-57b2-4e90-9c4d-2f6b8e0a7135",
  "5e1f0c37-9b2a-4d68-8f70-c3a9d1b64e25", "10032000AB12CD34", "Zm9yLW9uZS1jbGllbnQtb25seQ", "c3ViamVjdA",
  "secret-group",
  "throwawayUTI", "AXoAthrowaway", "bm9uY2U", "dGhyb3dhd2F5",
]

private func expectNothingOf(_ fixture: SecretFixture, in text: String, revealed: Bool = false, _ arguments: [String])
  throws
{
  for piece in try fixture.pieces where text.contains(piece) {
    Issue.record("\(arguments.joined(separator: " ")) prints a piece of the token")
  }
  for claim in personal where !revealed && text.contains(claim) {
    Issue.record("\(arguments.joined(separator: " ")) prints the personal \(claim)")
  }
}

/// A folder for one test.
private func withFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scopeaudit-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

/// Every format of one run, on standard output and in files.
@Test(arguments: SecretFixture.all)
func noFormatPrintsTheToken(_ fixture: SecretFixture) throws {
  try withFolder { folder in
    let formats = ["json", "junit", "junit:ant", "sarif", "github", "azure", "gitlab", "markdown", "html", "csv"]
    let outputs = formats.enumerated().flatMap { ["--output", "\($1)=\(folder.path)/\($0)"] }
    let arguments = ["token", "-", "--show-claims", "--verbose", "--now", "2026-08-24T10:00:00Z"] + outputs
    let run = try Binary.run(arguments, input: Data(fixture.bytes))
    #expect(try run.status == fixture.expectedStatus)
    #expect(!run.output.isEmpty)
    try expectNothingOf(fixture, in: run.output + run.errors, arguments)
    for (index, format) in formats.enumerated() {
      let report = try String(contentsOfFile: "\(folder.path)/\(index)", encoding: .utf8)
      try expectNothingOf(fixture, in: report, ["--output", format])
    }
  }
}

/// The token beside a manifest, in every format; and as evidence of a diagnosis.
@Test(arguments: SecretFixture.all)
func noFormatPrintsTheTokenBesideAManifest(_ fixture: SecretFixture) throws {
  try withFolder { folder in
    let formats = ["json", "junit", "junit:ant", "sarif", "github", "azure", "gitlab", "markdown", "html", "csv"]
    let outputs = formats.enumerated().flatMap { ["--output", "\($1)=\(folder.path)/\($0)"] }
    let arguments = [
      "check", "fixtures/drift/differs.json", "--token", fixture.path, "--verbose", "--no-config", "--now",
      "2026-08-24T10:00:00Z",
    ]
    let run = try Binary.run(arguments + outputs)
    #expect(run.status == 1 || run.status == 4)
    try expectNothingOf(fixture, in: run.output + run.errors, arguments)
    for (index, format) in formats.enumerated() {
      try expectNothingOf(
        fixture, in: String(contentsOfFile: "\(folder.path)/\(index)", encoding: .utf8), arguments + [format])
    }
    for format in ["text", "json", "markdown", "junit"] {
      let diagnosis = [
        "diagnose", "--token", fixture.path, "--request", "GET /deviceManagement/managedDevices", "--format", format,
        "--now", "2026-08-24T10:00:00Z",
      ]
      let run = try Binary.run(diagnosis)
      // A file that holds no token is wrong usage, and no answer.
      #expect(!run.output.isEmpty || run.status == 2)
      try expectNothingOf(fixture, in: run.output + run.errors, diagnosis)
    }
    let held = [
      "minimize", "--requests", "fixtures/requests/lines.txt", "--flow", "application", "--held-from", fixture.path,
    ]
    let minimized = try Binary.run(held)
    try expectNothingOf(fixture, in: minimized.output + minimized.errors, held)
  }
}

/// A token where a manifest belongs.
@Test(arguments: SecretFixture.all)
func noErrorPrintsTheToken(_ fixture: SecretFixture) throws {
  try withFolder { folder in
    let json = "\(folder.path)/report.json"
    let arguments = ["check", fixture.path, "--no-config", "--verbose", "--output", "json=\(json)"]
    let run = try Binary.run(arguments)
    let report = (try? String(contentsOfFile: json, encoding: .utf8)) ?? ""
    try expectNothingOf(fixture, in: run.output + run.errors + report, arguments)
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
  ["token", "@"], ["token", "--", "@"], ["@"], ["token", "Bearer @"], ["token", "--now", "@"], ["token", "--format=@"],
  ["token", "--unknown", "@"],
  ["token", "-o", "json=@"], ["check", "@"], ["lookup", "@"], ["token", "Authorization: Bearer @"],
  ["token", "{\"access_token\": \"@\"}"], ["token", "x", "@"],
  ["token", "@", "--help"], ["help", "@"],
])
func refusesTokensAmongTheArguments(_ arguments: [String]) throws {
  for name in [
    "application", "encrypted", "opaque-refresh-token", "opaque-personal", "unsigned", "malformed-two-parts",
  ] {
    let fixture = SecretFixture(name: name)
    let text = String(decoding: try fixture.bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    let run = try Binary.run(arguments.map { $0 == "@" ? text : $0.replacingOccurrences(of: "@", with: text) })
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("| scopeaudit token"))
    try expectNothingOf(fixture, in: (run.output + run.errors), arguments)
  }
}

@Test(arguments: [
  ("application", 0), ("application-certificate", 1), ("encrypted", 4), ("opaque-personal", 4), ("malformed-prose", 4),
  ("json-without-token", 4),
])
func exitStatusSaysWhatHappened(name: String, status: Int32) throws {
  #expect(try Binary.run(["token", "fixtures/tokens/\(name).txt", "--now", "2026-08-24T10:00:00Z"]).status == status)
}

@Test func readsAtMostWhatATokenCanHave() throws {
  let run = try Binary.run(["token"], input: Data(repeating: 0x41, count: 10_000_000))
  #expect(run.status == 4)
  #expect(!(run.output + run.errors).contains("AAAA"))
  #expect(run.output.contains("larger than any token"))
}
