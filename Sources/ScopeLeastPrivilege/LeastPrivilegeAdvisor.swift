package import ScopeCatalog
import ScopeValues

/// A call that an application makes, and how often.
package struct NeededCall: Hashable, Sendable {
  package var method: String
  /// As written, or the template where only that is known.
  package var url: String
  /// nil where the catalog does not know the call.
  package var operation: OperationIndex?
  /// Why there is no operation, as a sentence.
  package var obstacle: String
  package var count: Int
  /// Whether it is known to have gone through.
  package var wentThrough = false
  /// Where an entity stands in place of a request: the permissions any one of which suffices, by name index.
  package var permissions: [Int]

  package init(
    method: String, url: String, operation: OperationIndex?, obstacle: String = "", count: Int = 1,
    permissions: [Int] = []
  ) {
    self.method = method
    self.url = url
    self.operation = operation
    self.obstacle = obstacle
    self.count = count
    self.permissions = permissions
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

  /// Name indexes of the permissions whose entities the catalog lists.
  private let described: Set<Int>

  /// Scopes of signing in, which no call to Microsoft Graph shows the need of.
  private static let signIn: Set<String> = ["openid", "profile", "email", "offline_access", "User.Read"]

  /// - Parameter takeover: name indexes of permissions that lead to control of the tenant or of its devices.
  package init(catalog: Catalog, takeover: Set<Int>) {
    self.catalog = catalog
    described = Set(catalog.describedNames)
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
        let level = levels[Int(flow.rawValue)][name]
        // Limited to what the application owns: one level less than the same for everything.
        let isLimited = catalog.name(name).hasSuffix(".OwnedBy")
        return Privilege(
          isTakeover: takeover.contains(name), operations: counts.reads + counts.changes, changes: counts.changes,
          level: isLimited ? max((level == 0 ? 3 : level) - 1, 1) : level)
      }
    }
    self.privileges = privileges
    solver = privileges.map { privileges in MinimalSetSolver { privileges[$0] } }
  }

  package func solver(_ flow: Flow) -> MinimalSetSolver { solver[Int(flow.rawValue)] }

  /// What every permission is worth to a kind of caller, by name index.
  package func privileges(_ flow: Flow) -> [Privilege] { privileges[Int(flow.rawValue)] }

  /// What an operation needs, as alternatives that an application can ask for.
  package struct Need: Sendable {
    package var alternatives: [[Int]]
    /// Whether only permissions to read are documented, although the call changes something.
    package var isLastResort = false
    package var notes: [String] = []
  }

  /// - Parameter proven: name indexes of what was held when the call went through; nil where nobody says that it did.
  package func need(of operation: OperationIndex, flow: Flow, url: String? = nil, proven: Set<Int>? = nil) -> Need {
    var requirement =
      url.map { catalog.requirement(of: operation, flow: flow, url: $0) }
      ?? catalog.requirement(of: operation, flow: flow)
    if flow == .delegated { leaveOutOwn(of: operation, proven, &requirement) }
    var need = Need(alternatives: plausible(requirement, operation, flow), notes: requirement.notes)
    if need.alternatives.isEmpty, !catalog.onlyReads(operation), let upstream = requirement.upstream {
      need.alternatives = askable(upstream.accepted, flow)
      need.isLastResort = !need.alternatives.isEmpty
    }
    return need
  }

  /// Takes out what reaches only what belongs to the signed-in user, where the path names somebody or something else.
  private func leaveOutOwn(of operation: OperationIndex, _ proven: Set<Int>?, _ requirement: inout OperationRequirement)
  {
    guard let own = OwnObjects.permissions(notFor: catalog.template(of: operation)) else { return }
    let isOwn = { (alternative: Alternative) in alternative.names.contains { own.contains(catalog.name($0)) } }
    guard let left = (requirement.least + requirement.accepted).first(where: isOwn) else { return }
    // What went through with it was about the user's own.
    if let proven, requirement.accepted.contains(where: { isOwn($0) && $0.names.allSatisfy(proven.contains) }) {
      return
    }
    let others = requirement.accepted.filter { !isOwn($0) }
    guard !others.isEmpty else { return }
    requirement.accepted = others
    requirement.least.removeAll(where: isOwn)
    requirement.notes.append(
      "Where it is about what belongs to the signed-in user, \(left.names.map(catalog.name).joined(separator: " and ")) suffices."
    )
  }

  /// What a call or an entity needs; nil where the catalog knows neither.
  private func need(of call: NeededCall, flow: Flow, held: Set<Int>?) -> Need? {
    if let operation = call.operation {
      return need(of: operation, flow: flow, url: call.url, proven: call.wentThrough ? held : nil)
    }
    guard !call.permissions.isEmpty else { return nil }
    return Need(alternatives: call.permissions.filter { isAskable[Int(flow.rawValue)][$0] }.map { [$0] })
  }

  /// What suffices, without what upstream lists by an accident of its pages.
  private func plausible(_ requirement: OperationRequirement, _ operation: OperationIndex, _ flow: Flow) -> [[Int]] {
    var least = askable(requirement.least, flow)
    var alternatives = askable(requirement.least + requirement.accepted, flow)
    // Intune documents users, groups and the organization on pages of its own, with its own permissions.
    if !catalog.template(of: operation).lowercased().contains("device") {
      let others = alternatives.filter { !$0.contains { catalog.name($0).hasPrefix("DeviceManagement") } }
      if !others.isEmpty {
        alternatives = others
        least.removeAll { !others.contains($0) }
      }
    }
    // What opens less than the documented least reads or changes a part of the object, or objects of one kind. A
    // documented least that writes says nothing about a call that reads: upstream marks it for all methods at once.
    if catalog.onlyReads(operation) { least.removeAll { $0.contains { !isReading($0) } } }
    guard let narrowest = least.map({ reach($0, flow) }).min() else { return alternatives }
    return alternatives.filter { least.contains($0) || reach($0, flow) >= narrowest || isWhole($0, operation) }
  }

  /// Whether the permissions are those of Intune's own article, which are about whole entities of Intune, never a part.
  private func isWhole(_ names: [Int], _ operation: OperationIndex) -> Bool {
    let template = catalog.template(of: operation).lowercased()
    guard template.hasPrefix("/devicemanagement/") || template.hasPrefix("/deviceappmanagement/") else { return false }
    return names.allSatisfy(described.contains)
  }

  /// Whether a permission's name says that it only reads.
  private func isReading(_ name: Int) -> Bool {
    catalog.name(name).split(separator: ".").contains {
      $0.hasPrefix("Read") && !$0.hasPrefix("ReadWrite") && !$0.hasPrefix("ReadUpdate")
    }
  }

  /// Operations that some permissions open.
  private func reach(_ names: [Int], _ flow: Flow) -> Int {
    names.reduce(0) { sum, name in
      let counts = catalog.operationCounts(nameIndex: name, flow: flow)
      return sum + counts.reads + counts.changes
    }
  }

  /// Each combination once, without those that no manifest can ask for, unless there are no others.
  private func askable(_ alternatives: [Alternative], _ flow: Flow) -> [[Int]] {
    var seen: Set<[Int]> = []
    let combinations = alternatives.flatMap(\.combinations).filter { seen.insert($0.sorted()).inserted }
    let askable = combinations.filter { $0.allSatisfy { isAskable[Int(flow.rawValue)][$0] } }
    return askable.isEmpty ? combinations : askable
  }

  /// - Parameter held: name indexes of what is held on Microsoft Graph; nil where nobody says.
  package func advise(_ calls: [NeededCall], flow: Flow, held: Set<Int>? = nil) -> LeastPrivilegeAdvice {
    var requirements: [Requirement] = []
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
      requirements.append(Requirement(alternatives: need.alternatives))
      advised.append(
        .init(
          call: call, template: call.operation.map(catalog.template) ?? call.url, witness: [],
          alternatives: need.alternatives, isLastResort: need.isLastResort, notes: need.notes))
    }
    let set = solver(flow).solve(requirements)
    for index in advised.indices { advised[index].witness = set.witnesses[index] }
    var advice = LeastPrivilegeAdvice(flow: flow, set: set, calls: advised, unmatched: unmatched)
    if let held { compare(held, &advice) }
    return advice
  }

  private func compare(_ held: Set<Int>, _ advice: inout LeastPrivilegeAdvice) {
    let minimal = Set(advice.set.permissions)
    advice.excess = held.subtracting(minimal).sorted().filter {
      advice.flow == .application || !Self.signIn.contains(catalog.name($0))
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
        var operation: OperationIndex?
        if case .operation(let known) = group.key.target { operation = known }
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
