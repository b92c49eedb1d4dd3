package import ScopeAudit
package import ScopeDocuments

/// What one run of `check` looked at and found, apart from the applications themselves.
package struct CheckRun: Sendable {
  package struct Input: Sendable {
    package var path: String
    /// What the input was taken for: "application", what else of a tenant it holds, "mixed" for several kinds, or
    /// "unusable" where it could not be read.
    package var kind: String
    package var dialects: [Dialect] = []
    package var applications = 0
    package var servicePrincipals = 0
    package var appRoleAssignments = 0
    package var permissionGrants = 0
    /// Of the bytes as they were read; empty where they could not be read to the end.
    package var sha256 = ""

    package init(path: String, kind: String = "application") {
      self.path = path
      self.kind = kind
    }

    /// Whether there is anything beside applications.
    package var holdsTenantRecords: Bool { servicePrincipals + appRoleAssignments + permissionGrants > 0 }

    /// The counts beside applications, as JSON names them.
    var tenantCounts: [(name: String, noun: String, count: Int)] {
      [
        ("servicePrincipals", "service principal", servicePrincipals),
        ("appRoleAssignments", "app role assignment", appRoleAssignments),
        ("permissionGrants", "delegated permission grant", permissionGrants),
      ].filter { $0.count > 0 }
    }
  }

  /// Something that could not be looked at.
  package struct Failure: Sendable {
    package var path: String
    package var position: TextPosition
    package var message: String
    package var remedy: String
    /// How many more places of the same input fail in the same words.
    package var repetitions = 0

    package init(path: String, position: TextPosition, message: String, remedy: String) {
      self.path = path
      self.position = position
      self.message = message
      self.remedy = remedy
    }
  }

  /// A remark on an input that does not keep it from being audited.
  package struct Notice: Sendable {
    package var path: String
    package var position: TextPosition
    package var message: String

    package init(path: String, position: TextPosition, message: String) {
      self.path = path
      self.position = position
      self.message = message
    }
  }

  package var inputs: [Input] = []
  package var failures: [Failure] = []
  package var notices: [Notice] = []
  package var tally = Tally()
  /// By path, where a format asks for them.
  package var lineHashes: [String: LineHashes] = [:]
  /// Where the settings came from; nil where there were none.
  package var configuration: String?
  /// Rules that the settings switch off, sorted by id.
  package var disabledRules: [Rule] = []
  /// Findings of the baseline that are gone; nil where there is no baseline, or where an incomplete audit cannot tell.
  package var absent: [BaselineFile.Entry]?
  /// Whether two states were compared; otherwise one was audited.
  package var comparesStates = false
  package init() {}
}

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
  /// Findings that the baseline knows, by severity.
  package var unchangedBySeverity = [Int](repeating: 0, count: Severity.allCases.count)
  package var notAssessable = 0
  /// The rules that could not judge some application, by index in the rule book.
  package var unjudgedRules: Set<Int> = []
  /// Differences between two states that take power away.
  package var better = 0

  package init() {}

  package mutating func add(_ result: ApplicationResult) {
    applications += 1
    if result.isServicePrincipal { servicePrincipals += 1 }
    if result.owners != nil { owned += 1 }
    scopes.insert(result.scope)
    addJudgement(result)
  }

  package mutating func add(token: ApplicationResult) {
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
      switch finding.state {
      case .suppressed:
        suppressed += 1
        continue
      case .unchanged: unchangedBySeverity[finding.severity.rawValue] += 1
      case .new: break
      }
      bySeverity[finding.severity.rawValue] += 1
    }
  }

  package mutating func add(_ other: Tally) {
    applications += other.applications
    tokens += other.tokens
    servicePrincipals += other.servicePrincipals
    owned += other.owned
    scopes.formUnion(other.scopes)
    for index in bySeverity.indices { bySeverity[index] += other.bySeverity[index] }
    suppressed += other.suppressed
    for index in unchangedBySeverity.indices { unchangedBySeverity[index] += other.unchangedBySeverity[index] }
    notAssessable += other.notAssessable
    unjudgedRules.formUnion(other.unjudgedRules)
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
