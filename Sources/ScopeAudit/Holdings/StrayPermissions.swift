import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Holdings {
  /// Where ids of permissions stand in an application that are not among what is held.
  ///
  /// The readers know many ways to write a list; this knows none, and so nothing can be written past them.
  func strays(in application: Application, _ catalog: Catalog) -> [JSONPlace] {
    // Most ids are those of what is held, in the order of the text, or no permission's at all: only what is neither
    // has to be looked for.
    var next = 0
    var found: [(guid: GUID, place: JSONPlace)] = []
    application.document.forEachIdentifier(in: application.place) { guid, place in
      if next < permissions.count, permissions[next].place == place {
        next += 1
        if permissions[next - 1].identifier?.guid == guid { return }
      }
      var isPermission = false
      catalog.forEachPermission(with: (guid.high, guid.low)) { _ in isPermission = true }
      if isPermission { found.append((guid, place)) }
    }
    guard !found.isEmpty else { return [] }
    let held = Set(permissions.compactMap(\.identifier?.guid))
    return found.filter { !held.contains($0.guid) }.map(\.place)
  }

  /// Where the name of a resource stands that nobody knows, so that what is asked of it could not be judged.
  ///
  /// An export names resources by their ids. Source may look its own API up by name: there only permissions count that
  /// Microsoft publishes.
  func unknownResources(in application: Application, _ catalog: Catalog) -> [JSONPlace] {
    permissions.lazy.filter { $0.resource == nil && $0.status == .unknown }.filter { held in
      if application.namesOwnResources {
        // An API of one's own has such names, too: access_as_user.
        guard case .name(let name) = held.identifier else { return true }
        return name.utf8.contains(ASCII.point) && Self.isPublished(held.identifier, catalog)
      }
      guard application.document.isDeclared else {
        if case .name = held.resourceIdentifier { return true }
        return false
      }
      switch (held.resourceIdentifier, held.identifier) {
      case (.name, _), (nil, _): return Self.isPublished(held.identifier, catalog)
      // Source names the service principal of a resource by its object id, which says nothing of whose it is.
      case (.guid(let asked), .name(let name)):
        return name.utf8.contains(ASCII.point) && catalog.name(ofApplication: (asked.high, asked.low)) == nil
          && Self.isPublished(held.identifier, catalog)
      case (.guid, _): return false
      }
    }.map(\.place)
  }

  /// Whether Microsoft publishes a permission with an id or a name.
  private static func isPublished(_ identifier: Identifier?, _ catalog: Catalog) -> Bool {
    var isPublished = false
    switch identifier {
    case .guid(let guid): catalog.forEachPermission(with: (guid.high, guid.low)) { _ in isPublished = true }
    case .name(let name): isPublished = !catalog.permissions(named: name).isEmpty
    case nil: break
    }
    return isPublished
  }
}
