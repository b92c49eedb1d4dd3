package import ScopeCatalog
import ScopeValues

extension NeededCall {
  /// The need to do something to an entity, both in the words of the Intune permissions.
  package init(entity: String, action: String, catalog: Catalog) {
    let (wanted, done) = (entity.lowercased(), action.lowercased())
    let isRemote = wanted == "remote actions"
    var permissions: [Int] = []
    var isKnown = false
    for name in catalog.describedNames {
      for access in catalog.entities(nameIndex: name) where access.entity.lowercased() == wanted {
        isKnown = true
        let suffices =
          done == "read" || access.actions.contains { isRemote ? $0.lowercased() == done : $0 != "read" }
        if suffices, !permissions.contains(name) { permissions.append(name) }
      }
    }
    let obstacle =
      !permissions.isEmpty
      ? ""
      : isKnown
        ? "The catalog knows no permission to do this to the entity." : "The catalog knows no entity of this name."
    self.init(method: action, url: entity, operation: nil, obstacle: obstacle, permissions: permissions)
  }
}
