package import ScopeAudit

/// What a run comes to; the same for every format and every command that judges.
package enum AuditVerdict: Hashable, Sendable {
  /// Nothing at or above the threshold, and everything was looked at.
  case clean
  /// Findings at or above the threshold.
  case findings
  /// No input holds anything that could be audited.
  case nothingToAudit
  /// Something could not be looked at, which weighs more than findings.
  case incomplete

  /// - Parameter allowsIncomplete: whether what could not be looked at is left out of account.
  package init(_ run: CheckRun, _ threshold: FailureThreshold, allowsIncomplete: Bool) {
    if !run.failures.isEmpty, !allowsIncomplete {
      self = .incomplete
    } else if run.tally.applications == 0 {
      self = .nothingToAudit
    } else {
      self = run.tally.reaches(threshold) ? .findings : .clean
    }
  }
}
