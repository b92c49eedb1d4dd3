/// The cheapest set of permissions that satisfies every requirement.
package struct MinimalSet: Hashable, Sendable {
  /// How far a search that was cut short is known to be from the best.
  package struct Bound: Hashable, Sendable {
    /// Steps after which the search gave up.
    package var budget: Int
    /// No set of fewer permissions satisfies every requirement.
    package var permissions: Int
  }

  /// Name indexes in rising order, which is the order of the names.
  package var permissions: [Int]
  /// For each requirement the alternative of the set that satisfies it; empty where it has no alternatives.
  package var witnesses: [[Int]]
  package var cost: PrivilegeCost
  /// Whether no other set is cheaper. False only when the search ran out of its budget.
  package var isProven: Bool { bound == nil }
  package var bound: Bound?
}

/// Finds the cheapest set exactly: reductions until nothing changes, then branch and bound on what is left.
package struct MinimalSetSolver: Sendable {
  /// Steps of branch and bound for one set of requirements; about 50 ms.
  package static let defaultBudget = 50_000

  private let budget: Int
  private let privilege: @Sendable (Int) -> Privilege

  /// - Parameter privilege: what a permission is worth, by its name index.
  package init(budget: Int = Self.defaultBudget, privilege: @escaping @Sendable (Int) -> Privilege) {
    self.budget = budget
    self.privilege = privilege
  }

  package func solve(_ requirements: [CoverRequirement]) -> MinimalSet {
    let names = Self.names(of: requirements)
    var problem = CoverProblem(requirements, names: names, costs: names.map { PrivilegeCost(privilege($0)) })
    problem.reduce()
    var chosen = problem.chosen
    var remaining = budget
    var exhausted = false
    var needed = chosen.count
    for component in problem.components() {
      var search = BranchAndBound(component, budget: remaining)
      search.run()
      remaining = search.remaining
      chosen.formUnion(search.best)
      exhausted = exhausted || search.isExhausted
      needed += search.isExhausted ? search.fewest : search.best.count
    }
    return result(
      requirements, names, chosen, exhausted ? .init(budget: budget, permissions: needed) : nil)
  }

  /// The set that picks, again and again, the alternative that satisfies the most for its cost; for comparison.
  package func greedy(_ requirements: [CoverRequirement]) -> MinimalSet {
    let names = Self.names(of: requirements)
    let problem = CoverProblem(requirements, names: names, costs: names.map { PrivilegeCost(privilege($0)) })
    return result(requirements, names, problem.greedy(), nil)
  }

  private static func names(of requirements: [CoverRequirement]) -> [Int] {
    Set(requirements.lazy.flatMap(\.alternatives).flatMap { $0 }).sorted()
  }

  private func result(
    _ requirements: [CoverRequirement], _ names: [Int], _ chosen: BitSet, _ bound: MinimalSet.Bound?
  ) -> MinimalSet {
    let permissions = chosen.members.map { names[$0] }
    let held = Set(permissions)
    let costs = Dictionary(uniqueKeysWithValues: permissions.map { ($0, PrivilegeCost(privilege($0))) })
    func cost(_ alternative: [Int]) -> PrivilegeCost {
      alternative.reduce(.zero) { $0 + (costs[$1] ?? .zero) }
    }
    let witnesses = requirements.map { requirement in
      requirement.alternatives.filter { $0.allSatisfy(held.contains) }
        .min { (cost($0), $0.description) < (cost($1), $1.description) } ?? []
    }
    return MinimalSet(permissions: permissions, witnesses: witnesses, cost: cost(permissions), bound: bound)
  }
}
