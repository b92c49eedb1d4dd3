import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Holdings {
  /// Where ids of permissions stand in an application that are not among what is held.
  ///
  /// The readers know many ways to write a list; this knows none, and so nothing can be written past them.
  func strays(in application: Application, _ catalog: Catalog) -> [JSONPlace] {
    var held: Set<GUID> = []
    for permission in permissions { if case .guid(let guid) = permission.identifier { held.insert(guid) } }
    var strays: [JSONPlace] = []
    application.document.forEachIdentifier(in: application.place) { guid, place in
      guard !held.contains(guid) else { return }
      var isPermission = false
      catalog.forEachPermission(with: (guid.high, guid.low)) { _ in isPermission = true }
      if isPermission { strays.append(place) }
    }
    return strays
  }
}
