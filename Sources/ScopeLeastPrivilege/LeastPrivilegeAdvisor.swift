package import ScopeCatalog
import ScopeValues

/// A call that an application makes, and how often.
package struct NeededCall: Hashable, Sendable {
  package var method: String
  /// As written, or the template where only that is known.
  package var url: String
  /// ``url`` as it may be shown.
  package var address: String { ShownAddress.of(url) }
  /// nil where the catalog does not know the call.
  package var operation: OperationIndex?
  /// Why there is no operation, as a sentence.
  package var obstacle: String
  package var count: Int
  /// Whether it is known to have gone through.
  package var wentThrough = false
  /// Where an entity stands in place of a request: the permissions any one of which suffices, by name index.
  package var permissions: [Int]
  /// What is known of its body.
  package var body: RequestBody?

  package init(
    method: String, url: String, operation: OperationIndex?, obstacle: String = "", count: Int = 1,
    permissions: [Int] = [], body: RequestBody? = nil
  ) {
    self.method = method
    self.url = url
    self.operation = operation
    self.obstacle = obstacle
    self.count = count
    self.permissions = permissions
    self.body = body
  }
}

/// Which permissions some calls need at least, and what that says about those that are held.
package struct LeastPrivilegeAdvice: Sendable {
  /// A call and the permissions that let it through.
  package struct Call: Sendable {
    package var call: NeededCall
    package var template: String
    /// Permissions of the minimal set that suffice together.
    package var witness: [Int]
    package var alternatives: [[Int]]
    package var isLastResort: Bool
    package var notes: [String]
  }

  package var flow: Flow
  package var set: MinimalSet
  package var calls: [Call]
  package var unmatched: [NeededCall]
  /// Held, but no call needs it.
  package var excess: [Int] = []
  /// Not held, and some call fails without it.
  package var missing: [Int] = []
  /// Of what is missing, what calls that went through would need by the catalog: something else let them through.
  package var unexplained: [Int] = []
  /// Held, and what would do less in its place.
  package var replacements: [(from: Int, to: Int)] = []
}

