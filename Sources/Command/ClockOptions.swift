import ArgumentParser
import ScopeDocuments
import ScopeValues

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
