import ScopeValues

/// Why a finding is accepted, as an entry of the suppressions says it.
package struct Acceptance: Hashable, Sendable {
  package var reason: String
  /// The last day on which the entry counts, as "2027-01-31"; nil where it has no end.
  package var lastDay: String?
  package var owner: String?
  package var ticket: String?

  package init(reason: String, lastDay: String? = nil, owner: String? = nil, ticket: String? = nil) {
    self.reason = ShownText.of(reason)
    self.lastDay = lastDay
    self.owner = owner.map(ShownText.of)
    self.ticket = ticket.map(ShownText.of)
  }

  /// Such as "until 2027-01-31 by J. Doe (SEC-42): the pilot needs it".
  package var sentence: String {
    let terms = [lastDay.map { "until \($0)" }, owner.map { "by \($0)" }, ticket.map { "(\($0))" }].compactMap { $0 }
    return terms.isEmpty ? reason : "\(terms.joined(separator: " ")): \(reason)"
  }
}
