import ArgumentParser
import ScopeReports

/// Prints the JSON Schema of what a command writes as JSON.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of what a command writes with --format json.")

  @Argument(
    help: "check (diff writes the same), token, diagnose, minimize, or activity for the profiles of activity fold.")
  var command = ReportSchema.check

  func run() throws {
    let standardOutput = OutputStream.standardOutput()
    command.write { standardOutput.append($0) }
    try standardOutput.finish()
  }
}

extension ReportSchema: ExpressibleByArgument {}
