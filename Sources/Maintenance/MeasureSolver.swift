import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeLeastPrivilege

/// Times the solver on random sets of requests, beside what greedy comes to.
struct MeasureSolver: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solver", abstract: "Time the least set of random sets of requests, and compare it with greedy's.")

  @Option(help: "Sets of requests.") var sets = 1_000
  @Option(help: "Requests of each set.") var requests = 60
  @Option(help: "The beginning of the random numbers.") var seed: UInt64 = 20_261_124

  func validate() throws {
    guard sets > 0, requests > 0 else { throw ValidationError("--sets and --requests are at least 1.") }
  }

  func run() {
    let advisor = LeastPrivilegeAdvisor(catalog: .shared, takeover: TakeoverClass.names(.shared))
    let drawn = RandomRequests(advisor)
    let solvers = Flow.allCases.map(advisor.solver)
    var generator = SeededGenerator(seed: seed)
    var result = Result()
    for index in 0..<sets {
      // Each kind of caller in turn, from the whole catalog and from a neighbourhood of it in turn.
      let flow = Flow.allCases[index % Flow.allCases.count]
      let set = drawn.draw(requests, flow: flow, isClustered: index / Flow.allCases.count % 2 == 0, using: &generator)
      let solver = solvers[Int(flow.rawValue)]
      let clock = ContinuousClock()
      var exact: MinimalSet?
      let elapsed = clock.measure { exact = solver.solve(set) }
      guard let exact else { continue }
      result.add(elapsed, exact, solver.greedy(set))
    }
    print(result.json)
  }

  /// What the sets came to; times in microseconds.
  private struct Result {
    private var times: [Double] = []
    private var proven = 0
    private var provenInTime = 0
    private var permissions = 0
    private var greedyPermissions = 0
    private var greedyDearer = 0
    private var operations = 0
    private var greedyOperations = 0

    mutating func add(_ elapsed: Duration, _ exact: MinimalSet, _ greedy: MinimalSet) {
      let microseconds = elapsed.inSeconds * 1e6
      times.append(microseconds)
      if exact.isProven { proven += 1 }
      if exact.isProven, microseconds <= 50_000 { provenInTime += 1 }
      permissions += exact.permissions.count
      greedyPermissions += greedy.permissions.count
      operations += Self.opened(exact)
      greedyOperations += Self.opened(greedy)
      if exact.cost < greedy.cost { greedyDearer += 1 }
    }

    /// Operations that a set opens, those that two permissions open counted twice.
    private static func opened(_ set: MinimalSet) -> Int { (1...4).reduce(0) { $0 + set.cost.operations(level: $1) } }

    var json: String {
      let sorted = times.sorted()
      func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
      return """
        {"sets":\(times.count),"median":\(rounded(sorted[sorted.count / 2])),"max":\(rounded(sorted[sorted.count - 1])),\
        "proven":\(proven),"provenInTime":\(provenInTime),"permissions":\(permissions),\
        "greedyPermissions":\(greedyPermissions),"operations":\(operations),"greedyOperations":\(greedyOperations),\
        "greedyDearer":\(greedyDearer)}
        """
    }
  }
}
