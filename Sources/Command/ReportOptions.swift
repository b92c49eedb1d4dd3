import ArgumentParser
import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues

/// Where reports go and in which formats.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: FormatOption.help(.audit), transform: FormatOption.read(.audit))
  var format: FormatName?
  @Option(
    name: .shortAndLong, parsing: .singleValue,
    help: ArgumentHelp("A further report in a file; may be given several times.", valueName: "format=path"),
    transform: ReportRequest.init)
  var output: [ReportRequest] = []
  @Option(
    help:
      "The severity from which on the exit status is 1: critical, high, medium, low or never; new:high looks only at what the baseline does not know (default: high)."
  )
  var failOn: FailOn?

  /// Every report that was asked for, the one on standard output first.
  ///
  /// Standard output has the text report unless another is sent there: by --format, by a path of "-", or by the
  /// settings.
  ///
  /// - Throws: ``ConfigurationError`` where the settings name a format that does not exist.
  func requests(_ file: ConfigurationFile? = nil) throws -> [ReportRequest] {
    let standard = try Self.format(of: file) ?? .text
    let first = output.first { $0.path == nil } ?? ReportRequest(format: format ?? standard, path: nil)
    return [first] + output.filter { $0.path != nil }
  }

  /// The format that settings name.
  private static func format(of file: ConfigurationFile?) throws -> FormatName? {
    guard let file, let written = file.format else { return nil }
    guard let format = FormatName(rawValue: written.value) else {
      throw file.error(
        at: written.position, "there is no format called \(ConfigurationError.quoted(written.value))",
        NearestName.remedy(for: written.value, among: FormatName.allCases.map(\.rawValue)))
    }
    return format
  }

  mutating func validate() throws {
    if output.count(where: { $0.path == nil }) + (format == nil ? 0 : 1) > 1 {
      throw ValidationError(
        "Standard output can take one report only. Give the others a path, as in --output json=report.json.")
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
      throw ValidationError("An output is FORMAT=PATH, such as junit=report.xml. The formats are \(FormatName.list()).")
    }
    format = try FormatOption.read(.audit)(String(argument[..<equals]))
    let path = String(argument[argument.index(after: equals)...])
    self.path = path == "-" ? nil : path
  }
}
