internal import ScopeDocuments
import ScopeValues

/// The time that activity covers, and whether that is long enough to take anything away on its word.
package struct ActivityPeriod: Hashable, Sendable {
  /// Days that should be covered before anything is taken away: monthly jobs run once in them.
  package static let sufficientDays = 30

  /// Seconds since 1970 of the earliest and the latest call; nil where no record has a date.
  package var bounds: (first: Int, last: Int)? { first.flatMap { first in last.map { (first, $0) } } }
  private let first: Int?
  private let last: Int?

  package init(_ profile: ActivityProfile) {
    first = profile.window?.first
    last = profile.window?.last
  }

  /// Whole days between the first and the last call; nil where no record has a date.
  package var days: Int? { bounds.map { ($0.last - $0.first) / 86_400 } }

  package var isShort: Bool { days.map { $0 < Self.sufficientDays } ?? true }

  /// How long it is, as the end of a clause; nil where it is long enough.
  package var shortcoming: String? {
    guard isShort else { return nil }
    guard let days else { return "have no dates, so that the time they cover is unknown" }
    return days == 0
      ? "cover less than a day" : "cover \(days == 1 ? "1 day" : "\(days) days"), fewer than \(Self.sufficientDays)"
  }

  /// What has to be known before anything is removed, as sentences; nil where it is long enough.
  package var warning: String? {
    shortcoming.map {
      "The logs \($0): what runs monthly or on occasion may be missing. Do not remove a permission on their word alone."
    }
  }

  /// From when to when, as a phrase.
  package var phrase: String {
    guard let bounds else { return "at unknown times" }
    let (from, to) = (Self.moment(bounds.first), Self.moment(bounds.last))
    return from == to ? "at \(from)" : "from \(from) to \(to)"
  }

  private static func moment(_ seconds: Int) -> String {
    Timestamp(secondsSince1970: Int64(seconds))?.description ?? ""
  }
}
