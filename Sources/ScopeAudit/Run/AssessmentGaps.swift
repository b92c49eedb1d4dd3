/// What rules could not judge, by rule and reason: a tenant repeats the same sentence for every application.
package struct AssessmentGaps: Sendable {
  /// An application, service principal or token, as reports refer to it.
  package struct Reference: Sendable {
    package var appId: String
    package var displayName: String
    /// The place in its list, the first at 0.
    package var index: Int
    package var isToken: Bool
  }

  /// One reason for which one rule could not judge some entries.
  package struct Group: Sendable {
    package var rule: Rule
    package var reason: String
    /// How many entries there are.
    package var count = 0
    /// The first of them.
    package var examples: [Reference] = []
    /// All applications and service principals among them, by their places in their list.
    package var ranges: [ClosedRange<Int>] = []

    /// Takes in places after those that are there.
    fileprivate mutating func add(_ range: ClosedRange<Int>) {
      guard let last = ranges.last, last.upperBound + 1 == range.lowerBound else { return ranges.append(range) }
      ranges[ranges.count - 1] = last.lowerBound...range.upperBound
    }
  }

  /// How many entries a group names.
  package static let mostExamples = 20

  private struct Key: Hashable {
    var rule: Int
    var reason: String
  }

  private var groups: [Group] = []
  private var indexes: [Key: Int] = [:]
  /// By rule, the group that was asked for last, and one more: most rules have one reason alone.
  private var last: [Int] = []

  package init() {}

  /// Takes in what could not be judged of one entry.
  ///
  /// - Parameter token: the place in the list of tokens, for what was judged as one.
  mutating func add(_ result: ApplicationResult, token: Int? = nil) {
    for entry in result.notAssessable {
      let index = self.index(entry.rule, entry.reason)
      groups[index].count += 1
      if token == nil { groups[index].add(result.ordinal...result.ordinal) }
      guard groups[index].examples.count < Self.mostExamples else { continue }
      groups[index].examples.append(
        Reference(
          appId: result.appId, displayName: result.displayName, index: token ?? result.ordinal, isToken: token != nil))
    }
  }

  /// Takes in what another list holds, after its own.
  mutating func add(_ other: AssessmentGaps) {
    for group in other.groups {
      let index = self.index(group.rule, group.reason)
      groups[index].count += group.count
      for range in group.ranges { groups[index].add(range) }
      let room = Self.mostExamples - groups[index].examples.count
      if room > 0 { groups[index].examples += group.examples.prefix(room) }
    }
  }

  private mutating func index(_ rule: Rule, _ reason: String) -> Int {
    if rule.index < last.count, case let index = last[rule.index] - 1, index >= 0, groups[index].reason == reason {
      return index
    }
    let key = Key(rule: rule.index, reason: reason)
    let index = indexes[key] ?? groups.count
    if index == groups.count {
      indexes[key] = index
      groups.append(Group(rule: rule, reason: reason))
    }
    if rule.index >= last.count { last += Array(repeating: 0, count: rule.index + 1 - last.count) }
    last[rule.index] = index + 1
    return index
  }

  /// By rule, then by reason.
  package var sorted: [Group] { groups.sorted { ($0.rule.index, $0.reason) < ($1.rule.index, $1.reason) } }
}
