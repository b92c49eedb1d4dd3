internal import ScopeAudit
internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Catalog {
  /// The API that a permission is asked of: by its name, else as it is written; nil where the input names none.
  func resourceName(of held: PermissionResult) -> String? {
    if let resource = held.resource { return resourceName(resource) }
    guard let identifier = held.resourceIdentifier else { return nil }
    guard case .guid(let guid) = identifier else { return identifier.description }
    return name(ofApplication: (guid.high, guid.low)) ?? guid.description
  }
}
