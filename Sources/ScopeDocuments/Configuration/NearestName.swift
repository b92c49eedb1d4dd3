import ScopeValues

/// Finds what somebody most likely meant who mistyped a name.
package enum NearestName {
  /// "Did you mean …?" where one of the names is at most two letters away; otherwise a list of them.
  package static func remedy(for name: String, among names: [String]) -> String {
    let close = names.map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }
      .filter { $0.distance <= 2 }
    if let best = close.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) {
      return "Did you mean \u{201C}\(best.name)\u{201D}?"
    }
    return names.count > 20
      ? "\u{2018}scopeaudit rules\u{2019} lists them." : "Known are \(names.sorted().joined(separator: ", "))."
  }

  /// How many letters have to be added, removed or replaced; names of more than 100 letters are far from any.
  private static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count <= 100, right.count <= 100, abs(left.count - right.count) <= 2 else { return .max }
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let replaced = diagonal + (letter == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
