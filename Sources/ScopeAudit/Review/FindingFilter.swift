/// Which findings reports show. What is left out is counted, and the verdict looks at all of them.
package struct FindingFilter: Sendable {
  package var leastSeverity: Severity?
  /// The rules whose findings are shown, by index in the rule book; nil: all.
  package var rules: Set<Int>?
  package var ignored: Set<Int> = []
  /// Parts of names, and beginnings of application ids, in lower case; nothing: all applications.
  package var applications: [String] = []
  /// How many findings are shown at most, in the order of the inputs.
  package var limit: Int?

  package init() {}

  /// How many letters of an application id tell which one is meant.
  package static let shortestID = 8

  package var isEmpty: Bool {
    leastSeverity == nil && rules == nil && ignored.isEmpty && applications.isEmpty && limit == nil
  }

  /// Whether an application is among those that are asked for: by a part of its name, or the beginning of its id.
  package func shows(appId: String?, displayName: String?) -> Bool {
    guard !applications.isEmpty else { return true }
    let id = (appId ?? "").lowercased()
    let name = (displayName ?? "").lowercased()
    return applications.contains { wanted in
      name.utf8.count > 0 && name.contains(wanted) || wanted.utf8.count >= Self.shortestID && id.hasPrefix(wanted)
    }
  }

  /// Takes the findings away that are not shown.
  ///
  /// - Parameters:
  ///   - findings: the worst first.
  ///   - shown: how many findings of the run are shown already.
  ///   - unshown: takes in what is left out.
  /// - Returns: the rules of which findings were left out, by index in the rule book.
  package func apply(to findings: inout [Finding], shown: Int, _ unshown: inout Unshown) -> [Int: FilterOption] {
    guard !isEmpty else { return [:] }
    var rules: [Int: FilterOption] = [:]
    var shown = shown
    findings.removeAll { finding in
      guard let option = option(hiding: finding, shown: shown) else {
        if finding.state != .suppressed { shown += 1 }
        return false
      }
      unshown.add(finding, option)
      rules[finding.rule.index] = option
      return true
    }
    return rules
  }

  /// The option that leaves a finding out; nil where it is shown.
  private func option(hiding finding: Finding, shown: Int) -> FilterOption? {
    if let rules, !rules.contains(finding.rule.index) { return .rule }
    if ignored.contains(finding.rule.index) { return .ignore }
    if let leastSeverity, finding.severity < leastSeverity { return .minSeverity }
    if let limit, shown >= limit, finding.state != .suppressed { return .limit }
    return nil
  }
}
