import ScopeReports

/// A format and where its report goes.
package struct ReportRequest: Sendable {
  package var format: FormatName
  /// Nil: standard output.
  package var path: String?

  package init(format: FormatName, path: String?) {
    self.format = format
    self.path = path
  }

  /// Reads FORMAT=PATH; a path of "-" is standard output.
  package init(argument: String) throws(UsageProblem) {
    guard let equals = argument.firstIndex(of: "="), argument[equals...].count > 1 else {
      throw UsageProblem("An output is FORMAT=PATH, such as junit=report.xml. The formats are \(FormatName.list()).")
    }
    format = try FormatReader.audit.read(String(argument[..<equals]))
    let path = String(argument[argument.index(after: equals)...])
    self.path = path == "-" ? nil : path
  }
}
