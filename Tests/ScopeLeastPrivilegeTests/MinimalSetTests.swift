import Maintenance
import ScopeAudit
import ScopeCatalog
import ScopeLeastPrivilege
import Testing

@Suite struct MinimalSetTests {
  /// A solver whose permissions are numbered as in the list.
  private func solver(_ privileges: [Privilege], budget: Int = MinimalSetSolver.defaultBudget) -> MinimalSetSolver {
    MinimalSetSolver(budget: budget) { privileges[$0] }
  }

  private func privilege(_ operations: Int, changes: Int = 0, level: Int? = nil, takeover: Bool = false) -> Privilege {
    Privilege(isTakeover: takeover, operations: operations, changes: changes, level: level)
  }

  @Test func nothingNeedsNothing() {
    let set = solver([]).solve([])
    #expect(set.permissions.isEmpty)
    #expect(set.isProven)
  }

  @Test func requirementWithoutAlternativesHasNoWitness() {
    let set = solver([privilege(1)]).solve([CoverRequirement(alternatives: []), CoverRequirement(alternatives: [[0]])])
    #expect(set.permissions == [0])
    #expect(set.witnesses == [[], [0]])
  }

  /// One permission that covers both requests is less than two.
  @Test func coversBothWithOne() {
    let set = solver([privilege(20), privilege(10, level: 1)])
      .solve([CoverRequirement(alternatives: [[0], [1]]), CoverRequirement(alternatives: [[0]])])
    #expect(set.permissions == [0])
    #expect(set.witnesses == [[0], [0]])
  }

  @Test func avoidsTakeoverBeforeAnythingElse() {
    let set = solver([
      privilege(1, level: 1, takeover: true), privilege(400, changes: 200, level: 4), privilege(300, level: 4),
    ])
    .solve([CoverRequirement(alternatives: [[0], [1]]), CoverRequirement(alternatives: [[0], [2]])])
    #expect(set.permissions == [1, 2])
  }

  /// Two narrow permissions of the takeover class are less than the broad one that replaces both.
  @Test func weighsReachWithinTheTakeoverClass() {
    let set = solver([privilege(900, takeover: true), privilege(100, takeover: true), privilege(200, takeover: true)])
      .solve([CoverRequirement(alternatives: [[0], [1]]), CoverRequirement(alternatives: [[0], [2]])])
    #expect(set.permissions == [1, 2])
  }

  @Test func readsDoNotGetWrites() {
    let set = solver([privilege(5, changes: 2, level: 1), privilege(200, level: 4)])
      .solve([CoverRequirement(alternatives: [[0], [1]])])
    #expect(set.permissions == [1])
  }

  @Test func writeThatIsNeededAnywayServesTheReads() {
    let set = solver([privilege(5, changes: 2), privilege(3)])
      .solve([CoverRequirement(alternatives: [[0], [1]]), CoverRequirement(alternatives: [[0]])])
    #expect(set.permissions == [0])
  }

  @Test(arguments: [(1, 4, [0]), (3, nil, [0]), (4, 2, [1]), (nil, 4, [0])] as [(Int?, Int?, [Int])])
  func prefersTheLowerLevel(first: Int?, second: Int?, expected: [Int]) {
    let set = solver([privilege(9, level: first), privilege(9, level: second)])
      .solve([CoverRequirement(alternatives: [[0], [1]])])
    #expect(set.permissions == expected)
  }

  @Test func equalCostFallsToTheEarlierName() {
    let equal = [Privilege](repeating: privilege(4), count: 4)
    let set = solver(equal).solve([
      CoverRequirement(alternatives: [[3], [1]]), CoverRequirement(alternatives: [[1], [2]]),
      CoverRequirement(alternatives: [[2], [3]]),
    ])
    #expect(set.permissions == [1, 2])
  }

