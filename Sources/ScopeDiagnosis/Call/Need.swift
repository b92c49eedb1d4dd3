internal import ScopeCatalog
import ScopeValues

/// What a call needs of one kind of caller, or of either.
struct Need: Sendable {
  /// nil where it holds for both kinds of callers.
  var flow: Flow?
  var basis: Diagnosis.Basis
  /// Any one suffices; the names in one are needed together.
  var accepted: [[String]]
  /// The ones of which nothing smaller suffices, best first.
  var least: [[String]]
  /// What there is to say about it.
  var evidence: [Evidence] = []
  var upstreamDisagrees = false
  /// What opens a part of the call.
  var partial: [Part] = []
  /// By alternative: whether the service, a page or a correction says that it suffices.
  var firm: Set<[String]> = []

  /// Permissions that open a part of a call.
  struct Part: Hashable, Sendable {
    var names: [String]
    var extent: Extent
  }

  /// Whether what a token holds suffices.
  func isSatisfied(by held: Set<String>) -> Bool { accepted.contains { held.isSuperset(of: $0) } }

  /// Whether more than upstream's list says that what a token holds suffices.
  func isFirmlySatisfied(by held: Set<String>) -> Bool { firm.contains { held.isSuperset(of: $0) } }

  /// What a token holds that opens a part of the call.
  func parts(heldBy held: Set<String>) -> [Part] { partial.filter { held.isSuperset(of: $0.names) } }

  /// What the catalog says that an operation needs.
  static func ofCatalog(
    _ operation: OperationIndex, flow: Flow, url: String, body: RequestBody? = nil, names: PermissionNames
  ) -> Need? {
    let catalog = names.catalog
    let requirement = catalog.requirement(of: operation, flow: flow, url: url, body: body)
    guard requirement.basis != .none else { return nil }
    func combinations(_ alternatives: [Alternative]) -> [[String]] {
      var all: [[String]] = []
      for combination in alternatives.lazy.flatMap(\.combinations) {
        let combination = combination.map { catalog.name($0) }
        if !all.contains(combination) { all.append(combination) }
      }
      return all
    }
    var need = Need(
      flow: flow, basis: requirement.basis == .correction ? .correction : .catalog,
      accepted: combinations(requirement.accepted),
      least: combinations(requirement.least), upstreamDisagrees: requirement.upstreamDisagrees)
    need.partial = requirement.partial.flatMap { part in
      combinations([part]).map { Part(names: $0, extent: part.extent) }
    }
    need.firm = Set(combinations(requirement.accepted.filter(\.grade.isFirm)))
    if let evidence = requirement.evidence {
      let since = requirement.since.map { ", since \($0)" } ?? ""
      need.evidence.append(
        Evidence(.catalog, "Corrected by evidence\(since): \(evidence)\(evidence.hasSuffix(".") ? "" : ".")"))
    }
    if let upstream = requirement.upstream, !upstream.least.isEmpty {
      let said = combinations(upstream.least).prefix(3).map { $0.joined(separator: " and ") }.joined(separator: " or ")
      need.evidence.append(Evidence(.catalog, "Upstream's data disagrees: it says \(said)."))
    }
    need.evidence += requirement.notes.map { Evidence(.catalog, $0) }
    return need
  }

  /// What a service's own list says, in the light of the catalog's opinion.
  ///
  /// - Parameter areTogether: whether all of the list is needed, and not any one of it.
  static func ofService(
    _ printed: [PermissionNames.Printed], areTogether: Bool = false, flow: Flow?, changes: Bool?, isCut: Bool,
    catalogNeeds: [Need], names: PermissionNames
  ) -> Need? {
    var listed = printed
    // The last name of a text that ends early may be half a name.
    if let last = listed.last, !last.isKnown, isCut, listed.count > 1 { listed.removeLast() }
    guard !listed.isEmpty else { return nil }
    let all = Set(listed.map(\.name))
    var accepted = areTogether ? [listed.map(\.name)] : listed.map { [$0.name] }
    // A property's permission is needed beside the path's: the catalog knows the pairs.
    let pairs = catalogNeeds.flatMap(\.accepted).filter { $0.count > 1 && !all.isDisjoint(with: $0) }
    if !pairs.isEmpty, listed.count == 1 { accepted = pairs }
    var evidence: [Evidence] = []
    for name in printed {
      if let old = name.printed {
        evidence.append(
          Evidence(.catalog, "\(old) is not a real permission; it has been called \(name.name) since 2017."))
      } else if let resource = name.resource {
        evidence.append(
          Evidence(.catalog, "\(name.name) is a permission of \(resource), not of Microsoft Graph."))
      } else if !name.isKnown {
        let isHalf = isCut && name == printed.last
        evidence.append(
          Evidence(
            .catalog,
            isHalf
              ? "The list ends early, at \(name.name)."
              : "\(name.name) is not a permission that Microsoft Graph publishes."))
      }
    }
    let known = accepted.filter { $0.allSatisfy { names.canonical($0) != nil } }
    // The catalog's own choice first, unless it writes where one that reads is listed.
    let preferred = catalogNeeds.flatMap(\.least).filter { set in
      known.contains(set) && (changes != false || set.allSatisfy(PermissionWord.onlyReads))
    }
    let least = LeastFix(catalog: names.catalog, names: names, flow: flow, changes: changes).choose(
      from: known, or: known)
    var need = Need(
      flow: flow, basis: .service, accepted: accepted,
      least: preferred.filter(least.contains) + least.filter { !preferred.contains($0) }, evidence: evidence)
    need.firm = Set(accepted)
    if let other = catalogNeeds.first(where: { !$0.accepted.isEmpty }), Set(other.accepted) != Set(accepted) {
      let opinion = other.least.first ?? other.accepted[0]
      if !accepted.contains(opinion) {
        need.upstreamDisagrees = true
        need.evidence.append(
          Evidence(.catalog, "The catalog disagrees: it says \(opinion.joined(separator: " and "))."))
      }
    }
    need.upstreamDisagrees = need.upstreamDisagrees || catalogNeeds.contains { $0.upstreamDisagrees }
    return need
  }
}

