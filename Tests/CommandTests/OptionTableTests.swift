import Foundation
import TestSupport
import Testing

/// The options that commands share: which command has which, and the same words for each everywhere.
@Suite struct OptionTableTests {
  private static let common = ["catalog", "color", "config", "no-config", "now", "quiet", "verbose"]
  private static let formats = ["format", "output"]
  private static let failure = ["allow-incomplete", "fail-on"]
  private static let gate = ["baseline", "suppressions", "write-baseline"]
  private static let filters = ["app", "ignore", "limit", "min-severity", "rule", "summary"]

  /// What each command has of them.
  private static let table: [String: [String]] = [
    "check": common + formats + failure + gate + filters, "diff": common + formats + failure + gate + filters,
    "token": common + formats + failure + gate + filters, "convert": common + formats + failure + filters,
    "config show": common + formats + failure + gate, "diagnose": common + formats, "lookup": common + formats,
    "minimize": common + formats, "rules": common + formats, "scan": common + formats, "suppress": common,
    "catalog show": common,
    // What these write is a file of its own, or a text that nothing changes.
    "activity fold": ["output"], "activity query": ["output"], "catalog build": ["output"], "config schema": [],
    "schema": [], "version": [],
  ]

  /// The words of each option, by the commands that have it.
  private static func options(of help: [String: Any], _ path: [String] = []) -> [(command: String, [String: String])] {
    let below = help.objects("subcommands").filter { $0.string("commandName") != "help" }
    guard below.isEmpty else {
      return below.flatMap { options(of: $0, path + [$0.string("commandName")]) }
    }
    var words: [String: String] = [:]
    for argument in help.objects("arguments") where argument.string("kind") != "positional" {
      let names = argument.objects("names")
      guard let long = names.first(where: { $0.string("kind") == "long" })?.string("name") else { continue }
      let short = names.first { $0.string("kind") == "short" }?.string("name") ?? ""
      words[long] = "\(short) \(argument.string("valueName")) \(argument.string("abstract"))"
    }
    return [(path.joined(separator: " "), words)]
  }

  @Test func everyCommandHasWhatTheTableSays() throws {
    let help = try Binary.run("--experimental-dump-help").json().object("command")
    let commands = Self.options(of: help)
    #expect(Set(commands.map(\.command)) == Set(Self.table.keys))
    let shared = Set(Self.common + Self.formats + Self.failure + Self.gate + Self.filters)
    for (command, words) in commands {
      #expect(shared.intersection(words.keys) == Set(Self.table[command] ?? []), "\(command)")
    }
    // Formats differ from command to command, and files of their own are no reports.
    for option in shared.subtracting(["format", "output"]) {
      #expect(Set(commands.compactMap { $0.1[option] }).count == 1, "\(option)")
    }
    #expect(Set(commands.compactMap { $0.1["format"]?.prefix(1) }) == ["f"])
    #expect(Set(commands.compactMap { $0.1["output"]?.prefix(1) }) == ["o"])
  }

  /// Letter case, short words and days are no reason to refuse what is meant.
  @Test(arguments: [
    ["check", "fixtures/samples", "--fail-on", "Never"],
    ["check", "fixtures/samples", "-f", "JSON", "--fail-on", "never"],
    ["check", "fixtures/samples", "--now", "2026-08-24", "--fail-on", "never"],
    ["check", "fixtures/samples", "--min-severity", "HIGH", "--fail-on", "never"],
    ["minimize", "--requests", "fixtures/requests/lines.txt", "--flow", "app"],
    ["minimize", "--requests", "fixtures/requests/lines.txt", "--flow", "User"],
    ["scan", "fixtures/scan", "-f", "Requests"], ["rules", "-f", "Markdown"],
  ])
  func whatIsMeantIsTaken(arguments: [String]) throws {
    let run = try Binary.run(arguments)
    #expect(run.status == 0, "\(run.errors)")
  }

  /// The same answer in several formats, read once.
  @Test(arguments: [
    ["lookup", "GET /users"], ["rules", "client-secret"], ["scan", "fixtures/scan"],
    ["diagnose", "--error", "-"], ["minimize", "--flow", "app", "--requests", "-"],
  ])
  func answersGoToFilesAsWell(arguments: [String]) throws {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: place) }
    let input = Data(
      (arguments[0] == "minimize"
        ? "GET /users\n"
        : "{\"error\":{\"code\":\"Authorization_RequestDenied\",\"message\":\"Insufficient privileges\"}}").utf8)
    let plain = try Binary.run(arguments + ["-f", "json", "--now", "2026-08-24"], input: input)
    let run = try Binary.run(
      arguments + ["--now", "2026-08-24", "-o", "json=\(place.path)/answer.json"], input: input)
    #expect(run.status == plain.status)
    #expect(!run.output.isEmpty)
    #expect(try String(contentsOfFile: "\(place.path)/answer.json", encoding: .utf8) == plain.output)
  }

  /// Nothing named and something piped in: that is what is meant.
  @Test(arguments: [
    (["check"], "fixtures/samples/device-inventory.json", "Device Inventory"),
    (["lookup"], "fixtures/usage/piped-words.txt", "User.Read.All"),
    (["minimize", "--flow", "app"], "fixtures/usage/piped-words.txt", "User.ReadBasic.All"),
    (["diagnose"], "fixtures/usage/piped-words.txt", "GET /users"),
    (["convert"], "fixtures/errors/empty-array.json", ""),
  ])
  func whatIsPipedInIsRead(arguments: [String], file: String, words: String) throws {
    let run = try Binary.run(arguments, input: try Data(contentsOf: URL(fileURLWithPath: "\(project)/\(file)")))
    #expect(run.output.contains(words) || words.isEmpty && run.errors.contains("-:1:1"), "\(run.errors)")
  }
}
