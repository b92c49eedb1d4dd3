import ScopeValues

/// Finds what somebody most likely meant who mistyped a name.
package enum NearestName {
  /// "Did you mean …?" where one of the names is at most two letters away; otherwise a list of them.
  package static func remedy(for name: String, among names: [String]) -> String {
    if let nearest = nearest(to: name, among: names) { return "Did you mean \u{201C}\(nearest)\u{201D}?" }
    return names.count > 20
      ? "\u{2018}scopeaudit rules\u{2019} lists them." : "Known are \(names.sorted().joined(separator: ", "))."
  }

  /// The nearest name of those that are at most two letters away, in either letter case; nil where none is.
  package static func nearest(to name: String, among names: [String]) -> String? {
    let wanted = Array(name.lowercased().utf8)
    let close = names.compactMap { name in
      EditDistance.between(wanted, Array(name.lowercased().utf8), limit: 2).map { (name: name, distance: $0) }
    }
    return close.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }
}
