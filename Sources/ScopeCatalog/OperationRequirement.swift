/// What one operation needs of one kind of caller.
package struct OperationRequirement: Hashable, Sendable {
  /// Where an answer comes from.
  package enum Basis: String, Hashable, Sendable {
    /// Evidence that overrides upstream.
    case correction
    /// Upstream's permission data.
    case catalog
    /// Nobody says.
    case none
  }

  /// The recommendation: alternatives, any one of which is the least that suffices. Empty only with basis none.
  package var least: [Alternative]
  /// Everything that suffices, the least included.
  package var accepted: [Alternative]
  package var basis: Basis
  /// The day from which the correction holds, as YYYY-MM-DD.
  package var since: String?
  /// What sufficed until then, where the correction says so.
  package var before: [Alternative] = []
  /// The correction's evidence.
  package var evidence: String?
  /// Upstream's own words where they differ from the answer.
  package var upstream: Upstream?
  /// What a reader has to know beside the names, in sentences.
  package var notes: [String]

  /// Whether upstream says something else.
  package var upstreamDisagrees: Bool { upstream != nil }

  /// Demands something else beside what is demanded already.
  mutating func add(_ other: (least: [Alternative], accepted: [Alternative])) {
    let sets = Self.minimal(Self.unions(accepted, other.accepted))
    let best = Self.unions(least, other.least).filter { sets.contains($0) }
    // Where nothing suffices alone, every pair would do; only the least ones are worth saying.
    let both = sets.contains { $0.count == 1 } || best.isEmpty ? sets : best
    accepted = both.map { Alternative(names: $0) }
    least = best.isEmpty ? Array(accepted.prefix(1)) : best.map { Alternative(names: $0) }
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

  package init(names: [Int], companions: [Int] = []) {
    self.names = names
    self.companions = companions
  }

  /// Every set of permissions that this alternative stands for.
  package var combinations: [[Int]] {
    companions.isEmpty ? [names] : companions.map { names.contains($0) ? names : names + [$0] }
  }
}
