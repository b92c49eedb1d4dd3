import ScopeCatalog
import ScopeValues

/// What each operation needs of each kind of caller, after corrections, and the policy that picks the least of it.
struct RequirementFacts {
  typealias Grant = OperationFacts.Grant

  enum Basis: UInt8 { case correction, catalog, none }

  struct Answer: Hashable {
    /// Everything that suffices; the least first.
    var grants: [Grant] = []
    var basis = Basis.none
    /// Indexes into the corrections.
    var correction: Int?
    var note: Int?
    var remarks: AnswerRemarks = []
  }

  /// By operation, then application and delegated.
  private(set) var answers: [[Answer]] = []
  /// By flow: permission → the operations that it opens alone.
  private(set) var opened: [[String: Set<Int>]] = [[:], [:]]
  private let facts: OperationFacts

  init(_ facts: OperationFacts) {
    self.facts = facts
    answers = facts.rows.map { row in (0..<2).map { accepted(row, $0) } }
    for (index, row) in facts.rows.enumerated() {
      guard let target = row.target else { continue }
      for flow in 0..<2 { answers[index][flow] = alias(of: answers[target.row][flow], target, flow) }
    }
    for (index, flows) in answers.enumerated() {
      for (flow, answer) in flows.enumerated() {
        for grant in answer.grants where grant.companions.isEmpty {
          opened[flow][grant.name, default: []].insert(index)
        }
      }
    }
    for index in answers.indices {
      for flow in 0..<2 {
        if facts.rows[index].target == nil { chooseLeast(index, flow) }
      }
    }
    for (index, row) in facts.rows.enumerated() {
      guard let target = row.target else { continue }
      for flow in 0..<2 { answers[index][flow] = alias(of: answers[target.row][flow], target, flow) }
    }
  }

  // MARK: What suffices

  private func accepted(_ row: OperationFacts.Row, _ flow: Int) -> Answer {
    let method = OperationFacts.methods[row.method]
    let path = row.segments
    var answer = Answer()
    answer.note = facts.corrections.last(["note"], method: method, path: path, flow: flow)
    if row.origin == .correction { answer.remarks.insert(.absentUpstream) }
    if let index = facts.corrections.last(["requires", "unresolved"], method: method, path: path, flow: flow) {
      let correction = facts.corrections.rows[index]
      answer.correction = index
      answer.basis = correction.grants.isEmpty ? .none : .correction
      answer.grants = including(correction.grants)
      return answer
    }
    var grants = row.grants[flow]
    if let index = facts.corrections.last(["adds"], method: method, path: path, flow: flow) {
      answer.correction = index
      grants += facts.corrections.rows[index].grants.filter { new in !grants.contains { $0.name == new.name } }
    }
    grants = including(grants)
    if !row.onlyReads { grants = grants.compactMap(Self.changing) }
    answer.grants = Self.withoutRepetition(grants)
    answer.basis = answer.grants.isEmpty ? .none : answer.correction == nil ? .catalog : .correction
    if row.grants[flow].isEmpty { answer.remarks.insert(.upstreamListsNothing) }
    return answer
  }

  private func alias(of answer: Answer, _ target: (row: Int, correction: Int?, flows: [Int]), _ flow: Int) -> Answer {
    guard target.flows.contains(flow) else { return Answer(remarks: .upstreamListsNothing) }
    var answer = answer
    if let correction = target.correction, answer.basis != .none {
      answer.basis = .correction
      answer.correction = answer.correction ?? correction
      answer.remarks.formUnion([.absentUpstream, .upstreamDisagrees])
    }
    return answer
  }

  /// The grants, and the permissions that include them.
  private func including(_ grants: [Grant]) -> [Grant] {
    grants
      + grants.flatMap { grant in
        (facts.corrections.includedBy[grant.name] ?? []).filter { wider in !grants.contains { $0.name == wider } }
          .map { Grant(name: $0, least: false, companions: grant.companions) }
      }
  }

  /// A grant as far as it allows a change: nil when all its permissions promise reading only.
  private static func changing(_ grant: Grant) -> Grant? {
    guard promisesReading(grant.name) else { return grant }
    guard let writer = grant.companions.first(where: { !promisesReading($0) }) else { return nil }
    return Grant(name: writer, least: grant.least, companions: [grant.name])
  }

  /// A pair that stands twice, once from either side, stands once.
  private static func withoutRepetition(_ grants: [Grant]) -> [Grant] {
    var seen: [Set<String>: Int] = [:]
    var result: [Grant] = []
    for grant in grants {
      let names = Set(grant.companions + [grant.name])
      if grant.companions.count < 2, let index = seen[names] {
        result[index].least = result[index].least || grant.least
      } else {
        if grant.companions.count < 2 { seen[names] = result.count }
        result.append(grant)
      }
    }
    return result
  }

  // MARK: The least of it

