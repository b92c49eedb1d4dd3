import ArgumentParser
import ScopeReports
import ScopeValues

/// Reads the names of formats from the command line; the table of formats says which command has which.
enum FormatOption {
  /// A reader of one command's format names.
  static func read(_ command: ReportingCommand) -> @Sendable (String) throws -> FormatName {
    { text in
      guard let format = FormatName(rawValue: text), command.formats.contains(format) else {
        throw ValidationError(
          "There is no format called \(SafeText.line(text)). The formats are \(FormatName.list(command.formats)).")
      }
      return format
    }
  }

  /// The help of an option that takes one of a command's formats.
  static func help(_ command: ReportingCommand) -> ArgumentHelp {
    ArgumentHelp("The report on standard output: \(FormatName.list(command.formats)) (default: text).")
  }
}
