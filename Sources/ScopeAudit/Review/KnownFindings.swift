/// The findings that a new baseline is to know, kept small, as there may be a million of them.
package struct KnownFindings: Sendable {
  private struct Entry: Sendable {
    var fingerprint: Fingerprint
    var rule: Rule
    /// The place of what it is about among ``applications``.
    var application: UInt32
  }

  private var entries: [Entry] = []
  /// What entries are about, for people.
  private var applications: [String] = []

  package init() {}

  /// Takes in the findings of one application; suppressed ones need no entry.
  mutating func add(_ findings: [Finding], application: String) {
    applications.append(application)
    for index in findings.indices where findings[index].state != .suppressed {
      entries.append(
        Entry(
          fingerprint: findings[index].fingerprint, rule: findings[index].rule,
          application: UInt32(truncatingIfNeeded: applications.count - 1)))
    }
  }

  mutating func add(_ other: KnownFindings) {
    let offset = UInt32(truncatingIfNeeded: applications.count)
    applications += other.applications
    for var entry in other.entries {
      entry.application += offset
      entries.append(entry)
    }
  }

  /// Calls `body` with each finding once, sorted by rule, application and fingerprint.
  ///
  /// - Parameter spelling: how a name is written, by which applications are sorted.
  package func forEach(
    spelling: (String) -> String, _ body: (_ rule: Rule, _ application: String, _ fingerprint: Fingerprint) -> Void
  ) {
    let spelled = applications.map(spelling)
    // Names are compared once each, not once for each pair of their findings.
    var ranks = [UInt32](repeating: 0, count: spelled.count)
    var last: Int?
    for index in spelled.indices.sorted(by: { spelled[$0] < spelled[$1] }) {
      ranks[index] = last.map { ranks[$0] + (spelled[$0] == spelled[index] ? 0 : 1) } ?? 0
      last = index
    }
    typealias Key = (rule: Int, rank: UInt32, high: UInt64, low: UInt64)
    func key(_ entry: Entry) -> Key {
      (entry.rule.index, ranks[Int(entry.application)], entry.fingerprint.words.high, entry.fingerprint.words.low)
    }
    var before: Key?
    for entry in entries.sorted(by: { key($0) < key($1) }) {
      let current = key(entry)
      // The same application may stand in several inputs.
      if let before, before == current { continue }
      before = current
      body(entry.rule, spelled[Int(entry.application)], entry.fingerprint)
    }
  }
}
