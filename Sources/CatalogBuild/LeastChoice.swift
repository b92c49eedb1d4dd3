import ScopeCatalog
import ScopeLeastPrivilege
import ScopeValues

/// Picks the least of what suffices for an operation: the narrowest alternative that does the whole call.
///
/// The documented least comes before the reach of a permission, its level, and last the alphabet.
struct LeastChoice {
  private let facts: OperationFacts
  private let publication: PublicationFacts
  private let opened: [[String: Set<Int>]]
  /// By flow: what a permission costs; the same as the solver's.
  private let costs: [[String: PrivilegeCost]]

  init(
    _ facts: OperationFacts, publication: PublicationFacts, opened: [[String: Set<Int>]], takeover: Set<String>
  ) {
    self.facts = facts
    self.publication = publication
    self.opened = opened
    costs = (0..<2).map { flow in
      var counts: [String: (reads: Int, changes: Int)] = [:]
      for row in facts.rows where row.origin == .upstream {
        for grant in row.grants[flow] {
          if row.onlyReads {
            counts[grant.name, default: (0, 0)].reads += 1
          } else if !RequirementFacts.promisesReading(grant.name) {
            counts[grant.name, default: (0, 0)].changes += 1
          }
        }
      }
      var costs: [String: PrivilegeCost] = [:]
      let names = Set(counts.keys).union(publication.published[flow])
      for name in names {
        let count = counts[name] ?? (0, 0)
        costs[name] = PrivilegeCost(
          Privilege(
            name: name, isTakeover: takeover.contains(name), reads: count.reads, changes: count.changes,
            level: publication.levels[flow][name]))
      }
      return costs
    }
  }

  /// The answer with its least marked, and what suffices in the order in which it would be advised.
  func decide(_ answer: RequirementFacts.Answer, _ index: Int, _ flow: Int) -> RequirementFacts.Answer {
    var answer = answer
    let row = facts.rows[index]
    let upstream = row.grants[flow]
    if answer.remarks.contains(.needsSignedInUser) { return answer }
    if answer.basis == .none {
      if !upstream.isEmpty { return withoutAnswer(answer, row, flow) }
      return answer
    }
    let whole = answer.grants.filter { $0.extent == .whole }
    let isCorrected = answer.correction.map { facts.corrections.rows[$0].kind == "requires" } ?? false
    let least = isCorrected ? corrected(whole, flow) : chosen(row, whole, &answer, flow)
    for place in answer.grants.indices {
      let isPart = answer.grants[place].extent != .whole
      answer.grants[place].least = isPart ? answer.grants[place].least : least.contains(answer.grants[place])
    }
    answer.grants = ordered(answer.grants, flow)
    if isCorrected,
      Set(answer.grants.map(\.name)) != Set(upstream.map(\.name))
        || Set(least.map(\.name)) != Set(usual(upstream, row).map(\.name))
    {
      answer.remarks.insert(.upstreamDisagrees)
    }
    return answer
  }

  /// Whole before part, the least first, then by what the solver would pay.
  func ordered(_ grants: [OperationFacts.Grant], _ flow: Int) -> [OperationFacts.Grant] {
    grants.map { grant in
      var grant = grant
      grant.companions.sort { (cost([$0], flow), $0) < (cost([$1], flow), $1) }
      return grant
    }.sorted { rank($0, flow) < rank($1, flow) }
  }

  // MARK: Choosing

  private func corrected(_ whole: [OperationFacts.Grant], _ flow: Int) -> [OperationFacts.Grant] {
    let marked = whole.filter(\.least)
    return marked.isEmpty ? Array(ordered(whole, flow).prefix(1)) : marked
  }

  /// The documented least, as far as it does the whole call and can be asked for.
  private func chosen(
    _ row: OperationFacts.Row, _ whole: [OperationFacts.Grant], _ answer: inout RequirementFacts.Answer, _ flow: Int
  ) -> [OperationFacts.Grant] {
    var least = usual(whole.filter(\.least), row)
    if row.onlyReads, !least.isEmpty, !least.contains(where: { Self.isModest($0.name) }) {
      let counterparts = whole.filter { grant in least.contains { Self.reading($0.name) == grant.name } }
      let readers = whole.filter { RequirementFacts.promisesReading($0.name) }
      least = counterparts.isEmpty ? lowest(readers, flow) ?? least : counterparts
    }
    if least.isEmpty {
      remark(row, &answer, flow)
      least = fallback(row, whole, flow)
    }
    if row.onlyReads, !least.isEmpty, least.allSatisfy({ facts.corrections.wide.contains($0.name) }) {
      // The whole directory is never the least where a permission about the thing itself reads it, too.
      let narrow = whole.filter {
        RequirementFacts.promisesReading($0.name) && !facts.corrections.wide.contains($0.name)
      }
      least = lowest(narrow, flow) ?? least
    }
    return least.filter { wide in !least.contains { $0 != wide && covers(wide, $0, flow) && !covers($0, wide, flow) } }
  }

  private func remark(_ row: OperationFacts.Row, _ answer: inout RequirementFacts.Answer, _ flow: Int) {
    let upstream = row.grants[flow]
    let marked = upstream.filter(\.least)
    if !row.onlyReads, upstream.contains(where: { RequirementFacts.promisesReading($0.name) }),
      marked.allSatisfy({ RequirementFacts.promisesReading($0.name) })
    {
      answer.remarks.formUnion([.upstreamListsOnlyReading, .upstreamDisagrees])
    } else if row.origin == .upstream {
      answer.remarks.insert(marked.isEmpty ? .upstreamMarksNoLeast : .leastCannotBeAskedFor)
    }
  }

