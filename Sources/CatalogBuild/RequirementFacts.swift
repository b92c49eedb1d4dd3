import ScopeCatalog
import ScopeLeastPrivilege
import ScopeValues

/// What each operation needs of each kind of caller, after corrections.
struct RequirementFacts {
  typealias Grant = OperationFacts.Grant

  enum Basis: UInt8 { case correction, catalog, none }

  struct Answer: Hashable {
    /// Everything that suffices for the whole call, the least first; then what opens a part of it.
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
  private let publication: PublicationFacts
  private let extents: ExtentFacts

  /// - Parameter takeover: names of permissions that lead to control of the tenant or of its devices.
  init(_ facts: OperationFacts, folder: FactFolder, takeover: Set<String>) throws {
    self.facts = facts
    publication = try PublicationFacts(folder: folder)
    extents = try ExtentFacts(folder: folder)
    answers = facts.rows.map { row in
      row.target == nil ? (0..<2).map { accepted(row, $0) } : [Answer(), Answer()]
    }
    for (index, flows) in answers.enumerated() {
      for (flow, answer) in flows.enumerated() {
        for grant in answer.grants where grant.companions.isEmpty && grant.together.isEmpty {
          opened[flow][grant.name, default: []].insert(index)
        }
      }
    }
    let choice = LeastChoice(facts, publication: publication, opened: opened, takeover: takeover)
    for index in answers.indices where facts.rows[index].target == nil {
      for flow in 0..<2 { answers[index][flow] = choice.decide(answers[index][flow], index, flow) }
    }
    for (index, row) in facts.rows.enumerated() {
      guard let target = row.target else { continue }
      for flow in 0..<2 {
        var answer = alias(of: answers[target.row][flow], row, target, flow)
        if row.origin == .alias {
          for grant in answer.grants where grant.companions.isEmpty && grant.together.isEmpty {
            opened[flow][grant.name, default: []].insert(index)
          }
        }
        answer.grants = choice.ordered(answer.grants, flow)
        // The other path's least may be a part of this one.
        if answer.grants.first?.extent == .whole { answer.grants[0].least = true }
        answers[index][flow] = answer
      }
    }
  }

  // MARK: What suffices

  private func accepted(_ row: OperationFacts.Row, _ flow: Int) -> Answer {
    let method = OperationFacts.methods[row.method]
    let path = row.segments
    var answer = Answer()
    answer.note = facts.corrections.last(["note"], method: method, path: path, flow: flow)
    if flow == 0, row.isMine {
      answer.remarks = .needsSignedInUser
      return answer
    }
    if row.origin == .correction || row.origin == .documented { answer.remarks.insert(.absentUpstream) }
    if let index = facts.corrections.last(["requires", "unresolved"], method: method, path: path, flow: flow) {
      let correction = facts.corrections.rows[index]
      answer.correction = index
      answer.grants = including(correction.grants).map { grant in
        var grant = published(grant, flow)
        grant.grade = correction.grade
        return grant
      }
      answer.grants += partial(row, flow, beside: answer.grants)
      answer.basis = answer.grants.contains { $0.extent == .whole } ? .correction : .none
      return answer
    }
    var grants = row.grants[flow]
    if let index = facts.corrections.last(["adds"], method: method, path: path, flow: flow) {
      let correction = facts.corrections.rows[index]
      answer.correction = index
      grants += correction.grants.filter { new in !grants.contains { $0.name == new.name } }.map { new in
        var new = new
        new.grade = correction.grade
        return new
      }
    }
    grants = related(including(grants), row, flow)
    if !row.onlyReads { grants = grants.compactMap(Self.changing) }
    grants = Self.withoutRepetition(grants.map { graded(published($0, flow), row, flow) })
    for index in grants.indices where grants[index].extent == .whole {
      grants[index].extent = extents.extent(grants[index].name, path: path, flow: flow)
    }
    // Where every one is about a part, the part is what the call is about.
    if !grants.contains(where: { $0.extent == .whole }) {
      for index in grants.indices where grants[index].extent == .property || grants[index].extent == .kind {
        grants[index].extent = .whole
      }
    }
    if !grants.isEmpty, !grants.contains(where: { $0.extent == .whole }) { grants += listed(row, flow) }
    answer.grants = grants + partial(row, flow, beside: grants)
    answer.basis =
      !grants.contains { $0.extent == .whole } ? .none : answer.correction == nil ? .catalog : .correction
    if row.grants[flow].isEmpty { answer.remarks.insert(.upstreamListsNothing) }
    return answer
  }

