import ScopeValues

extension RuleBook {
  /// The id that somebody may have meant who wrote `id`: a typing error or two away, or one that goes on after it.
  package func nearest(to id: String) -> String? {
    let wanted = Array(id.lowercased().utf8.prefix(64))
    let candidates = rules.map { ($0.id, EditDistance.between(wanted, Array($0.id.utf8), limit: 3)) }
    if let best = candidates.filter({ $0.1 != nil }).min(by: { ($0.1 ?? 9, $0.0) < ($1.1 ?? 9, $1.0) }) {
      return best.0
    }
    guard wanted.count >= 4 else { return nil }
    let text = String(decoding: wanted, as: UTF8.self)
    return rules.first { $0.id.hasPrefix(text) }?.id
      ?? rules.first { $0.id.split(separator: "-").contains(Substring(text)) }?.id
  }
}
