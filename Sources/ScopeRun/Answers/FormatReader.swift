import ScopeDocuments
package import ScopeReports
import ScopeValues

/// The format of a report.
package typealias FormatName = ScopeReports.FormatName

/// Reads the names of formats from the command line; the table of formats says which command has which.
package struct FormatReader: Sendable {
  private let command: ReportingCommand

  /// check, diff, token and convert.
  package static let audit = FormatReader(command: .audit)
  package static let diagnose = FormatReader(command: .diagnose)
  package static let lookup = FormatReader(command: .lookup)
  package static let minimize = FormatReader(command: .minimize)
  package static let rules = FormatReader(command: .rules)
  package static let scan = FormatReader(command: .scan)

  /// The format of a report that nobody chose.
  package static let initial = FormatName.text

  /// The formats that the command has.
  package var formats: [FormatName] { command.formats }

  /// - Throws: ``UsageProblem`` where the command has no format of that name.
  package func read(_ text: String) throws(UsageProblem) -> FormatName {
    guard let format = FormatName(rawValue: text.lowercased()), command.formats.contains(format) else {
      let remedy = NearestName.remedy(for: text, among: command.formats.map(\.rawValue))
      throw UsageProblem("There is no format called \(SafeText.line(text)). \(remedy)")
    }
    return format
  }

  /// The help of an option that takes one of the command's formats.
  package var help: String {
    "The report on standard output: \(FormatName.list(command.formats)) (default: text)."
  }
}
