internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// The same permission of the same resource, requested again in the same flow.
  static let duplicatePermission = Check(permissions: "duplicate-permission") { context in
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

  private struct Key: Hashable {
    var resource: Identifier?
    var flow: Flow?
    var identifier: Identifier?

    func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
  }
}