/// Picks, among the permissions that a service lists, those that permit least.
struct LeastFix {
  let catalog: Catalog
  let names: PermissionNames
  let flow: Flow?
  /// Whether the call changes something; nil where the method is unknown.
  let changes: Bool?

  /// The sets of the first list that may be advised, or else those of the second; best first, nothing that another
  /// one of them covers.
  func choose(from first: [[String]], or second: [[String]]) -> [[String]] {
    var candidates = first.filter(isAdvisable)
    if candidates.isEmpty { candidates = second.filter(isAdvisable) }
    // What no tenant has published by the catalog's date is advised only where nothing else is there.
    let published = candidates.filter { $0.allSatisfy(isPublished) }
    return smallest(published.isEmpty ? candidates : published)
  }

  /// A call that changes something is never answered with a permission that reads, and nothing with one over the
  /// whole directory, or with one that no application can be given.
  private func isAdvisable(_ set: [String]) -> Bool {
    guard !set.isEmpty, !set.contains(where: names.isWide) else { return false }
    guard set.allSatisfy(isGrantable) else { return false }
    return changes != true || !set.allSatisfy(PermissionWord.onlyReads)
  }

  /// Whether an administrator can grant a permission: it has an id, and is not one that only a team's owner gives.
  private func isGrantable(_ name: String) -> Bool {
    Flow.allCases.contains { flow in
      guard self.flow == nil || self.flow == flow, let permission = names.permission(name, flow) else { return false }
      return permission.hasIdentifier && permission.status != .resourceSpecific
        && !(permission.status == .unpublished && PermissionWord.isOfOneResource(name))
    }
  }

  private func isPublished(_ name: String) -> Bool {
    Flow.allCases.contains { flow in
      (self.flow ?? flow) == flow && names.permission(name, flow)?.status == .published
    }
  }

  private func smallest(_ sets: [[String]]) -> [[String]] {
    let remaining = sets.filter { set in !sets.contains { $0 != set && permitsLess($0, than: set) } }
    let order = Dictionary(remaining.enumerated().map { ($1, $0) }) { first, _ in first }
    return remaining.sorted { left, right in
      let (one, other) = (weight(left), weight(right))
      return one == other ? (order[left] ?? 0) < (order[right] ?? 0) : one.lexicographicallyPrecedes(other)
    }
  }

  /// Whether one permission is part of what another one permits, so that the other one is never the least.
  private func permitsLess(_ narrow: [String], than wide: [String]) -> Bool {
    guard narrow.count == 1, wide.count == 1 else {
      return narrow.count < wide.count && Set(wide).isSuperset(of: narrow)
    }
    if PermissionWord.readTwin(of: wide[0]) == narrow[0] { return true }
    // Upstream's lists of calls know nothing of properties: what a user may consent to, or what says that it reads the
    // basic ones, is no more than what an administrator has to consent to.
    if wide[0].contains("Basic") || needsLessConsent(wide[0], than: narrow[0]) { return false }
    guard let small = names.index(narrow[0]), let large = names.index(wide[0]) else { return false }
    return Flow.allCases.contains {
      (flow ?? $0) == $0 && catalog.covers(large, small, flow: $0) && !catalog.covers(small, large, flow: $0)
    }
  }

  /// Whether a user may consent to one permission and not to the other.
  private func needsLessConsent(_ name: String, than other: String) -> Bool {
    guard flow != .application, let one = names.permission(name, .delegated),
      let another = names.permission(other, .delegated)
    else { return false }
    return one.consent == .user && another.consent == .admin
  }

  /// How much a set permits: how many names, then whether it writes, then upstream's level, then whether it is more
  /// than the basic properties.
  private func weight(_ set: [String]) -> [Int] {
    let writes = set.count { !PermissionWord.onlyReads($0) }
    let levels = set.map { name in
      Flow.allCases.filter { flow == nil || $0 == flow }.compactMap { names.permission(name, $0)?.level }.max() ?? 0
    }
    return [set.count, writes, levels.map { $0 == 0 ? 3 : $0 }.max() ?? 3, set.count { !$0.contains("Basic") }]
  }
}

extension PermissionWord {
  /// "X.Read.All" for "X.ReadWrite.All"; nil for a name that does not say ReadWrite.
  static func readTwin(of name: String) -> String? {
    guard name.contains(".ReadWrite") else { return nil }
    return name.replacing(".ReadWrite", with: ".Read")
  }
}