  /// The answer of another path, as the answer of this one.
  private func alias(
    of answer: Answer, _ row: OperationFacts.Row, _ target: (row: Int, correction: Int?, flows: [Int]), _ flow: Int
  ) -> Answer {
    if flow == 0, row.isMine { return Answer(remarks: .needsSignedInUser) }
    guard target.flows.contains(flow) else { return Answer(remarks: .upstreamListsNothing) }
    var answer = answer
    if row.origin == .inferred {
      let isKnown = answer.basis != .none
      answer.grants = answer.grants.map { grant in
        var grant = grant
        grant.grade = .inferred
        if grant.extent == .whole { grant.extent = extents.extent(grant.name, path: row.segments, flow: flow) }
        return grant
      }
      if !answer.grants.contains(where: { $0.extent == .whole }) { answer.basis = .none }
      var remarks: AnswerRemarks = isKnown ? [.absentUpstream, .inferredFromParent] : .absentUpstream
      if answer.remarks.contains(.probable) { remarks.insert(.probable) }
      return Answer(
        grants: answer.grants, basis: answer.basis == .none ? .none : .catalog,
        remarks: remarks)
    }
    if let correction = target.correction, answer.basis != .none {
      answer.basis = .correction
      answer.correction = answer.correction ?? correction
      answer.remarks.formUnion(row.origin == .alias ? [.absentUpstream, .upstreamDisagrees] : .upstreamDisagrees)
    }
    return answer
  }

  /// The grants, and the permissions that include them.
  private func including(_ grants: [Grant]) -> [Grant] {
    grants
      + grants.flatMap { grant in
        (facts.corrections.includedBy[grant.name] ?? []).filter { wider in !grants.contains { $0.name == wider } }
          .map { Grant(name: $0, least: false, companions: grant.companions, grade: grant.grade) }
      }
  }

  /// Without what upstream lists for another thing: what a row calls unrelated, and the blanket over other workloads.
  private func related(_ grants: [Grant], _ row: OperationFacts.Row, _ flow: Int) -> [Grant] {
    let method = OperationFacts.methods[row.method]
    var grants = grants
    for correction in facts.corrections.all("unrelated", method: method, path: row.segments, flow: flow) {
      let rest = grants.filter { !FactCell.matches(correction.permissions, $0.name) }
      if !rest.isEmpty { grants = rest }
    }
    let other = documented(grants, row, flow)
    if !other.isEmpty { return other }
    guard !row.path.lowercased().contains("/reports/") else { return grants }
    for correction in facts.corrections.all("blanket", method: method, path: row.segments, flow: flow) {
      let rest = grants.filter { !FactCell.matches(correction.permissions, $0.name) }
      if rest.contains(where: { $0.name.hasPrefix("DeviceManagement") }) { grants = rest }
    }
    return grants
  }

  /// For Intune: what the documentation lists of the grants, where it knows none of their permission families that
  /// upstream marks as the least; empty otherwise.
  private func documented(_ grants: [Grant], _ row: OperationFacts.Row, _ flow: Int) -> [Grant] {
    guard grants.contains(where: { $0.name.hasPrefix("DeviceManagement") }),
      let documented = facts.documented.row(method: row.method, path: row.path)
    else { return [] }
    let listed = Set(documented.pages[flow] + documented.later[flow])
    let families = Set(listed.map(Self.family))
    let isOther = { (grant: Grant) in !families.contains(Self.family(grant.name)) }
    guard !families.isEmpty, grants.filter(\.least).allSatisfy(isOther) else { return [] }
    let rest = grants.filter { !isOther($0) }
    return rest
  }

