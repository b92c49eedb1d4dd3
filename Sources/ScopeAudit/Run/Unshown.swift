/// What filters left out of the reports, so that reports say it and the verdict counts it.
package struct Unshown: Sendable {
  /// Applications, service principals and tokens that are not shown at all, and all findings that are not shown.
  package var tally = Tally()
  /// Findings that count, by the option that left them out.
  package var byOption: [FilterOption: Int] = [:]

  package init() {}

  package var isEmpty: Bool { byOption.isEmpty && entries == 0 && tally.suppressed == 0 }

  /// Applications, service principals and tokens.
  package var entries: Int { tally.applications + tally.tokens }

  package mutating func add(_ finding: Finding, _ option: FilterOption) {
    tally.add([finding])
    if finding.state != .suppressed { byOption[option, default: 0] += 1 }
  }

  /// Takes in an application, service principal or token that is not shown at all.
  package mutating func add(_ result: ApplicationResult, isToken: Bool = false) {
    var result = result
    // What could not be judged is told of entries that are shown.
    result.notAssessable = []
    if isToken { tally.add(token: result) } else { tally.add(result) }
    let findings = result.findings.count { $0.state != .suppressed }
    if findings > 0 { byOption[.app, default: 0] += findings }
  }

  package mutating func add(_ other: Unshown) {
    tally.add(other.tally)
    byOption.merge(other.byOption, uniquingKeysWith: +)
  }
}
