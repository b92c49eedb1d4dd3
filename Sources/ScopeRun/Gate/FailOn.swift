package import ScopeAudit

/// Which findings change the exit status: a severity or never, and new: before it for those that no baseline knows.
package struct FailOn: Sendable {
  package static let `default` = FailureThreshold(severity: .high)
  package static let names = ["critical", "high", "medium", "low", "never"].flatMap { [$0, "new:\($0)"] }

  package var threshold: FailureThreshold

  package init?(argument: String) {
    guard let threshold = FailureThreshold(argument.lowercased()) else { return nil }
    self.threshold = threshold
  }
}
