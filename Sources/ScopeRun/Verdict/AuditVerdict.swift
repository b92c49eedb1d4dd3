package import ScopeAudit

/// What a run comes to; the same for every format and every command that judges.
///
/// The numbers are the command's exit status; 2 says that it was called in a way that cannot be.
package enum AuditVerdict: Int32, Sendable {
  /// Nothing at or above the threshold, and everything was looked at.
  case clean = 0
  /// Findings at or above the threshold.
  case findings = 1
  /// No input holds anything that could be audited.
  case nothingToAudit = 3
  /// Something could not be looked at, which weighs more than findings.
  case incomplete = 4

  /// - Parameter allowsIncomplete: whether what could not be looked at is left out of account.
  package init(_ run: CheckRun, _ threshold: FailureThreshold, allowsIncomplete: Bool) {
    if !run.failures.isEmpty, !allowsIncomplete {
      self = .incomplete
    } else if run.tally.applications + run.unshown.tally.applications == 0 {
      self = .nothingToAudit
    } else {
      // What a filter leaves out of the reports is found all the same: a filter weakens no gate.
      self = run.tally.reaches(threshold) || run.unshown.tally.reaches(threshold) ? .findings : .clean
    }
  }
}
