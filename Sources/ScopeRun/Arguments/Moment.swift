package import ScopeValues

/// A time as the command line takes it: RFC 3339, or a day, which is its beginning in UTC.
package struct Moment: Sendable {
  package var timestamp: Timestamp

  package init?(argument: String) {
    let whole = argument.utf8.count == 10 ? argument + "T00:00:00Z" : argument
    guard let timestamp = Timestamp(rfc3339: whole) else { return nil }
    self.timestamp = timestamp
  }
}

/// A tenant's id as the command line takes it.
package struct TenantID: Sendable {
  package var id: GUID

  package init?(argument: String) {
    guard let id = GUID(argument) else { return nil }
    self.id = id
  }
}

/// A day as the command line takes it, such as 2026-08-24.
package struct Day: Sendable {
  package var text: String

  package init?(argument: String) {
    guard argument.utf8.count == 10, Moment(argument: argument) != nil else { return nil }
    text = argument
  }
}