  /// Where upstream's least is none that can be used: the first of the page, the least for the other kind of caller, the
  /// next permission of the same family, or what costs least.
  private func fallback(
    _ row: OperationFacts.Row, _ whole: [OperationFacts.Grant], _ flow: Int
  ) -> [OperationFacts.Grant] {
    let stated = whole.filter { grant in row.grants[flow].contains { publication.current($0.name, flow) == grant.name }
    }
    let all = stated.isEmpty ? whole : stated
    let modest = all.filter { !facts.corrections.wide.contains($0.name) }
    let known = modest.isEmpty ? all : modest
    let readers = row.onlyReads ? known.filter { RequirementFacts.promisesReading($0.name) } : []
    let candidates = readers.isEmpty ? known : readers
    if let page = facts.documented.row(method: row.method, path: row.path)?.pages[flow] {
      for name in page { if let first = candidates.first(where: { $0.name == name }) { return [first] } }
    }
    let other = usual(row.grants[1 - flow].filter(\.least), row).map(\.name)
    let shared = candidates.filter { grant in
      other.contains { grant.name == $0 || grant.name == $0 + ".All" } && (!row.onlyReads || Self.isModest(grant.name))
    }
    if !shared.isEmpty { return lowest(shared, flow) ?? [] }
    let heads = Set(row.grants[flow].filter(\.least).compactMap { $0.name.split(separator: ".").first })
    let family = candidates.filter { heads.contains($0.name.split(separator: ".").first ?? "") }
    return lowest(family.isEmpty ? candidates : family, flow) ?? []
  }

  /// Where nothing that is listed can be the answer: what is likely, and why it is no more than that.
  private func withoutAnswer(
    _ answer: RequirementFacts.Answer, _ row: OperationFacts.Row, _ flow: Int
  ) -> RequirementFacts.Answer {
    var answer = answer
    guard answer.correction == nil else {
      answer.remarks.insert(.upstreamDisagrees)
      return answer
    }
    if answer.grants.contains(where: { $0.extent != .whole }) {
      answer.remarks.insert(.leastCannotBeAskedFor)
      return answer
    }
    answer.remarks.formUnion([.upstreamListsOnlyReading, .upstreamDisagrees])
    guard row.method == 1 || row.method == 2 || row.method == 3 || row.method == 4 else { return answer }
    let names = row.grants[flow].map(\.name).filter { publication.isPublished($0, flow) }
    let writers = names.map(Self.writing).filter { publication.isPublished($0, flow) }
    let likely = writers.isEmpty && row.method == 1 ? names : writers
    guard !likely.isEmpty else { return answer }
    answer.grants = Array(Set(likely)).sorted().map {
      OperationFacts.Grant(name: $0, least: false, companions: [], grade: .inferred)
    }
    answer.grants = ordered(answer.grants, flow)
    answer.grants[0].least = true
    answer.basis = .catalog
    answer.remarks.insert(.probable)
    return answer
  }

  // MARK: Comparing

  /// Upstream marks a permission for all methods of a group at once: of Read and ReadWrite, reading needs only Read.
  private func usual(_ grants: [OperationFacts.Grant], _ row: OperationFacts.Row) -> [OperationFacts.Grant] {
    let marked = grants.filter(\.least)
    let readers = marked.filter { RequirementFacts.promisesReading($0.name) }
    return row.onlyReads && !readers.isEmpty ? readers : marked
  }

  private func covers(_ wide: OperationFacts.Grant, _ narrow: OperationFacts.Grant, _ flow: Int) -> Bool {
    (opened[flow][wide.name] ?? []).isSuperset(of: opened[flow][narrow.name] ?? [])
  }

  private func lowest(_ grants: [OperationFacts.Grant], _ flow: Int) -> [OperationFacts.Grant]? {
    grants.min { rank($0, flow) < rank($1, flow) }.map { [$0] }
  }

  private struct Rank: Comparable {
    var isPart: Bool
    var isNotLeast: Bool
    var cost: PrivilegeCost
    var name: String

    static func < (left: Self, right: Self) -> Bool {
      if left.isPart != right.isPart { return right.isPart }
      if left.isNotLeast != right.isNotLeast { return right.isNotLeast }
      if left.cost != right.cost { return left.cost < right.cost }
      return (left.name.lowercased(), left.name) < (right.name.lowercased(), right.name)
    }
  }

  private func rank(_ grant: OperationFacts.Grant, _ flow: Int) -> Rank {
    let cheapest = grant.combinations.map { cost($0, flow) }.min() ?? .zero
    return Rank(isPart: grant.extent != .whole, isNotLeast: !grant.least, cost: cheapest, name: grant.name)
  }

  private func cost(_ names: [String], _ flow: Int) -> PrivilegeCost {
    names.reduce(.zero) { sum, name in
      sum
        + (costs[flow][name]
          ?? PrivilegeCost(Privilege(name: name, isTakeover: false, reads: 0, changes: 0, level: nil)))
    }
  }

  /// The reading permission of the same things as a writing one.
  private static func reading(_ name: String) -> String {
    name.split(separator: ".").map { $0 == "ReadWrite" ? "Read" : String($0) }.joined(separator: ".")
  }

  /// The writing permission of the same things as a reading one.
  private static func writing(_ name: String) -> String {
    name.split(separator: ".").map { $0 == "Read" ? "ReadWrite" : String($0) }.joined(separator: ".")
  }

  /// Whether a permission reads, or is for some of the things only.
  private static func isModest(_ name: String) -> Bool {
    if RequirementFacts.promisesReading(name) { return true }
    let scope = name.split(separator: ".").last ?? ""
    return ["OwnedBy", "Selected", "AppFolder", "IdentityParentedBy", "Chat", "Group", "Team"].contains(String(scope))
      || name.contains("Self")
  }
}
