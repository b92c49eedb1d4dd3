internal import ScopeDocuments

/// Turns the differences between two states into a result to report: changes as data, the worse ones as findings.
package struct ChangeAudit: Sendable {
  private let auditor: Auditor

  package init(auditor: Auditor) { self.auditor = auditor }

  /// The rules that a change is judged by, sorted by id.
  package var rules: [Rule] {
    Change.Kind.allCases.compactMap { rule(of: $0) }.sorted { $0.index < $1.index }
  }

  private func rule(of kind: Change.Kind) -> Rule? {
    guard kind.direction == .worse, let rule = auditor.book.rule(kind.rawValue), !auditor.options.rules.isOff(rule)
    else { return nil }
    return rule
  }

  package func compare(_ old: RegistrationState?, _ new: RegistrationState) -> ApplicationResult {
    let comparison = RegistrationComparison(old: old, new: new, auditor: auditor)
    var result = new.result
    result.changes = comparison.drafts.map(\.change)
    result.findings = findings(comparison.drafts, identity: result.identity)
    result.notAssessable = comparison.obstacles.compactMap { kind, reason in
      rule(of: kind).map { NotAssessable(rule: $0, reason: reason) }
    }.sorted { $0.rule.index < $1.rule.index }
    return result
  }

  /// What is left to say of an application that is gone.
  package func removal(of old: RegistrationState) -> ApplicationResult {
    var result = old.result
    result.findings = []
    result.notAssessable = []
    result.changes = [
      Change(
        kind: .removedApplication, subject: result.displayName, severity: .info, location: result.location, effect: "")
    ]
    return result
  }

  private func findings(_ drafts: [ChangeDraft], identity: String) -> [Finding] {
    var findings: [Finding] = []
    var seen: Set<Fingerprint> = []
    for draft in drafts {
      guard let rule = rule(of: draft.change.kind) else { continue }
      var fingerprint = Fingerprint([rule.lastingID, identity] + draft.subject)
      while !seen.insert(fingerprint).inserted { fingerprint.add("again") }
      findings.append(
        Finding(
          rule: rule, severity: auditor.options.rules.severity(of: rule) ?? draft.change.severity,
          message: draft.message, fix: rule.fix.text, location: draft.change.location, fingerprint: fingerprint,
          subject: draft.subject + [draft.change.subject]))
    }
    return findings.sorted { left, right in
      (-left.severity.rawValue, left.location.range.start.byte, left.rule.index)
        < (-right.severity.rawValue, right.location.range.start.byte, right.rule.index)
    }
  }
}
