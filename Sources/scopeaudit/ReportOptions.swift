import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeReports

/// Where reports go and in which formats.
struct ReportOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The report on standard output: \(FormatName.list).")
  var format = FormatName.text
  @Option(name: .shortAndLong, help: ArgumentHelp("A further report in a file; may be given several times.", valueName: "format=path"))
  var output: [OutputFile] = []
  @Option(help: "The severity from which on the exit status is 1: critical, high, medium, low or never.")
  var failOn = FailOn.high
}

/// The name of a report format.
enum FormatName: String, CaseIterable, ExpressibleByArgument {
  case text, json, junit
  case junitAnt = "junit:ant"

  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// A report that goes to a file.
struct OutputFile: ExpressibleByArgument {
  var format: FormatName
  var path: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), let format = FormatName(rawValue: String(argument[..<equals]))
    else { return nil }
    self.format = format
    path = String(argument[argument.index(after: equals)...])
    guard !path.isEmpty else { return nil }
  }
}
