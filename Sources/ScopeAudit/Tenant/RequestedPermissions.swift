internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// What applications ask for, kept small: it has to last until all inputs are read, when the applications are long gone.
package struct RequestedPermissions: Sendable {
  /// Where an application's keys end in the list of all; they begin where the one before ends.
  private var ends: [(appId: GUID, end: Int, isReadable: Bool)] = []
  private var keys: [PermissionKey] = []

  package init() {}

  var isEmpty: Bool { ends.isEmpty }

  /// Takes in what one application asks for; one without an id can be joined to nothing.
  package mutating func add(_ result: ApplicationResult) {
    guard let appId = GUID(result.appId) else { return }
    for permission in result.permissions {
      if let key = PermissionKey(
        permission.permission, permission.resourceIdentifier, permission.flow, permission.identifier)
      {
        keys.append(key)
      }
    }
    ends.append((appId, keys.count, result.showsPermissions))
  }

  /// Takes in what another list holds, after its own.
  package mutating func add(_ other: RequestedPermissions) {
    let offset = keys.count
    keys += other.keys
    ends += other.ends.map { ($0.appId, $0.end + offset, $0.isReadable) }
  }

  /// By application id; nil for one whose permissions could not be read. An application that stands in the run twice
  /// asks for what both say.
  func sets() -> [GUID: Set<PermissionKey>?] {
    var sets: [GUID: Set<PermissionKey>?] = [:]
    sets.reserveCapacity(ends.count)
    var start = 0
    for (appId, end, isReadable) in ends {
      defer { start = end }
      guard isReadable, var known = sets[appId] ?? Set() else {
        sets[appId] = .some(nil)
        continue
      }
      known.formUnion(keys[start..<end])
      sets[appId] = .some(known)
    }
    return sets
  }
}

/// A permission in eight bytes: its index in the catalog, or a hash of what it is known by where the catalog has none.
struct PermissionKey: Hashable, Sendable {
  private var value: UInt64

  /// Nil where nothing tells the permission from others, or where the catalog knows it as one of another flow or resource.
  init?(_ permission: Permission?, _ resource: Identifier?, _ flow: Flow?, _ identifier: Identifier?) {
    if let permission {
      guard permission.flow == flow else { return nil }
      value = UInt64(permission.index)
      return
    }
    guard let resource, let flow, let identifier else { return nil }
    // Seeded anew in each process, so that nobody can write two permissions that share a key.
    var hasher = Hasher()
    hasher.combine(resource)
    hasher.combine(flow)
    hasher.combine(identifier)
    value = UInt64(bitPattern: Int64(hasher.finalize())) | 1 << 63
  }

  /// The index in the catalog; nil for a permission that it does not know.
  var index: Int? { value >> 63 == 0 ? Int(value) : nil }
}
