package import ScopeValues

/// One record of an activity log: who called what, and what came of it.
package struct ActivityCall: Sendable {
  /// The methods that need telling apart.
  package enum Method: UInt8, CaseIterable, Sendable { case get, post, patch, put, delete, other }

  package var appID: GUID
  /// Whether a user was signed in; else the application called as itself.
  package var isDelegated: Bool
  package var method: Method
  package var status: UInt16
  /// Zero where the record has no request id.
  package var requestKey: UInt64
  /// Seconds since 1970; nil where the record has no date that can be read.
  package var first: Int?
  package var last: Int?
  /// How many calls the record stands for: one, unless an engine has counted them.
  package var count: Int
  /// Where the URL and the permissions of the token stand in the window's bytes, as their JSON spells them.
  package var url: Span
  package var grants: Span
  /// A hash of the grants' bytes, to tell those apart that have been seen.
  package var grantsKey: UInt64

  /// A piece of the window's bytes.
  package struct Span: Sendable {
    package var range: Range<Int>
    /// Whether it holds escapes, so that its bytes are not its text.
    package var hasEscapes: Bool
  }
}

/// What of an activity log could not be used.
package enum ActivityProblem: UInt8, CaseIterable, Hashable, Sendable {
  case torn, notJSON, tooLong, binary, wrongTable, missingColumn, badIdentifier, badRequestIdentifier, badDate
  case badNumber, unreadable

  /// What is wrong, as one sentence without a full stop.
  package var sentence: String {
    switch self {
    case .torn: "the record ends before it is complete"
    case .notJSON: "this is no record of an activity log"
    case .tooLong: "a record is longer than \(ActivityWindowReader.maximumRecord >> 20) MiB"
    case .binary: "this is binary data, such as an archive: unpack it first"
    case .wrongTable: "the record is of another log than MicrosoftGraphActivityLogs"
    case .missingColumn: "the record has no AppId, RequestMethod, RequestUri or ResponseStatusCode"
    case .badIdentifier: "an application id holds something else than hexadecimal digits"
    case .badRequestIdentifier:
      "a request id holds something else than hexadecimal digits; the call is counted without looking for copies"
    case .badDate: "a date cannot be read; the call is counted without it"
    case .badNumber: "a status code or count is no number"
    case .unreadable: "the engine could not use a record of the log"
    }
  }

  /// The problem's name in reports.
  package var name: String {
    switch self {
    case .torn: "torn"
    case .notJSON: "notARecord"
    case .tooLong: "tooLong"
    case .binary: "binary"
    case .wrongTable: "wrongTable"
    case .missingColumn: "missingColumn"
    case .badIdentifier: "badIdentifier"
    case .badRequestIdentifier: "badRequestIdentifier"
    case .badDate: "badDate"
    case .badNumber: "badNumber"
    case .unreadable: "unreadable"
    }
  }

  package init?(name: String) {
    guard let problem = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = problem
  }
}

/// A problem, its line, counted from zero at the window's beginning, and how many records have it.
package struct ActivityFault: Hashable, Sendable {
  package var problem: ActivityProblem
  package var line: Int
  /// More than one only where an engine counted them.
  package var count = 1

  /// What is wrong, as one sentence without a full stop.
  package var sentence: String { count == 1 ? problem.sentence : "\(problem.sentence): \(count)" }
}
