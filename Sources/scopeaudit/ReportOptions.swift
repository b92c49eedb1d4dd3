import ArgumentParser
import ScopeAudit
import ScopeReports

/// Where reports go and in which formats.
struct ReportOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The report on standard output: \(FormatName.list) (default: text).", transform: ReportRequest.formatName)
  var format: FormatName?
  @Option(
    name: .shortAndLong, parsing: .singleValue,
    help: ArgumentHelp("A further report in a file; may be given several times.", valueName: "format=path"),
    transform: ReportRequest.init)
  var output: [ReportRequest] = []
  @Option(help: "The severity from which on the exit status is 1: critical, high, medium, low or never; new:high looks only at what the baseline does not know (default: high).")
  var failOn: FailOn?

  /// Every report that was asked for, the one on standard output first.
  ///
  /// Standard output has the text report unless another is sent there, by --format or by a path of "-".
  var requests: [ReportRequest] {
    let first = output.first { $0.path == nil } ?? ReportRequest(format: format ?? .text, path: nil)
    return [first] + output.filter { $0.path != nil }
  }

  mutating func validate() throws {
    if output.count(where: { $0.path == nil }) + (format == nil ? 0 : 1) > 1 {
      throw ValidationError("Standard output can take one report only. Give the others a path, as in --output json=report.json.")
    }
    var seen: Set<String> = []
    for path in output.compactMap(\.path) where !seen.insert(OutputPath.identity(of: path)).inserted {
      throw ValidationError("Two reports would go to \(SafeText.line(path)). Give each a path of its own.")
    }
  }
}

/// A format and where its report goes.
struct ReportRequest {
  var format: FormatName
  /// Nil: standard output.
  var path: String?

  init(format: FormatName, path: String?) {
    self.format = format
    self.path = path
  }

  /// Reads FORMAT=PATH; a path of "-" is standard output.
  init(argument: String) throws {
    guard let equals = argument.firstIndex(of: "="), argument[equals...].count > 1 else {
      throw ValidationError("An output is FORMAT=PATH, such as junit=report.xml. The formats are \(FormatName.list).")
    }
    format = try Self.formatName(String(argument[..<equals]))
    let path = String(argument[argument.index(after: equals)...])
    self.path = path == "-" ? nil : path
  }

  static func formatName(_ text: String) throws -> FormatName {
    guard let format = FormatName(rawValue: text) else {
      throw ValidationError("There is no format called \(SafeText.line(text)). The formats are \(FormatName.list).")
    }
    return format
  }
}
