import ScopeValues

/// Requirements as rows over numbered permissions, and the steps that shrink them without losing the optimum.
///
/// The numbers of the permissions follow their names, so that a smaller number is the earlier name.
struct CoverProblem {
  /// One requirement: any one of `singles`, or everything in any one of `groups`.
  struct Row: Hashable {
    var singles: BitSet
    var groups: [BitSet]

    var alternativeCount: Int { singles.count + groups.count }

    /// Every permission that could help.
    var permissions: BitSet { groups.reduce(singles) { $0.union($1) } }

    /// Whether a set of permissions satisfies the requirement.
    func isSatisfied(by chosen: BitSet) -> Bool {
      singles.intersects(chosen) || groups.contains { $0.isSubset(of: chosen) }
    }

    /// Whether whatever satisfies this row satisfies the other one too.
    func implies(_ other: Row) -> Bool {
      singles.isSubset(of: other.singles)
        && groups.allSatisfy { group in
          group.intersects(other.singles) || other.groups.contains { $0.isSubset(of: group) }
        }
    }
  }

  let costs: [PrivilegeCost]
  private(set) var rows: [Row]
  /// Permissions that every solution needs.
  private(set) var chosen: BitSet

  init(_ requirements: [CoverRequirement], names: [Int], costs: [PrivilegeCost]) {
    self.costs = costs
    let numbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    chosen = BitSet(capacity: names.count)
    var seen: Set<Row> = []
    rows = []
    for requirement in requirements where !requirement.alternatives.isEmpty {
      var row = Row(singles: BitSet(capacity: names.count), groups: [])
      for alternative in requirement.alternatives {
        let members = alternative.compactMap { numbers[$0] }
        if members.count == 1 { row.singles.insert(members[0]) }
        if members.count > 1 { row.groups.append(BitSet(members, capacity: names.count)) }
      }
      row.tidy()
      if seen.insert(row).inserted { rows.append(row) }
    }
  }

  private init(rows: [Row], costs: [PrivilegeCost]) {
    self.rows = rows
    self.costs = costs
    chosen = BitSet(capacity: costs.count)
  }

  // MARK: Reductions

  /// Applies every reduction until none changes anything.
  mutating func reduce() {
    var isChanged = true
    while isChanged {
      isChanged = takeForced()
      dropImpliedRows()
      if dropDominatedPermissions() { isChanged = true }
    }
  }

  /// Takes what a row with a single alternative needs, and drops the rows that it satisfies.
  private mutating func takeForced() -> Bool {
    let before = chosen
    for row in rows where row.alternativeCount == 1 { chosen.formUnion(row.permissions) }
    guard chosen != before else { return false }
    rows.removeAll { $0.isSatisfied(by: chosen) }
    for index in rows.indices {
      // What is chosen anyway costs nothing more inside a group.
      rows[index].take(chosen)
    }
    return true
  }

  private mutating func dropImpliedRows() {
    var kept: [Row] = []
    for row in rows.sorted(by: { $0.alternativeCount < $1.alternativeCount })
    where !kept.contains(where: { $0.implies(row) }) { kept.append(row) }
    rows = kept
  }

  /// Drops permissions that another one, not dearer, can replace wherever they help.
  private mutating func dropDominatedPermissions() -> Bool {
    let capacity = costs.count
    var covers = [BitSet](repeating: BitSet(capacity: rows.count), count: capacity)
    var grouped = [[Int]](repeating: [], count: capacity)
    var present = BitSet(capacity: capacity)
    for (index, row) in rows.enumerated() {
      row.singles.forEach { covers[$0].insert(index) }
      row.groups.reduce(BitSet(capacity: capacity)) { $0.union($1) }.forEach { grouped[$0].append(index) }
      present.formUnion(row.permissions)
    }
    var dropped = BitSet(capacity: capacity)
    for weak in present.members {
      guard let row = covers[weak].first ?? grouped[weak].first else { continue }
      let replacement = rows[row].permissions.members.first { strong in
        strong != weak && !dropped.contains(strong)
          && (costs[strong], strong) < (costs[weak], weak)
          && covers[weak].isSubset(of: covers[strong])
          && grouped[weak].allSatisfy { rows[$0].canReplace(weak, by: strong) }
      }
      if replacement != nil { dropped.insert(weak) }
    }
    guard !dropped.isEmpty else { return false }
    for index in rows.indices { rows[index].drop(dropped) }
    return true
  }

