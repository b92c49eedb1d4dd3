package import ScopeCatalog
package import ScopeLeastPrivilege

/// Numbers that are the same in every run (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// Requirements of operations drawn from the catalog, as the advisor hands them to the solver.
package struct RandomRequests {
  private let operations: [Flow: [CoverRequirement]]

  package init(_ advisor: LeastPrivilegeAdvisor) {
    operations = Dictionary(
      uniqueKeysWithValues: Flow.allCases.map { flow in
        let requirements = (0..<advisor.catalog.statedOperationCount).map { operation in
          CoverRequirement(alternatives: advisor.need(of: operation, flow: flow).preferred)
        }
        return (flow, requirements.filter { !$0.alternatives.isEmpty })
      })
  }

  /// Draws from the whole catalog, or from a neighbourhood of it, as an application's own calls lie close together.
  package func draw(_ count: Int, flow: Flow, isClustered: Bool, using generator: inout SeededGenerator)
    -> [CoverRequirement]
  {
    let all = operations[flow] ?? []
    let width = isClustered ? min(all.count, 400) : all.count
    let start = Int.random(in: 0...(all.count - width), using: &generator)
    return (0..<count).map { _ in all[start + Int.random(in: 0..<width, using: &generator)] }
  }
}