  private mutating func chooseLeast(_ index: Int, _ flow: Int) {
    let row = facts.rows[index]
    var answer = answers[index][flow]
    let upstream = row.grants[flow]
    guard !answer.grants.isEmpty else {
      if !upstream.isEmpty {
        answer.remarks.formUnion(
          answer.correction == nil ? [.upstreamListsOnlyReading, .upstreamDisagrees] : .upstreamDisagrees)
      }
      answers[index][flow] = answer
      return
    }
    let isWhole = answer.correction.map { facts.corrections.rows[$0].kind == "requires" } ?? false
    let least = isWhole ? corrected(answer) : chosen(row, &answer, flow)
    for place in answer.grants.indices { answer.grants[place].least = least.contains(answer.grants[place]) }
    answer.grants.sort { rank($0, flow) < rank($1, flow) }
    if isWhole,
      Set(answer.grants.map(\.name)) != Set(upstream.map(\.name))
        || Set(least.map(\.name)) != Set(usual(upstream, row).map(\.name))
    {
      answer.remarks.insert(.upstreamDisagrees)
    }
    answers[index][flow] = answer
  }

  private func corrected(_ answer: Answer) -> [Grant] {
    let marked = answer.grants.filter(\.least)
    return marked.isEmpty ? Array(answer.grants.prefix(1)) : marked
  }

  /// The least by upstream's marks, as far as they are plausible.
  private func chosen(_ row: OperationFacts.Row, _ answer: inout Answer, _ flow: Int) -> [Grant] {
    let unrelated = facts.corrections.unrelated(method: OperationFacts.methods[row.method], path: row.segments)
    let related = answer.grants.filter { grant in
      !unrelated.contains { $0.hasSuffix("*") ? grant.name.hasPrefix($0.dropLast()) : grant.name == $0 }
    }
    let pool = related.isEmpty ? answer.grants : related
    var least = usual(pool.filter(\.least), row)
    if row.onlyReads, !least.isEmpty,
      !least.contains(where: { Self.promisesReading($0.name) || Self.isNarrow($0.name) })
    {
      let counterparts = pool.filter { grant in least.contains { Self.reading($0.name) == grant.name } }
      least = counterparts.isEmpty ? lowest(pool.filter { Self.promisesReading($0.name) }, flow) ?? least : counterparts
    }
    if least.isEmpty {
      let marked = row.grants[flow].filter(\.least)
      if !row.onlyReads, row.grants[flow].contains(where: { Self.promisesReading($0.name) }),
        marked.allSatisfy({ Self.promisesReading($0.name) })
      {
        answer.remarks.formUnion([.upstreamListsOnlyReading, .upstreamDisagrees])
      } else {
        answer.remarks.insert(.upstreamMarksNoLeast)
      }
      let stated = pool.filter { grant in row.grants[flow].contains { $0.name == grant.name } }
      let candidates = stated.isEmpty ? pool : stated
      let readers = row.onlyReads ? candidates.filter { Self.promisesReading($0.name) } : []
      least = lowest(readers.isEmpty ? candidates : readers, flow) ?? []
    }
    return least.filter { wide in !least.contains { $0 != wide && covers(wide, $0, flow) && !covers($0, wide, flow) } }
  }

  /// Upstream marks a permission for all methods of a group at once: of Read and ReadWrite, reading needs only Read.
  private func usual(_ grants: [Grant], _ row: OperationFacts.Row) -> [Grant] {
    let marked = grants.filter(\.least)
    let readers = marked.filter { Self.promisesReading($0.name) }
    return row.onlyReads && !readers.isEmpty ? readers : marked
  }

  private func covers(_ wide: Grant, _ narrow: Grant, _ flow: Int) -> Bool {
    (opened[flow][wide.name] ?? []).isSuperset(of: opened[flow][narrow.name] ?? [])
  }

  private func lowest(_ grants: [Grant], _ flow: Int) -> [Grant]? {
    grants.min { rank($0, flow) < rank($1, flow) }.map { [$0] }
  }

  /// The least first, then alone before together, then by how much it opens.
  private func rank(_ grant: Grant, _ flow: Int) -> (Int, Int, Int, String) {
    (grant.least ? 0 : 1, grant.companions.isEmpty ? 0 : 1, opened[flow][grant.name]?.count ?? 0, grant.name)
  }

  // MARK: Names

  /// Whether the name promises reading only.
  static func promisesReading(_ name: String) -> Bool {
    name.split(separator: ".").contains { $0.hasPrefix("Read") && !$0.hasPrefix("ReadWrite") }
  }

  /// The reading permission of the same things as a writing one.
  private static func reading(_ name: String) -> String {
    name.split(separator: ".").map { $0 == "ReadWrite" ? "Read" : String($0) }.joined(separator: ".")
  }

  /// Whether a permission is for some of the things only.
  private static func isNarrow(_ name: String) -> Bool {
    let scope = name.split(separator: ".").last ?? ""
    return ["OwnedBy", "Selected", "AppFolder", "IdentityParentedBy", "Chat", "Group", "Team"].contains(String(scope))
      || name.contains("Self")
  }
}