  // MARK: Parts

  /// The rows in groups that share no permission, smallest group first.
  func components() -> [CoverProblem] {
    var parts: [(permissions: BitSet, rows: [Row])] = []
    for row in rows {
      var joined = (permissions: row.permissions, rows: [row])
      parts.removeAll { part in
        guard part.permissions.intersects(joined.permissions) else { return false }
        joined.permissions.formUnion(part.permissions)
        joined.rows += part.rows
        return true
      }
      parts.append(joined)
    }
    return parts.map { CoverProblem(rows: $0.rows, costs: costs) }
      .sorted { $0.rows.count < $1.rows.count }
  }

  /// A set that satisfies every row, cheap but not always the cheapest.
  func greedy() -> BitSet {
    var chosen = self.chosen
    var open = rows
    while !open.isEmpty {
      var best: (cost: PrivilegeCost, covered: Int, members: BitSet)?
      func consider(_ members: BitSet) {
        let added = members.subtracting(chosen)
        let price = cost(of: added)
        let after = chosen.union(members)
        let covered = open.count { $0.isSatisfied(by: after) }
        if let known = best, !(covered > known.covered || covered == known.covered && price < known.cost) { return }
        best = (price, covered, members)
      }
      var candidates: Set<BitSet> = []
      for row in open {
        row.singles.forEach { candidates.insert(BitSet([$0], capacity: costs.count)) }
        candidates.formUnion(row.groups)
      }
      // In a fixed order, so that ties always fall the same way.
      for candidate in candidates.sorted(by: { $0.precedes($1) }) { consider(candidate) }
      guard let best else { break }
      chosen.formUnion(best.members)
      open.removeAll { $0.isSatisfied(by: chosen) }
    }
    return pruned(chosen)
  }

  /// Without the permissions that nothing needs, the dearest first.
  private func pruned(_ set: BitSet) -> BitSet {
    var set = set
    for member in set.members.sorted(by: { costs[$0] > costs[$1] }) where !chosen.contains(member) {
      var without = set
      without.remove(member)
      if rows.allSatisfy({ $0.isSatisfied(by: without) }) { set = without }
    }
    return set
  }

  func cost(of set: BitSet) -> PrivilegeCost {
    var total = PrivilegeCost.zero
    set.forEach { total += costs[$0] }
    return total
  }
}

extension CoverProblem.Row {
  /// Removes groups that hold a permission which suffices alone, and repeated groups.
  fileprivate mutating func tidy() {
    var kept: [BitSet] = []
    for group in groups.sorted(by: { $0.count < $1.count })
    where !group.intersects(singles) && !kept.contains(where: { $0.isSubset(of: group) }) {
      kept.append(group)
    }
    groups = kept.sorted { $0.precedes($1) }
  }

  /// Takes the chosen permissions out of the groups; what is left of a group may suffice alone.
  fileprivate mutating func take(_ chosen: BitSet) {
    guard !groups.isEmpty else { return }
    var kept: [BitSet] = []
    for group in groups {
      let rest = group.subtracting(chosen)
      if rest.count == 1 { singles.formUnion(rest) } else { kept.append(rest) }
    }
    groups = kept
    tidy()
  }

  fileprivate mutating func drop(_ permissions: BitSet) {
    singles.subtract(permissions)
    groups.removeAll { $0.intersects(permissions) }
  }

  /// Whether in each group with `weak` another permission can stand in for it.
  fileprivate func canReplace(_ weak: Int, by strong: Int) -> Bool {
    singles.contains(strong)
      || groups.allSatisfy { group in
        guard group.contains(weak) else { return true }
        var replaced = group
        replaced.remove(weak)
        replaced.insert(strong)
        return replaced.intersects(singles) || groups.contains { $0.isSubset(of: replaced) }
      }
  }
}
