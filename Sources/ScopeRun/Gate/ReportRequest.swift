import ScopeReports
import ScopeValues

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
  ///
  /// - Parameter reader: knows the command's formats.
  package init(argument: String, _ reader: FormatReader = .audit) throws(UsageProblem) {
    guard let equals = argument.firstIndex(of: "="), argument[equals...].count > 1 else {
      throw UsageProblem(
        "An output is FORMAT=PATH, such as junit=report.xml. The formats are \(FormatName.list(reader.formats)).")
    }
    format = try reader.read(String(argument[..<equals]))
    let path = String(argument[argument.index(after: equals)...])
    self.path = path == "-" ? nil : path
  }

  /// Holds requests against one another: one report for each place.
  ///
  /// - Parameters:
  ///   - format: what is wanted on standard output, if anything is.
  ///   - identity: what two spellings of one path have in common.
  /// - Throws: ``UsageProblem`` where two reports would go to one place.
  package static func check(
    _ requests: [ReportRequest], besides format: FormatName?, identity: (String) -> String
  ) throws(UsageProblem) {
    if requests.count(where: { $0.path == nil }) + (format == nil ? 0 : 1) > 1 {
      throw UsageProblem(
        "Standard output can take one report only. Give the others a path, as in --output json=report.json.")
    }
    var seen: Set<String> = []
    for path in requests.compactMap(\.path) where !seen.insert(identity(path)).inserted {
      throw UsageProblem("Two reports would go to \(SafeText.line(path)). Give each a path of its own.")
    }
  }
}
