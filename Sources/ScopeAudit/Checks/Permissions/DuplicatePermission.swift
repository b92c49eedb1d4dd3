internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// The same permission of the same resource, requested again in the same flow.
  static let duplicatePermission = Check(permissions: "duplicate-permission") { context in
    guard !namesEachOnce(context.holdings.permissions) else { return }
    var seen: [Key: JSONPlace] = [:]
    seen.reserveCapacity(context.holdings.permissions.count)
    // Two that cannot be read may well be two.
    for held in context.holdings.permissions where held.identifier != nil && held.resourceIdentifier != nil {
      let key = Key(resource: held.resourceIdentifier, flow: held.flow, identifier: held.identifier)
      if let first = seen[key] {
        context.report(held, "\(context.name(held)) is requested twice.")
        context.relate(first, "It is requested here first.")
      } else {
        seen[key] = held.place
      }
    }
  }

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

  private struct Key: Hashable {
    var resource: Identifier?
    var flow: Flow?
    var identifier: Identifier?

    func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
  }
}
