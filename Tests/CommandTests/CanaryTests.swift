import Foundation
import ScopeReports
import Testing

/// Secrets in everything that is read, and none in anything that is written.
@Suite struct CanaryTests {
  private static let inputs = CanaryInputs()
  private static let now = ["--now", "2026-08-24T10:00:00Z"]

  /// A run, and the names of the files that it may write.
  struct Run: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var statuses: Set<Int32>
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: [String], _ statuses: Int32...) {
      self.arguments = arguments
      self.statuses = Set(statuses)
    }
  }

  private static var everyFormat: [String] {
    FormatName.ofAudits.filter { $0 != .text }.enumerated().flatMap { ["--output", "\($1.rawValue)=out-\($0)"] }
  }

  static let runs: [Run] =
    [
      Run(
        ["check", "app.json", "line.json", "--verbose", "--show", "permissions", "--no-config"] + everyFormat + now, 1,
        4),
      Run(
        [
          "check", "app.json", "--token", "token.txt", "--suppressions", "suppressions.json",
          "--activity", "log.json", "--activity", "profile.json", "--verbose", "--no-config", "--write-baseline",
          "baseline.json",
        ] + everyFormat + now, 1, 4),
      Run(
        ["check", "line.json", "--suppressions", "suppressions.json", "--no-config", "--verbose"] + everyFormat + now,
        1, 4
      ),
      Run(["check", "app.json", "--needs", "needs.txt", "--no-config", "--verbose"] + everyFormat + now, 1, 4),
      Run(["check", "app.json", "--fix", "--needs", "needs.txt", "--no-config"] + now, 0, 1, 4),
      Run(["check", "app.json", "--config", "settings.json"] + now, 2),
      Run(["check", "app.json", "--config", "keys.json"] + now, 2),
      Run(["check", "app.json", "--suppressions", "bad-suppressions.json", "--no-config"] + now, 2),
      Run(
        ["check", "aad.error", "token.txt", "lines.txt", "log.json", "--no-config", "--verbose"] + everyFormat + now, 1,
        4),
      Run(["diff", "app.json", "line.json", "--no-config", "--verbose"] + everyFormat + now, 1, 4),
      Run(["token", "token.txt", "--show-claims", "--verbose"] + everyFormat + now, 0, 1, 4),
      Run(["token", "cache.json", "--show-claims", "--format", "json"] + now, 0, 1, 4),
      Run(["token", "broken.txt", "--verbose"] + now, 4),
      Run(["minimize", "--requests", "lines.txt", "--flow", "application", "--held-from", "app.json"], 0, 4),
      Run(["minimize", "--requests", "requests.jsonl", "--flow", "application", "--format", "json"], 0, 4),
      Run(["minimize", "--requests", "lines.txt", "--flow", "application", "--format", "json"], 0, 4),
      Run(["minimize", "--requests", "recording.har", "--flow", "application", "--format", "json"], 0, 4),
      Run(["minimize", "--requests", "batch.json", "--flow", "delegated", "--format", "json"], 0, 4),
      Run(["minimize", "--requests", "needs.txt", "--flow", "delegated"], 0, 4),
      Run(["minimize", "--activity", "log.json", "--activity", "profile.json", "--format", "json"], 0, 4),
      Run(["minimize", "--activity", "log.json", "--activity", "profile.json"], 0, 4),
      Run(["activity", "fold", "log.json", "profile.json", "--output", "out-profile.json"], 0, 4),
      Run(
        ["check", "main.tf", "app.bicep", "new.ps1", "new.sh", "--no-config", "--verbose"] + everyFormat + now, 1, 4),
      Run(["check", ".", "--no-config", "--verbose"] + everyFormat + now, 1, 4),
      Run(["config", "show", "--config", "settings.json"], 2),
      Run(["config", "show", "--config", "keys.json"], 2),
      Run(
        [
          "suppress", "00000000000000000000000000000000", "--reason", "ten letters", "--expires", "2027-01-01",
          "--file", "bad-suppressions.json",
        ] + now, 2),
    ]
    + ["text", "json", "sarif", "requests"].map {
      Run(["scan", "app.py", "App.cs", "new.ps1", "new.sh", "calls.http", "--verbose", "--format", $0], 0, 4)
    }
    + ["aad", "transcript", "recording", "unknown"].flatMap { error in
      ["json", "text", "junit", "markdown"].map {
        Run(["diagnose", "--error", "\(error).error", "--format", $0] + now, 0, 1, 4)
      }
    }

  @Test(arguments: runs) func nothingComesOut(_ run: Run) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scopeaudit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in Self.inputs.files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let result = try Binary.run(run.arguments, in: folder.path)
    #expect(run.statuses.contains(result.status), "\(result.status) \(result.errors)")
    #expect(!(result.output + result.errors).isEmpty)
    try search(result.output, "standard output", of: run)
    try search(result.errors, "standard error", of: run)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where Self.inputs.files[name] == nil {
      try search(String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8), name, of: run)
    }
    // What was saved is read, and shown, again.
    if run.arguments.first == "check", let index = FormatName.ofAudits.filter({ $0 != .text }).firstIndex(of: .json),
      FileManager.default.fileExists(atPath: "\(folder.path)/out-\(index)")
    {
      let converted = try Binary.run(["convert", "out-\(index)", "--format", "html"] + Self.now, in: folder.path)
      try search(converted.output + converted.errors, "convert", of: run)
    }
  }

  private func search(_ text: String, _ place: String, of run: Run) throws {
    let canary = Self.inputs.canary
    for secret in canary.shown(in: text) {
      let number = canary.secrets.firstIndex(of: secret) ?? -1
      let lines = text.split(separator: "\n").filter { !canary.shown(in: String($0)).isEmpty }
      Issue.record("\(place) shows secret \(number), \(secret.prefix(60)): \(lines.first?.prefix(2_000) ?? "")")
    }
  }

  /// Words in a request that is asked about on the command line.
  @Test(arguments: ["lookup", "diagnose"], ["text", "json"])
  func argumentsAreMaskedToo(command: String, format: String) throws {
    var canary = Canary(seed: 7)
    let address =
      "GET https://user:\(canary.password())@graph.microsoft.com/v1.0/odd?client_secret=\(canary.clientSecret())&x=\(canary.password())"
    let run = try Binary.run(
      (command == "lookup" ? [command, address] : [command, "--request", address]) + ["--format", format])
    #expect(canary.shown(in: run.output + run.errors).isEmpty, "\(run.output)\(run.errors)")
  }

  @Test func enoughIsPlanted() {
    #expect(Self.inputs.canary.secrets.count >= 100)
    #expect(Set(Self.inputs.canary.secrets).count == Self.inputs.canary.secrets.count)
    #expect(Self.inputs.files.values.joined().count { $0 == "\n" } > 20)
  }

  /// A long path is no token, even in one argument.
  @Test func longPathsAreNoTokens() throws {
    for name in [String(repeating: "x", count: 300), String(repeating: "report.final.", count: 20) + "json"] {
      let run = try Binary.run("check", name)
      #expect(run.status != 2 || !run.errors.contains("a token was given"), "\(run.errors)")
    }
  }
}
