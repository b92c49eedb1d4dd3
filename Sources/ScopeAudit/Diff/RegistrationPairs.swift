import ScopeValues

/// Finds the two states of each application.
package enum RegistrationPairs {
  /// The places of two states in their lists.
  package typealias Pair = (old: Int?, new: Int?)

  /// Pairs by application id, then object id, then name, then the file below the folder; in the order of the new
  /// states, followed by the old ones that are gone.
  package static func pair(_ old: [RegistrationKeys], _ new: [RegistrationKeys]) -> [Pair] {
    var partners = [Int?](repeating: nil, count: new.count)
    var isTaken = [Bool](repeating: false, count: old.count)
    for key in keys {
      // The first state with a key, and the next one after each.
      var first: [String: Int] = [:]
      var following = [Int](repeating: -1, count: old.count)
      for index in old.indices.reversed() where !isTaken[index] {
        guard let name = key(old[index]) else { continue }
        following[index] = first.updateValue(index, forKey: name) ?? -1
      }
      for index in new.indices where partners[index] == nil {
        guard let name = key(new[index]), let partner = first[name], partner >= 0 else { continue }
        partners[index] = partner
        isTaken[partner] = true
        first[name] = following[partner]
      }
    }
    return zip(new.indices, partners).map { state, partner in (partner, state) }
      + old.indices.filter { !isTaken[$0] }.map { ($0, nil) }
  }

  /// What two states may have in common, the surest first; nil where a state lacks it.
  private static let keys: [@Sendable (RegistrationKeys) -> String?] = [
    { $0.appId.isEmpty ? nil : $0.appId.lowercased() },
    { $0.objectId.isEmpty ? nil : $0.objectId.lowercased() },
    { $0.displayName.isEmpty ? nil : $0.displayName },
    { $0.appId.isEmpty && $0.displayName.isEmpty ? $0.relativePath : nil },
  ]
}