/// Answers what calls need at least: the catalog's requirements, weighed by what else a permission opens.
package struct LeastPrivilegeAdvisor: Sendable {
  package let catalog: Catalog
  private let solver: [MinimalSetSolver]
  /// By flow and name index.
  private let privileges: [[Privilege]]
  /// By flow and name index: whether an application can ask for the permission in its manifest.
  private let isAskable: [[Bool]]

  /// What a sign-in asks for beside the scopes of signing in.
  package static let profile = "User.Read"

  /// - Parameter takeover: name indexes of permissions that lead to control of the tenant or of its devices.
  package init(catalog: Catalog, takeover: Set<Int>) {
    self.catalog = catalog
    var levels = [[Int]](repeating: [Int](repeating: 0, count: catalog.nameCount), count: Flow.allCases.count)
    var isAskable = [[Bool]](repeating: [Bool](repeating: false, count: catalog.nameCount), count: Flow.allCases.count)
    let graph = catalog.resource(named: "Microsoft Graph")
    for index in 0..<catalog.permissionCount {
      let permission = catalog.permission(index)
      let flow = Int(permission.flow.rawValue)
      guard permission.resource == graph else { continue }
      levels[flow][permission.nameIndex] = max(levels[flow][permission.nameIndex], permission.level)
      if permission.hasIdentifier, permission.status == .published || permission.status == .disabled {
        isAskable[flow][permission.nameIndex] = true
      }
    }
    self.isAskable = isAskable
    let privileges = Flow.allCases.map { flow in
      (0..<catalog.nameCount).map { name in
        let counts = catalog.operationCounts(nameIndex: name, flow: flow)
        return Privilege(
          name: catalog.name(name), isTakeover: takeover.contains(name), reads: counts.reads, changes: counts.changes,
          level: levels[Int(flow.rawValue)][name])
      }
    }
    self.privileges = privileges
    solver = privileges.map { privileges in MinimalSetSolver { privileges[$0] } }
  }

  package func solver(_ flow: Flow) -> MinimalSetSolver { solver[Int(flow.rawValue)] }

  /// What every permission is worth to a kind of caller, by name index.
  package func privileges(_ flow: Flow) -> [Privilege] { privileges[Int(flow.rawValue)] }

  /// What a call needs, as sets of permissions.
  package struct Need: Sendable {
    /// Every set that suffices, the least first.
    package var alternatives: [[Int]]
    /// The least ones, and those that cost more than the least does: what the search for the least set chooses from.
    package var preferred: [[Int]]
    /// Whether only permissions to read are documented, although the call changes something.
    package var isLastResort = false
    package var notes: [String] = []
  }

  /// - Parameters:
  ///   - body: what is known of the request's body.
  ///   - proven: name indexes of what was held when the call went through; nil where nobody says that it did.
  package func need(
    of operation: OperationIndex, flow: Flow, url: String? = nil, body: RequestBody? = nil, proven: Set<Int>? = nil
  ) -> Need {
    var requirement = catalog.requirement(
      of: operation, flow: flow, url: url ?? catalog.template(of: operation), body: body)
    if let proven { requirement.takeAsWhole(provenBy: proven) }
    let least = requirement.least.flatMap(\.combinations)
    let all = unique(least + requirement.sufficient)
    guard let cheapest = least.map({ cost($0, flow) }).min() else {
      return Need(alternatives: [], preferred: [], notes: requirement.notes)
    }
    return Need(
      alternatives: all, preferred: all.filter { least.contains($0) || cost($0, flow) > cheapest },
      isLastResort: requirement.isProbable, notes: requirement.notes)
  }

  /// What a call or an entity needs; nil where the catalog knows neither.
  private func need(of call: NeededCall, flow: Flow, held: Set<Int>?) -> Need? {
    if let operation = call.operation {
      return need(of: operation, flow: flow, url: call.url, body: call.body, proven: call.wentThrough ? held : nil)
    }
    guard !call.permissions.isEmpty else { return nil }
    let alternatives = call.permissions.filter { isAskable[Int(flow.rawValue)][$0] }.map { [$0] }
    return Need(alternatives: alternatives, preferred: alternatives)
  }

  private func cost(_ names: [Int], _ flow: Flow) -> PrivilegeCost {
    names.reduce(.zero) { $0 + PrivilegeCost(privileges[Int(flow.rawValue)][$1]) }
  }

  /// Each set once.
  private func unique(_ sets: [[Int]]) -> [[Int]] {
    var seen: Set<[Int]> = []
    return sets.filter { seen.insert($0.sorted()).inserted }
  }

  /// - Parameter held: name indexes of what is held on Microsoft Graph; nil where nobody says.
  package func advise(_ calls: [NeededCall], flow: Flow, held: Set<Int>? = nil) -> LeastPrivilegeAdvice {
    var needs: [Need] = []
    var advised: [LeastPrivilegeAdvice.Call] = []
    var unmatched: [NeededCall] = []
    for var call in calls {
      guard let need = need(of: call, flow: flow, held: held) else {
        unmatched.append(call)
        continue
      }
      guard !need.alternatives.isEmpty else {
        call.obstacle = "The catalog knows the call, but no \(flow.name) permission for it."
        unmatched.append(call)
        continue
      }
      needs.append(need)
      advised.append(
        .init(
          call: call, template: call.operation.map(catalog.template) ?? call.url, witness: [],
          alternatives: need.alternatives, isLastResort: need.isLastResort, notes: need.notes))
    }
    let set = leastSet(needs, flow)
    for index in advised.indices { advised[index].witness = set.witnesses[index] }
    var advice = LeastPrivilegeAdvice(flow: flow, set: set, calls: advised, unmatched: unmatched)
    if let held { compare(held, &advice) }
    return advice
  }

  /// The least set: each call's least first; what others need anyway serves wherever it suffices.
  private func leastSet(_ needs: [Need], _ flow: Flow) -> MinimalSet {
    let first = solver(flow).solve(needs.map { CoverRequirement(alternatives: $0.preferred) })
    let chosen = Set(first.permissions)
    var isWider = false
    let rows = needs.map { need in
      // A part of the call's own least is there because of this call, not because of another one.
      let serving = need.alternatives.filter { set in
        !need.preferred.contains { $0 == set || Set($0).isSuperset(of: set) } && set.allSatisfy(chosen.contains)
      }
      isWider = isWider || !serving.isEmpty
      return CoverRequirement(alternatives: need.preferred + serving)
    }
    return isWider ? solver(flow).solve(rows) : first
  }

  private func compare(_ held: Set<Int>, _ advice: inout LeastPrivilegeAdvice) {
    let minimal = Set(advice.set.permissions)
    advice.excess = held.subtracting(minimal).sorted().filter {
      advice.flow == .application || catalog.name($0) != Self.profile && !catalog.isSignIn(catalog.name($0))
    }
    var missing: Set<Int> = []
    var replacements: Set<[Int]> = []
    for call in advice.calls {
      let working = call.alternatives.filter { $0.allSatisfy(held.contains) }
      let wanted = call.witness.filter { !held.contains($0) }
      if working.isEmpty {
        missing.formUnion(wanted)
      } else {
        for from in Set(working.joined()).subtracting(minimal) { for to in wanted { replacements.insert([from, to]) } }
      }
    }
    advice.missing = missing.sorted()
    advice.replacements = replacements.map { ($0[0], $0[1]) }.filter { !missing.contains($0.1) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
      .map { (from: $0.0, to: $0.1) }
  }

  /// What an application's recorded calls need: those that went through decide the set; those that were refused decide,
  /// with them, what is missing.
  package func advise(_ groups: [ActivityProfile.Group], flow: Flow, held: Set<Int>) -> LeastPrivilegeAdvice {
    func calls(_ outcome: ActivityOutcome) -> [NeededCall] {
      groups.filter { $0.key.outcome == outcome }.map { group in
        let operation: OperationIndex? =
          switch group.key.target {
          case .operation(let known), .asking(let known, _): known
          case .unknown: nil
          }
        var call = NeededCall(
          method: group.method, url: group.path, operation: operation,
          obstacle: operation == nil ? "The catalog does not know this call." : "", count: group.tally.count)
        call.wentThrough = outcome == .used
        return call
      }
    }
    var advice = advise(calls(.used), flow: flow, held: held)
    advice.unexplained = advice.missing
    let refused = calls(.refused)
    guard !refused.isEmpty else { return advice }
    let wanted = advise(calls(.used) + refused, flow: flow, held: held)
    advice.missing = wanted.missing
    // What a refused call would need is not taken away as unused.
    advice.excess = advice.excess.filter { wanted.excess.contains($0) }
    return advice
  }
}
