internal import ScopeCatalog

/// Counts over applications; adding up in any order gives the same.
package struct Tally: Sendable {
  /// Applications and service principals.
  package var applications = 0
  /// Tokens that were judged beside the applications.
  package var tokens = 0
  /// Of them, service principals.
  package var servicePrincipals = 0
  /// Entries whose owners the inputs show.
  package var owned = 0
  /// The kinds of entries that there are.
  package var scopes: Set<JudgingRules.Scope> = []
  /// Findings that count, by severity.
  package var bySeverity = [Int](repeating: 0, count: Severity.allCases.count)
  package var suppressed = 0
  /// Applications and service principals with findings that count.
  package var withFindings = 0
  /// Findings that count, by the rule's index in the rule book.
  package var byRule: [Int: Int] = [:]
  /// Findings that the baseline knows, by severity.
  package var unchangedBySeverity = [Int](repeating: 0, count: Severity.allCases.count)
  package var notAssessable = 0
  /// The rules that could not judge some application, by index in the rule book.
  package var unjudgedRules: Set<Int> = []
  /// What rules could not judge, and of which applications.
  package var gaps = AssessmentGaps()
  /// Rules that found something, by index in the rule book.
  package var reportedRules = IndexBits()
  /// Permissions that are held, by index in the catalog.
  package var heldPermissions = IndexBits()
  /// Entries of whose permissions none could be judged: they are not shown, or the catalog knows none of them.
  package var unjudgedPermissions = 0
  /// Differences between two states that take power away.
  package var better = 0

  package init() {}

  package mutating func add(_ result: ApplicationResult) {
    applications += 1
    if result.worst != nil { withFindings += 1 }
    if result.isServicePrincipal { servicePrincipals += 1 }
    if result.owners != nil { owned += 1 }
    scopes.insert(result.scope)
    for held in result.permissions { if let permission = held.permission { heldPermissions.insert(permission.index) } }
    let isUnknown = !result.permissions.isEmpty && result.permissions.allSatisfy { $0.permission == nil }
    if isUnknown || !result.showsPermissions && !result.isServicePrincipal { unjudgedPermissions += 1 }
    gaps.add(result)
    addJudgement(result)
  }

  package mutating func add(token: ApplicationResult) {
    gaps.add(token, token: tokens)
    if token.worst != nil { withFindings += 1 }
    tokens += 1
    addJudgement(token)
  }

  private mutating func addJudgement(_ result: ApplicationResult) {
    add(result.findings)
    notAssessable += result.notAssessable.count
    for entry in result.notAssessable { unjudgedRules.insert(entry.rule.index) }
    better += result.changes.count { $0.kind.direction == .better }
  }

  package mutating func add(_ findings: [Finding]) {
    for finding in findings {
      reportedRules.insert(finding.rule.index)
      switch finding.state {
      case .suppressed:
        suppressed += 1
        continue
      case .unchanged: unchangedBySeverity[finding.severity.rawValue] += 1
      case .new: break
      }
      bySeverity[finding.severity.rawValue] += 1
      byRule[finding.rule.index, default: 0] += 1
    }
  }

  package mutating func add(_ other: Tally) {
    applications += other.applications
    withFindings += other.withFindings
    tokens += other.tokens
    servicePrincipals += other.servicePrincipals
    owned += other.owned
    scopes.formUnion(other.scopes)
    for index in bySeverity.indices { bySeverity[index] += other.bySeverity[index] }
    byRule.merge(other.byRule, uniquingKeysWith: +)
    suppressed += other.suppressed
    for index in unchangedBySeverity.indices { unchangedBySeverity[index] += other.unchangedBySeverity[index] }
    notAssessable += other.notAssessable
    unjudgedRules.formUnion(other.unjudgedRules)
    gaps.add(other.gaps)
    reportedRules.formUnion(other.reportedRules)
    heldPermissions.formUnion(other.heldPermissions)
    unjudgedPermissions += other.unjudgedPermissions
    better += other.better
  }

  package func count(_ severity: Severity) -> Int { bySeverity[severity.rawValue] }
  package var findings: Int { bySeverity.reduce(0, +) }
  package var unchanged: Int { unchangedBySeverity.reduce(0, +) }

  /// Whether there are findings that change the exit status.
  package func reaches(_ threshold: FailureThreshold) -> Bool {
    guard let least = threshold.severity else { return false }
    return Severity.allCases.contains { severity in
      let known = threshold.onlyNew ? unchangedBySeverity[severity.rawValue] : 0
      return severity >= least && count(severity) > known
    }
  }
}
