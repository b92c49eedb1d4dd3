internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Holdings {
  /// What a token carries: its scopes, and its roles unless a user holds them.
  ///
  /// In a user's token, `roles` are the user's roles in the resource and no permissions of the application.
  init(_ token: UnverifiedToken, _ claims: TokenClaims, audience: TokenAudience?, catalog: Catalog) {
    guard token.kind != .id else {
      self.init(permissions: [], obstacle: "an ID token carries no permissions")
      return
    }
    let identifier = audience.map { audience -> Identifier in
      guard let resource = audience.resource else { return .name(audience.value) }
      let id = catalog.resourceIdentifier(resource)
      return .guid(GUID(high: id.high, low: id.low))
    }
    // Lists of grants name application permissions by their ids.
    func held(_ entry: TokenClaims.Entry, _ flow: Flow) -> HeldPermission {
      HeldPermission(
        resourceIdentifier: identifier, resource: audience?.resource, flow: flow,
        identifier: GUID(entry.name).map { .guid($0) } ?? .name(entry.name),
        place: entry.place, catalog: catalog)
    }
    let roles = claims.caller.flow == .delegated ? [] : claims.roles
    self.init(permissions: claims.scopes.map { held($0, .delegated) } + roles.map { held($0, .application) })
  }
}
