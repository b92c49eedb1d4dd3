public import ArgumentParser
public import ScopeAuditKit

// What the kit reads from texts, as the command line takes it.
extension ActivityEngine: ExpressibleByArgument {}
extension ActivityStorage: ExpressibleByArgument {}
extension CallerFlow: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}
extension FailOn: ExpressibleByArgument { public static var allValueStrings: [String] { names } }
extension ReportSchema: ExpressibleByArgument {}
extension ScanFormat: ExpressibleByArgument {}

/// A time given on the command line.
struct Moment: ExpressibleByArgument {
  var timestamp: Timestamp

  init?(argument: String) {
    guard let timestamp = Timestamp(rfc3339: argument) else { return nil }
    self.timestamp = timestamp
  }
}

/// A tenant's id.
struct TenantID: ExpressibleByArgument {
  var id: GUID

  init?(argument: String) {
    guard let id = GUID(argument) else { return nil }
    self.id = id
  }
}

/// The clock, as an input.
struct ClockOptions: ParsableArguments {
  @Option(help: "The time to judge and report by, such as 2026-08-24T10:00:00Z (default: now, or SOURCE_DATE_EPOCH).")
  var now: Moment?

  var moment: Timestamp { now?.timestamp ?? Environment.now }
}

/// How text is shown, and how much of it.
struct DisplayOptions: ParsableArguments {
  @Option(help: "Colours: auto, always or never (NO_COLOR and CLICOLOR_FORCE are honoured).")
  var color = ColorChoice.auto
  @Flag(name: .shortAndLong, help: "Say also what could not be judged, and why.")
  var verbose = false
  @Flag(name: .shortAndLong, help: "Print nothing where there is nothing to report.")
  var quiet = false

  var display: Display {
    Display(
      width: Environment.terminalWidth,
      hasColor: color.isColored(isTerminal: Environment.isTerminal, variable: Environment.variable),
      isVerbose: verbose, isQuiet: quiet)
  }
}

extension ArgumentHelp {
  /// The help of an option that takes one of a command's formats.
  static func format(_ reader: FormatReader) -> ArgumentHelp { ArgumentHelp(stringLiteral: reader.help) }
}
