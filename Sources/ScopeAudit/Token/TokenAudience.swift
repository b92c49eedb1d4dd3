package import ScopeCatalog
package import ScopeDocuments
package import ScopeValues

/// What a token is for: the audience as it is written, and the resource and clouds behind it.
package struct TokenAudience: Hashable, Sendable {
  package var value: String
  /// Index of the resource in the catalog; nil where the catalog does not know it.
  package var resource: Int?
  /// The clouds in which the resource can stand; more than one where the token does not tell them apart.
  package var clouds: [Cloud]

  /// The audience of a token: of several, the first that the catalog knows.
  package init?(_ claims: TokenClaims, catalog: Catalog) {
    let known = claims.audiences.first { Self.resource(of: $0, catalog) != nil }
    guard let value = known ?? claims.audiences.first else { return nil }
    self.value = value
    resource = Self.resource(of: value, catalog)
    let host = Self.host(of: value)
    let stated = host.map { Cloud.candidates(forHost: $0) } ?? []
    let issued = claims.issuer?.clouds ?? []
    // An id or an address of one's own says nothing of the cloud; then the issuer has to.
    clouds = stated.isEmpty ? issued : stated
  }

  /// The cloud, where only one is possible.
  package var cloud: Cloud? { clouds.count == 1 ? clouds.first : nil }

  private static func resource(of audience: String, _ catalog: Catalog) -> Int? {
    // SharePoint's and Exchange's tokens name the host behind the id: 00000003-…/contoso.sharepoint.com@<tenant>.
    if let guid = GUID(audience) ?? GUID(String(audience.prefix { $0 != "/" })) {
      return catalog.resource((guid.high, guid.low))
    }
    return catalog.resource(audience: audience)
      ?? KnownAudience.name(audience).flatMap { catalog.resource(named: $0) }
  }

  private static func host(of audience: String) -> String? {
    guard audience.lowercased().hasPrefix("https://") else { return nil }
    return audience.dropFirst(8).split(separator: "/", omittingEmptySubsequences: false).first.map(String.init)
  }
}
