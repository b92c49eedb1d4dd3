import ArgumentParser
import ScopeReports

/// Prints the JSON Schema of what a command writes as JSON.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of what a command writes with --format json, or of the records in rules/.")

  @Argument(
    help: """
      check (diff writes the same), token, diagnose, minimize, activity for the profiles of activity fold; rule and \
      error for the records of rules/checks and rules/errors.
      """)
  var command = ReportSchema.check

  func run() throws {
    let standardOutput = OutputStream.standardOutput()
    command.write { standardOutput.append($0) }
    try standardOutput.finish()
  }
}

extension ReportSchema: ExpressibleByArgument {}
