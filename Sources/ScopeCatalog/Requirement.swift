/// What a call needs of one kind of caller, and what suffices for it: the one judgement that every command asks for.
package struct Requirement: Hashable, Sendable {
  /// Where an answer comes from.
  package enum Basis: String, Hashable, Sendable {
    /// Evidence that overrides upstream.
    case correction
    /// Upstream's permission data.
    case catalog
    /// Nobody says.
    case none
  }

  /// The recommendation: alternatives, any one of which is the least that suffices; the one to advise first. Empty only
  /// with basis none.
  package var least: [Alternative]
  /// Everything that suffices for the whole call, the least included, in the order in which it would be advised.
  package var accepted: [Alternative]
  /// What opens a part of the call: see each one's extent.
  package var partial: [Alternative] = []
  package var basis: Basis
  /// The day from which the correction holds, as YYYY-MM-DD.
  package var since: String?
  /// What sufficed until then, where the correction says so.
  package var before: [Alternative] = []
  /// The correction's evidence.
  package var evidence: String?
  /// Upstream's own words where they differ from the answer.
  package var upstream: Upstream?
  /// Whether only permissions to read are documented although the call changes something, so that the answer is a guess.
  package var isProbable = false
  /// What a reader has to know beside the names, in sentences.
  package var notes: [String]

  /// Whether upstream says something else.
  package var upstreamDisagrees: Bool { upstream != nil }

  /// Every set of permissions that suffices, the least first.
  package var sufficient: [[Int]] { accepted.flatMap(\.combinations) }

  /// The strongest evidence that what is held suffices for the whole call; nil where it does not.
  package func grade(held: Set<Int>) -> EvidenceGrade? {
    accepted.filter { alternative in alternative.combinations.contains { $0.allSatisfy(held.contains) } }
      .map(\.grade).min()
  }

  /// What is held and opens a part of the call.
  package func part(held: Set<Int>) -> [Alternative] {
    partial.filter { alternative in alternative.combinations.contains { $0.allSatisfy(held.contains) } }
  }

  /// Demands something else beside what is demanded already.
  mutating func add(_ other: (least: [Alternative], accepted: [Alternative])) {
    let grade = max(accepted.map(\.grade).min() ?? .inferred, other.accepted.map(\.grade).min() ?? .inferred)
    let sets = Self.minimal(Self.unions(accepted, other.accepted))
    let best = Self.unions(least, other.least).filter { sets.contains($0) }
    // Where nothing suffices alone, every pair would do; only the least ones are worth saying.
    let both = sets.contains { $0.count == 1 } || best.isEmpty ? sets : best
    accepted = both.map { Alternative(names: $0, grade: grade) }
    least = best.isEmpty ? Array(accepted.prefix(1)) : best.map { Alternative(names: $0, grade: grade) }
    accepted = least + accepted.filter { !least.contains($0) }
  }

  private static func unions(_ left: [Alternative], _ right: [Alternative]) -> [[Int]] {
    var result: [[Int]] = []
    for names in left.flatMap(\.combinations) {
      for others in right.flatMap(\.combinations) {
        let union = names + others.filter { !names.contains($0) }
        if !result.contains(where: { Set($0) == Set(union) }) { result.append(union) }
      }
    }
    return result
  }

  /// The sets of which no other is a part.
  private static func minimal(_ sets: [[Int]]) -> [[Int]] {
    sets.filter { set in !sets.contains { $0.count < set.count && Set($0).isSubset(of: set) } }
  }

  /// Takes out every alternative that holds one of some permissions; what is least then is the next that suffices.
  mutating func leaveOut(_ names: Set<Int>) {
    let rest = accepted.filter { !$0.names.contains(where: names.contains) }
    guard !rest.isEmpty else { return }
    accepted = rest
    least.removeAll { $0.names.contains(where: names.contains) }
    if least.isEmpty { least = Array(rest.prefix(1)) }
  }

  /// Counts what reaches only the signed-in user's own for the whole call.
  mutating func takeOwnAsWhole() { takeAsWhole { $0.extent == .own } }

  /// Counts what was held when a call went through for the whole of it, where nothing else that was held explains it.
  package mutating func takeAsWhole(provenBy held: Set<Int>) {
    guard grade(held: held) == nil else { return }
    takeAsWhole { alternative in alternative.combinations.contains { $0.allSatisfy(held.contains) } }
  }

  private mutating func takeAsWhole(_ isMeant: (Alternative) -> Bool) {
    let parts = partial.filter(isMeant)
    guard !parts.isEmpty else { return }
    partial.removeAll(where: isMeant)
    let whole = parts.map {
      Alternative(names: $0.names, companions: $0.companions, grade: $0.grade, isLeast: $0.isLeast)
    }
    accepted = whole + accepted
    let marked = whole.filter(\.isLeast)
    if !marked.isEmpty { least = marked } else if least.isEmpty { least = whole }
    if basis == .none { basis = .catalog }
  }

  /// Upstream's claim about an operation.
  package struct Upstream: Hashable, Sendable {
    package var least: [Alternative]
    package var accepted: [Alternative]
  }
}

/// Permissions that suffice together, by the catalog's name index.
package struct Alternative: Hashable, Sendable {
  /// All of these; the first is the one that the operation is about.
  package var names: [Int]
  /// And any one of these, unless there are none.
  package var companions: [Int]
  package var extent: Extent
  package var grade: EvidenceGrade
  /// Whether upstream or a correction marks it as the least.
  package var isLeast: Bool

  package init(
    names: [Int], companions: [Int] = [], extent: Extent = .whole, grade: EvidenceGrade = .upstream,
    isLeast: Bool = false
  ) {
    self.names = names
    self.companions = companions
    self.extent = extent
    self.grade = grade
    self.isLeast = isLeast
  }

  /// Every set of permissions that this alternative stands for.
  package var combinations: [[Int]] {
    companions.isEmpty ? [names] : companions.map { names.contains($0) ? names : names + [$0] }
  }
}
