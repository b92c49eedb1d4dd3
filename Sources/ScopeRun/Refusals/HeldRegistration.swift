import ScopeAudit
import ScopeCatalog
import ScopeDiagnosis
import ScopeDocuments

extension AskedPermissions {
  /// What one application registration asks of Microsoft Graph; nil where the text holds no registration, or several.
  init?(registration bytes: [UInt8], catalog: Catalog) {
    guard HeldNames.isJSON(bytes) else { return nil }
    let applications = HeldNames.applications(bytes)
    guard applications.count == 1, let application = applications.first else { return nil }
    let holdings = Holdings(application, catalog: catalog)
    guard holdings.obstacle == nil else { return nil }
    let graph = catalog.resource(named: "Microsoft Graph")
    var names: [Flow: [String]] = [:]
    for held in holdings.permissions where held.resource == graph {
      guard let flow = held.flow, let permission = held.permission, permission.resource == graph else { continue }
      names[flow, default: []].append(catalog.name(permission.nameIndex))
    }
    self.init(application: names[.application] ?? [], delegated: names[.delegated] ?? [])
  }
}
