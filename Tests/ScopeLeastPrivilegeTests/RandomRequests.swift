import ScopeCatalog
import ScopeLeastPrivilege

/// Numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// Requirements of operations drawn from the catalog.
struct RandomRequests {
  private let operations: [Flow: [Requirement]]
  private let privileges: [Flow: [Privilege]]

  init(catalog: Catalog = .shared) {
    var operations: [Flow: [Requirement]] = [:]
    var privileges: [Flow: [Privilege]] = [:]
    for flow in Flow.allCases {
      operations[flow] = (0..<catalog.operationCount).compactMap { operation in
        let alternatives = catalog.requirement(of: operation, flow: flow).accepted.flatMap(\.combinations)
        return alternatives.isEmpty ? nil : Requirement(alternatives: alternatives)
      }
      var levels = [Int](repeating: 0, count: catalog.nameCount)
      for index in 0..<catalog.permissionCount {
        let permission = catalog.permission(index)
        if permission.flow == flow { levels[permission.nameIndex] = max(levels[permission.nameIndex], permission.level) }
      }
      privileges[flow] = (0..<catalog.nameCount).map { name in
        let counts = catalog.operationCounts(nameIndex: name, flow: flow)
        return Privilege(
          isTakeover: counts.changes > 100, operations: counts.reads + counts.changes, changes: counts.changes,
          level: levels[name])
      }
    }
    self.operations = operations
    self.privileges = privileges
  }

  func privileges(_ flow: Flow) -> [Privilege] { privileges[flow] ?? [] }

  /// Draws from the whole catalog, or from a neighbourhood of it, as an application's own calls lie close together.
  func draw(_ count: Int, flow: Flow, isClustered: Bool, using generator: inout SeededGenerator) -> [Requirement] {
    let all = operations[flow] ?? []
    let width = isClustered ? min(all.count, 400) : all.count
    let start = Int.random(in: 0...(all.count - width), using: &generator)
    return (0..<count).map { _ in all[start + Int.random(in: 0..<width, using: &generator)] }
  }
}

/// The cheapest cost by trying every alternative of every requirement that is still open.
struct BruteForce {
  private let requirements: [Requirement]
  private let privileges: [Privilege]
  private(set) var best: (cost: PrivilegeCost, names: [Int])?

  init(_ requirements: [Requirement], _ privileges: [Privilege]) {
    self.requirements = requirements.sorted { $0.alternatives.count < $1.alternatives.count }
    self.privileges = privileges
    visit(0, [], .zero)
  }

  private mutating func visit(_ index: Int, _ chosen: Set<Int>, _ cost: PrivilegeCost) {
    if let best, best.cost < cost { return }
    guard index < requirements.count else {
      let names = chosen.sorted()
      if let best, best.cost == cost, !names.lexicographicallyPrecedes(best.names) { return }
      best = (cost, names)
      return
    }
    if requirements[index].alternatives.contains(where: { $0.allSatisfy(chosen.contains) }) {
      return visit(index + 1, chosen, cost)
    }
    for alternative in requirements[index].alternatives {
      let added = alternative.filter { !chosen.contains($0) }
      visit(
        index + 1, chosen.union(added), added.reduce(cost) { $0 + PrivilegeCost(privileges[$1]) })
    }
  }
}
