internal import ScopeCatalog
internal import ScopeDocuments
internal import ScopeLeastPrivilege
import ScopeValues

/// What an application holds beside what it needs.
struct NeedsComparison: Sendable {
  /// The least that lets some calls through which fail with what is held.
  struct Missing: Sendable {
    var permission: Permission
    /// The first of the calls, and how many more there are.
    var call: String
    var others: Int
    /// Where source code makes these calls.
    var places: [Location] = []
  }

  /// What the needs come from, as an adjective: declared, recorded or found.
  var origin: String
  /// By index of a held permission that nothing needs: what does less and suffices in its place.
  var excess: [Int: [Permission]] = [:]
  var missing: [Missing] = []
  /// What should keep a reader from removing anything at once, as the end of a sentence; empty where nothing does.
  var caution = ""
  /// Why the comparison is not the whole truth.
  var obstacles: [String] = []
  /// Calls of source code that could not be resolved: the permissions that each may need, none where it may need any.
  var open: [Set<String>] = []
  /// By index of a held permission that less would do in the place of: where source code makes the calls.
  var places: [Int: [Location]] = [:]

  /// Whether a call that could not be resolved may need a permission.
  func mayNeed(_ name: String) -> Bool { open.contains { $0.isEmpty || $0.contains(name) } }
}

/// Compares what applications hold with what they need.
struct NeedsAdvisor: Sendable {
  private let needs: DeclaredNeeds
  private let catalog: Catalog
  private let advisor: LeastPrivilegeAdvisor
  private let graph: Int?

  init(_ needs: DeclaredNeeds, catalog: Catalog, book: RuleBook) {
    self.needs = needs
    self.catalog = catalog
    advisor = LeastPrivilegeAdvisor(catalog: catalog, takeover: TakeoverClass.names(catalog, book: book))
    graph = catalog.resource(named: "Microsoft Graph")
  }

  func compare(_ appId: String?, _ holdings: Holdings) -> NeedsComparison {
    var held: [Flow: Set<Int>] = [:]
    for entry in holdings.permissions where entry.status == .known || entry.status == .unpublished {
      guard let permission = entry.permission, permission.resource == graph else { continue }
      held[permission.flow, default: []].insert(permission.nameIndex)
    }
    var comparison =
      switch needs {
      case .calls(let calls): compare(calls, held)
      case .code(let code): compare(code, held)
      case .activity(let groups, let period): compare(groups, period, appId, held)
      }
    if holdings.permissions.contains(where: { $0.identifier == nil }) {
      comparison.obstacles.append("a permission's id is a placeholder or missing")
    }
    if holdings.permissions.contains(where: { $0.resource != graph }) {
      comparison.obstacles.append("the needs are calls to Microsoft Graph, and permissions of other resources are held")
    }
    return comparison
  }

  private func compare(_ code: CodeNeeds, _ held: [Flow: Set<Int>]) -> NeedsComparison {
    var comparison = compare(code.calls, held, code)
    comparison.open = code.open
    if !code.open.isEmpty {
      let count = code.open.count == 1 ? "1 call" : "\(code.open.count) calls"
      comparison.obstacles.append("\(count) of the source code could not be resolved")
      comparison.caution = "; but \(count) could not be resolved, so look at what scopeaudit scan lists first"
    }
    return comparison
  }

  private func compare(_ calls: [NeededCall], _ held: [Flow: Set<Int>], _ code: CodeNeeds? = nil) -> NeedsComparison {
    var comparison = NeedsComparison(origin: code == nil ? "declared" : "found")
    let flows = Flow.allCases.filter { held[$0] != nil }
    guard let first = flows.first else {
      comparison.obstacles = [
        "no permission of Microsoft Graph is held that would tell whether the calls are made as the application or for a user"
      ]
      return comparison
    }
    // A call that either kind of caller may make is no lack of the other.
    var open = Set(calls)
    var unknown = Set(calls)
    for flow in flows {
      let names = held[flow] ?? []
      let advice = advisor.advise(calls, flow: flow, held: names)
      add(excessOf: advice, to: &comparison, code)
      for call in advice.calls where call.alternatives.contains(where: { $0.allSatisfy(names.contains) }) {
        open.remove(call.call)
      }
      unknown.subtract(advice.calls.map(\.call))
    }
    let lacking = calls.filter(open.contains)
    if !lacking.isEmpty {
      add(missingOf: advisor.advise(lacking, flow: first, held: held[first] ?? []), to: &comparison, code)
    }
    note(unknown.count, &comparison)
    return comparison
  }

  private func compare(
    _ activity: [ActivityProfile.Caller: [ActivityProfile.Group]], _ period: ActivityPeriod, _ appId: String?,
    _ held: [Flow: Set<Int>]
  ) -> NeedsComparison {
    var comparison = NeedsComparison(origin: "recorded")
    guard let text = appId, let appID = GUID(text) else {
      comparison.obstacles = ["without an appId the application is not found in the activity"]
      return comparison
    }
    let groups = Flow.allCases.map { activity[ActivityProfile.Caller(appID: appID, flow: $0)] ?? [] }
    guard groups.contains(where: { !$0.isEmpty }) else {
      comparison.obstacles = ["the activity shows no call of this application"]
      return comparison
    }
    var unknown = 0
    for (flow, groups) in zip(Flow.allCases, groups) where !groups.isEmpty || held[flow] != nil {
      let advice = advisor.advise(groups, flow: flow, held: held[flow] ?? [])
      add(excessOf: advice, to: &comparison)
      add(missingOf: advice, to: &comparison)
      unknown += advice.unmatched.count
    }
    note(unknown, &comparison)
    if let shortcoming = period.shortcoming {
      comparison.obstacles.append("the recorded calls \(shortcoming): what runs monthly or on occasion may be missing")
      comparison.caution = "; but the logs \(shortcoming), so look first for what runs monthly or on occasion"
    }
    return comparison
  }

  private func note(_ unknown: Int, _ comparison: inout NeedsComparison) {
    guard unknown > 0 else { return }
    comparison.obstacles.append(
      unknown == 1
        ? "what one \(comparison.origin) call needs is not known"
        : "what \(unknown) \(comparison.origin) calls need is not known")
  }

  private func permission(_ name: Int, _ flow: Flow) -> Permission? {
    catalog.permissions(named: catalog.name(name)).first { $0.flow == flow && $0.resource == graph }
  }

  private func add(
    excessOf advice: LeastPrivilegeAdvice, to comparison: inout NeedsComparison, _ code: CodeNeeds? = nil
  ) {
    for name in advice.excess {
      guard let excess = permission(name, advice.flow) else { continue }
      comparison.excess[excess.index] = advice.replacements.filter { $0.from == name }
        .compactMap { permission($0.to, advice.flow) }
      if let code {
        // The calls that the permission lets through today.
        comparison.places[excess.index] = advice.calls.filter { $0.alternatives.contains { $0.contains(name) } }
          .flatMap { code.places[$0.call] ?? [] }
      }
    }
  }

  private func add(
    missingOf advice: LeastPrivilegeAdvice, to comparison: inout NeedsComparison, _ code: CodeNeeds? = nil
  ) {
    for name in advice.missing {
      guard let missing = permission(name, advice.flow) else { continue }
      let needing = advice.calls.filter { $0.witness.contains(name) }
      let calls = needing.map { "\($0.call.method) \($0.template)" }
      comparison.missing.append(
        .init(
          permission: missing, call: calls.first ?? "", others: max(0, calls.count - 1),
          places: needing.flatMap { code?.places[$0.call] ?? [] }))
    }
  }
}
