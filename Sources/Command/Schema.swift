import ArgumentParser
import ScopeAuditKit

/// Prints the JSON Schema of what a command writes as JSON.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", _superCommandName: "scopeaudit",
    abstract: "Print the JSON Schema of what a command writes with --format json, or of the records in rules/.")

  @Argument(
    help: """
      check (diff writes the same), token, diagnose, minimize, scan, activity for the profiles of activity fold; rule and \
      error for the records of rules/checks and rules/errors.
      """)
  var command = ReportSchema.initial

  func run() throws { try Answer.schema(command).deliver() }
}
