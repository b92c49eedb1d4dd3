import ScopeDocuments

/// What is done with an application's findings before they are reported: suppressions, then the baseline.
package struct Review: Sendable {
  package var suppressions: Suppressions?
  package var baseline: Baseline?
  /// Whether the findings are wanted as a new baseline.
  package var writesBaseline = false

  package init() {}

  /// What reviews of some applications came to; adding up in any order gives the same.
  package struct Outcome: Sendable {
    package var suppressions = Suppressions.Use()
    /// Entries of the baseline that findings met.
    package var met: Set<Int> = []
    /// What a new baseline is to know.
    package var known = KnownFindings()

    package init() {}

    package mutating func add(_ other: Outcome) {
      suppressions.add(other.suppressions)
      met.formUnion(other.met)
      known.add(other.known)
    }
  }

  package func apply(to result: inout ApplicationResult, _ outcome: inout Outcome) {
    if let suppressions { outcome.suppressions.add(suppressions.apply(to: &result)) }
    if let baseline { outcome.met.formUnion(baseline.apply(to: &result)) }
    guard writesBaseline else { return }
    outcome.known.add(
      result.findings, application: result.displayName.isEmpty ? result.appId : result.displayName)
  }

  /// The same for findings of source code, which belong to no application.
  package func apply(to findings: inout [Finding], _ outcome: inout Outcome) {
    if let suppressions { outcome.suppressions.add(suppressions.apply(to: &findings, appId: "")) }
    if let baseline { outcome.met.formUnion(baseline.apply(to: &findings)) }
    if writesBaseline { outcome.known.add(findings, application: "") }
  }
}