  /// What the documentation lists and a registration can ask for, where upstream lists nothing of that kind.
  private func listed(_ row: OperationFacts.Row, _ flow: Int) -> [Grant] {
    guard let documented = facts.documented.row(method: row.method, path: row.path) else { return [] }
    let names = documented.pages[flow] + documented.later[flow].filter { !documented.pages[flow].contains($0) }
    return names.filter { publication.isPublished($0, flow) }.map { name in
      Grant(
        name: name, least: false, companions: [],
        extent: extents.extent(name, path: row.segments, flow: flow),
        grade: documented.pages[flow].contains(name) ? .page : .secondSource)
    }.filter { row.onlyReads || !Self.promisesReading($0.name) }
  }

  private static func family(_ name: String) -> Substring { name.prefix { $0 != "." } }

  /// What rows add that opens a part, as far as it is not there.
  private func partial(_ row: OperationFacts.Row, _ flow: Int, beside grants: [Grant]) -> [Grant] {
    let method = OperationFacts.methods[row.method]
    guard
      let index = facts.corrections.last(["partly"], method: method, path: row.segments, flow: flow),
      grants.contains(where: { $0.extent == .whole })
    else { return [] }
    let correction = facts.corrections.rows[index]
    return correction.grants.filter { new in
      publication.isPublished(new.name, flow) && !grants.contains { $0.name == new.name }
    }.map { Grant(name: $0.name, least: false, companions: [], extent: .instance, grade: correction.grade) }
  }

  /// The grant by the names that a registration asks for; its extent says where there are none.
  private func published(_ grant: Grant, _ flow: Int) -> Grant {
    var grant = grant
    grant.name = publication.current(grant.name, flow)
    grant.together = grant.together.map { publication.current($0, flow) }
    let companions = grant.companions.map { publication.current($0, flow) }
    grant.companions = companions.filter { publication.isPublished($0, flow) }
    if grant.companions.isEmpty { grant.companions = companions }
    for name in [grant.name] + grant.together where !publication.isPublished(name, flow) {
      grant.extent = publication.extent(ofUnpublished: name)
    }
    return grant
  }

  /// The grant with the strongest evidence that a second source gives.
  private func graded(_ grant: Grant, _ row: OperationFacts.Row, _ flow: Int) -> Grant {
    guard row.origin == .upstream, grant.grade == .upstream,
      let documented = facts.documented.row(method: row.method, path: row.path)
    else { return grant }
    var grant = grant
    if documented.pages[flow].contains(where: { publication.current($0, flow) == grant.name }) {
      grant.grade = .page
    } else if documented.later[flow].contains(where: { publication.current($0, flow) == grant.name }) {
      grant.grade = .secondSource
    }
    return grant
  }

  /// A grant as far as it allows a change: nil when all its permissions promise reading only.
  private static func changing(_ grant: Grant) -> Grant? {
    guard promisesReading(grant.name) else { return grant }
    guard let writer = grant.companions.first(where: { !promisesReading($0) }) else { return nil }
    return Grant(name: writer, least: grant.least, companions: [grant.name], grade: grant.grade)
  }

  /// A pair that stands twice, once from either side, stands once.
  private static func withoutRepetition(_ grants: [Grant]) -> [Grant] {
    var seen: [Set<String>: Int] = [:]
    var result: [Grant] = []
    for grant in grants {
      let names = Set(grant.all)
      if grant.companions.count < 2, let index = seen[names] {
        result[index].least = result[index].least || grant.least
        result[index].grade = min(result[index].grade, grant.grade)
      } else {
        if grant.companions.count < 2 { seen[names] = result.count }
        result.append(grant)
      }
    }
    return result
  }

  // MARK: Names

  /// Whether the name promises reading only.
  static func promisesReading(_ name: String) -> Bool {
    name.split(separator: ".").contains { $0.hasPrefix("Read") && !$0.hasPrefix("ReadWrite") }
  }
}
