/// Searches the cheapest set for one group of rows, cutting off every branch that cannot beat the best so far.
struct BranchAndBound {
  private let problem: CoverProblem
  private let rows: [CoverProblem.Row]
  private let permissions: [BitSet]
  private let alternatives: [[BitSet]]

  /// The cheapest set found; of equally cheap ones that with the earliest names.
  private(set) var best: BitSet
  private(set) var bestCost: PrivilegeCost
  /// Steps that are left.
  private(set) var remaining: Int
  private(set) var isExhausted = false
  /// No set of fewer permissions satisfies every row.
  private(set) var fewest = 0

  init(_ problem: CoverProblem, budget: Int) {
    self.problem = problem
    // Rows with few alternatives first: they decide most, and make the bound tight.
    rows = problem.rows.sorted { $0.alternativeCount < $1.alternativeCount }
    permissions = rows.map(\.permissions)
    let capacity = problem.costs.count
    alternatives = rows.map { row in
      (row.singles.members.map { BitSet([$0], capacity: capacity) } + row.groups)
        .sorted { left, right in
          let (a, b) = (problem.cost(of: left), problem.cost(of: right))
          return a < b || a == b && left.precedes(right)
        }
    }
    remaining = budget
    best = problem.greedy()
    bestCost = problem.cost(of: best)
  }

  mutating func run() {
    let none = BitSet(capacity: problem.costs.count)
    fewest = disjointRows(none)
    search(chosen: none, cost: .zero, excluded: none)
  }

  private mutating func search(chosen: BitSet, cost: PrivilegeCost, excluded: BitSet) {
    guard remaining > 0 else {
      isExhausted = true
      return
    }
    remaining -= 1
    let open = rows.indices.filter { !rows[$0].isSatisfied(by: chosen) }
    if open.isEmpty {
      if cost < bestCost || cost == bestCost && chosen.precedes(best) {
        best = chosen
        bestCost = cost
      }
      return
    }
    guard let bound = bound(open, chosen, excluded), cost + bound <= bestCost else { return }
    var branch = open[0]
    var fewest = Int.max
    for row in open {
      let count = alternatives[row].count { !$0.intersects(excluded) }
      if count < fewest { (branch, fewest) = (row, count) }
    }
    var excluded = excluded
    for alternative in alternatives[branch] where !alternative.intersects(excluded) {
      let added = alternative.subtracting(chosen)
      search(chosen: chosen.union(added), cost: cost + problem.cost(of: added), excluded: excluded)
      // Every set with this permission has been seen: the branches after this one do without it.
      if alternative.count == 1 { excluded.formUnion(alternative) }
    }
  }

  /// What the open rows still cost at least: the sum over rows that share no permission. Nil: impossible.
  private func bound(_ open: [Int], _ chosen: BitSet, _ excluded: BitSet) -> PrivilegeCost? {
    var total = PrivilegeCost.zero
    var used = BitSet(capacity: problem.costs.count)
    for row in open {
      var cheapest: PrivilegeCost?
      for alternative in alternatives[row] where !alternative.intersects(excluded) {
        let cost = problem.cost(of: alternative.subtracting(chosen))
        if cheapest.map({ cost < $0 }) ?? true { cheapest = cost }
      }
      guard let cheapest else { return nil }
      // A permission that is chosen already costs nothing, so that sharing it does no harm.
      let wanted = permissions[row].subtracting(chosen)
      if !wanted.intersects(used) {
        total += cheapest
        used.formUnion(wanted)
      }
    }
    return total
  }

  private func disjointRows(_ none: BitSet) -> Int {
    var used = none
    var count = 0
    for index in rows.indices where !permissions[index].intersects(used) {
      used.formUnion(permissions[index])
      count += 1
    }
    return count
  }
}
