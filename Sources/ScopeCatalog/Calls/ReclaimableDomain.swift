/// A domain under which anybody can register a name that was given up.
package struct ReclaimableDomain: Hashable, Sendable {
  /// The domain with the point before it, as hosts under it end.
  package var ending: [UInt8]
  /// Who gives the names out.
  package var service: String

  /// Everything that rules/catalog/reclaimable-domains.tsv lists.
  package static let all: [ReclaimableDomain] = {
    var all: [ReclaimableDomain] = []
    LineTable("reclaimable-domains").forEach { cells in
      guard cells.count >= 2 else { return }
      all.append(ReclaimableDomain(ending: Array(("." + cells[0]).utf8), service: cells[1]))
    }
    return all
  }()
}
