import ScopeCatalog
import ScopeDocuments

/// Which permissions of a list are named again, and where each stands first.
struct RepeatedPermissions: Sendable {
  /// By place in the list: the place where the same permission stands first. Empty where each is named once.
  private var firsts: [Int] = []
  /// By place in the list: how often the permission is named that stands there first.
  private var counts: [Int] = []

  /// - Parameter permissions: two that cannot be read may well be two.
  init(_ permissions: [HeldPermission]) {
    guard !Self.namesEachOnce(permissions) else { return }
    var seen: [Key: Int] = [:]
    seen.reserveCapacity(permissions.count)
    firsts = Array(permissions.indices)
    counts = [Int](repeating: 1, count: permissions.count)
    for index in permissions.indices {
      guard let key = Key(permissions[index]) else { continue }
      if let first = seen[key] {
        firsts[index] = first
        counts[first] += 1
      } else {
        seen[key] = index
      }
    }
  }

  var isEmpty: Bool { firsts.isEmpty }

  /// Where the permission at a place stands first; nil where that is the place itself.
  func first(_ index: Int) -> Int? {
    guard !firsts.isEmpty, firsts[index] != index else { return nil }
    return firsts[index]
  }

  /// How often the permission is named that stands first at a place.
  func count(_ index: Int) -> Int { counts.isEmpty ? 1 : counts[index] }

  /// Whether a list is short and all its ids differ, as nearly every list's do: that costs less to see than a table.
  private static func namesEachOnce(_ permissions: [HeldPermission]) -> Bool {
    guard permissions.count <= 24 else { return false }
    for index in permissions.indices {
      guard case .guid(let id) = permissions[index].identifier else { return false }
      for before in 0..<index {
        if case .guid(let other) = permissions[before].identifier, other == id { return false }
      }
    }
    return true
  }

  /// What tells one permission of a list from another; all of it is hashed, since whoever writes a manifest chooses it.
  struct Key: Hashable {
    var resource: Identifier
    var flow: Flow?
    var identifier: Identifier

    init?(_ held: HeldPermission) {
      guard let identifier = held.identifier, let resource = held.resourceIdentifier else { return nil }
      self.resource = resource
      flow = held.flow
      self.identifier = identifier
    }
  }
}
