import ScopeLeastPrivilege

/// The criteria by which one set is less than another, summed in plain numbers: operations opened by the takeover class,
/// changes, operations at level 4, 3, 2 and 1, permissions.
struct PlainCost {
  private var sums = [Int](repeating: 0, count: 7)

  static func + (left: PlainCost, right: Privilege) -> PlainCost {
    var result = left
    let reach = max(right.operations, 1)
    if right.isTakeover { result.sums[0] += reach }
    result.sums[1] += right.changes
    result.sums[6 - right.level] += reach
    result.sums[6] += 1
    return result
  }

  static func < (left: PlainCost, right: PlainCost) -> Bool { left.sums.lexicographicallyPrecedes(right.sums) }
}

/// The cheapest set by trying every alternative of every requirement that is still open.
struct BruteForce {
  private let requirements: [CoverRequirement]
  private let privileges: [Privilege]
  private(set) var best: (cost: PlainCost, names: [Int])?

  init(_ requirements: [CoverRequirement], _ privileges: [Privilege]) {
    self.requirements = requirements.sorted { $0.alternatives.count < $1.alternatives.count }
    self.privileges = privileges
    visit(0, [], PlainCost())
  }

  private mutating func visit(_ index: Int, _ chosen: Set<Int>, _ cost: PlainCost) {
    if let best, best.cost < cost { return }
    guard index < requirements.count else {
      let names = chosen.sorted()
      if let best, !(cost < best.cost), !names.lexicographicallyPrecedes(best.names) { return }
      best = (cost, names)
      return
    }
    if requirements[index].alternatives.contains(where: { $0.allSatisfy(chosen.contains) }) {
      return visit(index + 1, chosen, cost)
    }
    for alternative in requirements[index].alternatives {
      let added = alternative.filter { !chosen.contains($0) }
      visit(index + 1, chosen.union(added), added.reduce(cost) { $0 + privileges[$1] })
    }
  }
}

/// The cheapest of all subsets that there are, for a handful of permissions.
enum Subsets {
  static func best(_ requirements: [CoverRequirement], _ privileges: [Privilege]) -> [Int]? {
    var best: (cost: PlainCost, names: [Int])?
    for bits in 0..<(1 << privileges.count) {
      let names = privileges.indices.filter { bits >> $0 & 1 == 1 }
      guard requirements.allSatisfy({ $0.alternatives.contains { $0.allSatisfy(names.contains) } }) else { continue }
      let cost = names.reduce(PlainCost()) { $0 + privileges[$1] }
      if let known = best, known.cost < cost || !(cost < known.cost) && !names.lexicographicallyPrecedes(known.names) {
        continue
      }
      best = (cost, names)
    }
    return best?.names
  }
}
