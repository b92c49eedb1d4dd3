import ArgumentParser
import ScopeAudit
import ScopeDocuments
import ScopeReports

/// Which findings change the exit status: a severity or never, and new: before it for those that no baseline knows.
struct FailOn: ExpressibleByArgument {
  static let standard = FailureThreshold(severity: .high)
  static let allValueStrings = ["critical", "high", "medium", "low", "never"].flatMap { [$0, "new:\($0)"] }

  var threshold: FailureThreshold

  init?(argument: String) {
    guard let threshold = FailureThreshold(argument) else { return nil }
    self.threshold = threshold
  }
}

/// When to use colours.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// The clock, as an input.
struct ClockOptions: ParsableArguments {
  @Option(help: "The time to judge and report by, such as 2026-08-24T10:00:00Z (default: now, or SOURCE_DATE_EPOCH).")
  var now: Moment?

  var moment: Timestamp { now?.timestamp ?? Environment.now }
}

/// A time given on the command line.
struct Moment: ExpressibleByArgument {
  var timestamp: Timestamp

  init?(argument: String) {
    guard let timestamp = Timestamp(rfc3339: argument) else { return nil }
    self.timestamp = timestamp
  }
}

/// How text is shown, and how much of it.
struct DisplayOptions: ParsableArguments {
  @Option(help: "Colours: auto, always or never (NO_COLOR and CLICOLOR_FORCE are honoured).")
  var color = ColorChoice.auto
  @Flag(name: .shortAndLong, help: "Say also what could not be judged, and why.")
  var verbose = false
  @Flag(name: .shortAndLong, help: "Print nothing where there is nothing to report.")
  var quiet = false

  var style: TextStyle {
    TextStyle(
      width: Environment.terminalWidth, hasColor: Environment.wantsColor(color), isVerbose: verbose)
  }
}
