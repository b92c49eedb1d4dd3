import ScopeValues

/// Finds the two states of each application.
package enum RegistrationPairs {
  package typealias Pair = (old: RegistrationState?, new: RegistrationState?)

  /// Pairs by application id, then object id, then name, then the file below the folder; in the order of the new
  /// states, followed by the old ones that are gone.
  package static func pair(_ old: [RegistrationState], _ new: [RegistrationState]) -> [Pair] {
    var partners = [Int?](repeating: nil, count: new.count)
    var isTaken = [Bool](repeating: false, count: old.count)
    for key in keys {
      var waiting: [String: [Int]] = [:]
      for index in old.indices.reversed() where !isTaken[index] {
        if let name = key(old[index]) { waiting[name, default: []].append(index) }
      }
      for index in new.indices where partners[index] == nil {
        guard let name = key(new[index]), let partner = waiting[name]?.popLast() else { continue }
        partners[index] = partner
        isTaken[partner] = true
      }
    }
    return zip(new, partners).map { state, partner in (partner.map { old[$0] }, state) }
      + old.indices.filter { !isTaken[$0] }.map { (old[$0], nil) }
  }

  /// What two states may have in common, the surest first; nil where a state lacks it.
  private static let keys: [@Sendable (RegistrationState) -> String?] = [
    { $0.result.appId.isEmpty ? nil : $0.result.appId.lowercased() },
    { $0.objectId.isEmpty ? nil : $0.objectId.lowercased() },
    { $0.result.displayName.isEmpty ? nil : $0.result.displayName },
    { $0.result.appId.isEmpty && $0.result.displayName.isEmpty ? $0.relativePath : nil },
  ]
}
