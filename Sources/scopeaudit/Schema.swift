import ArgumentParser
import ScopeReports

/// Prints the JSON Schema of the JSON report.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of what check writes with --format json.")

  func run() throws {
    let standardOutput = OutputStream.standardOutput()
    ReportSchema.write { standardOutput.append($0) }
    try standardOutput.finish()
  }
}
