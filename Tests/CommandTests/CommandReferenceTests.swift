import Foundation
import TestSupport
import Testing

/// The page that lists commands and options is what the command line says of itself; recording writes it anew.
@Suite struct CommandReferenceTests {
  private static let page = "Sources/ScopeAuditKit/Documentation.docc/Commands.md"

  @Test func isWhatTheCommandLineSays() throws {
    let help = try Binary.run("--experimental-dump-help").json().object("command")
    var text = """
      # Commands

      Every command with its options, as the command line says them itself.

      ## Overview

      Exit status, the same in every format: 0 nothing at or above `--fail-on`, 1 findings at or above it, 2 wrong usage or
      configuration, 3 nothing to audit, 4 incomplete. For `diagnose`: 0 permitted, 1 a cause was found, 4 undetermined.

      """
    for command in help.objects("subcommands") where command.string("commandName") != "help" {
      text += Self.section(command, ["scopeaudit"])
    }
    try Golden.expect(text, in: Self.page)
  }

  private static func section(_ command: [String: Any], _ path: [String]) -> String {
    let path = path + [command.string("commandName")]
    let below = command.objects("subcommands").filter { $0.string("commandName") != "help" }
    guard below.isEmpty else { return below.map { section($0, path) }.joined() }
    var text = "\n## \(path.joined(separator: " "))\n\n\(plain(command.string("abstract")))\n"
    let shown = command.objects("arguments").filter {
      $0["shouldDisplay"] as? Bool ?? true && !["help", "version"].contains($0.string("valueName"))
    }
    if !shown.isEmpty { text += "\n| | |\n| --- | --- |\n" }
    for argument in shown {
      text += "| `\(spelling(argument))` | \(plain(argument.string("abstract"))) |\n"
    }
    return text
  }

  private static func spelling(_ argument: [String: Any]) -> String {
    let value = "<\(argument.string("valueName"))>"
    let names = argument.objects("names").map {
      ($0.string("kind") == "short" ? "-" : "--") + $0.string("name")
    }.sorted { ($0.count, $0) < ($1.count, $1) }
    if names.isEmpty { return value }
    return names.joined(separator: ", ") + (argument.string("kind") == "flag" ? "" : " \(value)")
  }

  /// Text of one line in a table.
  private static func plain(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|").replacing(
      "<", with: "&lt;")
  }
}