  /// A permission that counts only together with one of its companions.
  @Test func companionsComeTogether() {
    let permissions = [privilege(1), privilege(2), privilege(3), privilege(50)]
    let companions = CoverRequirement(alternatives: [[0, 1], [0, 2], [3]])
    #expect(solver(permissions).solve([companions]).permissions == [0, 1])
    let sharing = solver(permissions).solve([companions, CoverRequirement(alternatives: [[2]])])
    #expect(sharing.permissions == [0, 2])
    #expect(sharing.witnesses == [[0, 2], [2]])
    #expect(solver(permissions).solve([companions, CoverRequirement(alternatives: [[3]])]).permissions == [3])
  }

  @Test func budgetRunsOutWithABound() {
    let cycle = (0..<9).map { CoverRequirement(alternatives: [[$0], [($0 + 1) % 9], [($0 + 4) % 9]]) }
    let set = solver([Privilege](repeating: privilege(1), count: 9), budget: 1).solve(cycle)
    #expect(!set.isProven)
    #expect(set.bound?.budget == 1)
    #expect((1...set.permissions.count).contains(set.bound?.permissions ?? 0))
    for (requirement, witness) in zip(cycle, set.witnesses) { #expect(requirement.alternatives.contains(witness)) }
  }

  /// Up to twelve requests from the catalog: the cost and the names are those of trying everything.
  @Test(arguments: Flow.allCases, [false, true])
  func equalsBruteForce(flow: Flow, isClustered: Bool) {
    let requests = RandomRequests(Self.advisor)
    let privileges = Self.advisor.privileges(flow)
    var generator = SeededGenerator(seed: 20_261_124)
    for _ in 0..<500 {
      let drawn = requests.draw(
        Int.random(in: 1...12, using: &generator), flow: flow, isClustered: isClustered, using: &generator)
      let set = Self.advisor.solver(flow).solve(drawn)
      let best = BruteForce(drawn, privileges).best
      #expect(set.isProven)
      #expect(set.permissions == best?.names)
    }
  }

  /// Sets made to be hard, with companions and many equal costs: every subset of nine permissions is tried.
  @Test(arguments: 1...4)
  func equalsTheBestOfAllSubsets(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let privileges = (0..<9).map { _ in
        privilege(
          Int.random(in: 1...3, using: &generator), changes: Int.random(in: 0...1, using: &generator),
          level: Int.random(in: 1...2, using: &generator), takeover: Int.random(in: 0..<6, using: &generator) == 0)
      }
      let requirements = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        CoverRequirement(
          alternatives: (0..<Int.random(in: 1...4, using: &generator)).map { _ in
            Array((0..<9).shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator)))
          })
      }
      let set = solver(privileges).solve(requirements)
      #expect(set.isProven)
      #expect(set.permissions == Subsets.best(requirements, privileges))
    }
  }

  @Test(arguments: Flow.allCases)
  func provesLargeSets(flow: Flow) {
    let requests = RandomRequests(Self.advisor)
    let solver = Self.advisor.solver(flow)
    var generator = SeededGenerator(seed: 7)
    var proven = 0
    for index in 0..<200 {
      let count = Int.random(in: 60...500, using: &generator)
      let drawn = requests.draw(count, flow: flow, isClustered: index % 2 == 0, using: &generator)
      let set = solver.solve(drawn)
      if set.isProven { proven += 1 }
      if index % 10 == 0 { #expect(!(set.cost > solver.greedy(drawn).cost)) }
      for (requirement, witness) in zip(drawn, set.witnesses) { #expect(requirement.alternatives.contains(witness)) }
    }
    #expect(proven >= 198)
  }

  /// Every permission at once does not run over the room that a criterion has.
  @Test(arguments: Flow.allCases)
  func costHasRoomForEverything(flow: Flow) {
    let privileges = Self.advisor.privileges(flow)
    let cost = privileges.reduce(PrivilegeCost.zero) { $0 + PrivilegeCost($1) }
    for level in 1...4 {
      #expect(
        cost.operations(level: level)
          == privileges.reduce(0) { $0 + ($1.level == level ? min(max($1.operations, 1), 4_095) : 0) })
    }
    #expect(cost.changes == privileges.reduce(0) { $0 + min($1.changes, 4_095) })
    #expect(cost.permissions == privileges.count)
  }

  private static let advisor = LeastPrivilegeAdvisor(catalog: .shared, takeover: TakeoverClass.names(.shared))
}
