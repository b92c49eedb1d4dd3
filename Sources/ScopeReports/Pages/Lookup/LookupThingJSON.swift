internal import ScopeCatalog
import ScopeValues

extension LookupThing {
  /// The members of one item.
  func json(_ catalog: Catalog, _ writer: inout JSONWriter) {
    let (name, id) = name(catalog)
    writer.member("kind", kind)
    writer.member("name", name)
    switch self {
    case .resource(let index):
      if let id { writer.member("appId", id) }
      writer.strings("aliases", catalog.resourceAliases(index))
      writer.key("retired")
      writer.boolean(catalog.resourceIsRetired(index))
      writer.key("complete")
      writer.boolean(catalog.resourceIsComplete(index))
      writer.key("permissions")
      writer.array { writer in
        for permission in catalog.permissions(of: index) {
          writer.object { writer in
            writer.member("flow", permission.flow.name)
            writer.member("id", GUID(high: permission.high, low: permission.low).description)
            writer.member("name", catalog.name(permission.nameIndex))
          }
        }
      }
    case .application(let index):
      if let id { writer.member("appId", id) }
      writer.member("owner", catalog.applicationIsMicrosofts(index) ? "microsoft" : "unstated")
    case .role(let index):
      let role = catalog.directoryRole(at: index)
      if let id { writer.member("id", id) }
      writer.key("marker")
      writer.boolean(role.isMarker)
      if role.intuneAccess != .unknown { writer.member("intune", role.intuneAccess.name) }
      if !role.isMarker { writer.member("severity", Self.severity(role)) }
    case .property(let explanation):
      writer.strings("aliases", explanation.aliases)
      writer.member("meaning", explanation.meaning)
      if !explanation.change.isEmpty { writer.member("set", explanation.change) }
      writer.strings("rules", explanation.rules)
    }
  }
}
