internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// An access token that neither Microsoft Graph nor Intune accepts.
  static let foreignAudience = Check(token: "foreign-audience") { facts, context in
    guard facts.token.kind != .id else { return }
    guard let audience = facts.audience else {
      return context.report(facts.claims.place(of: "aud"), "The token names no audience: no resource accepts it.")
    }
    guard let resource = audience.resource else {
      return context.report(
        facts.claims.place(of: "aud"),
        "The token is for a resource that the catalog does not know. Microsoft Graph and Intune refuse it.")
    }
    let name = context.catalog.resourceName(resource)
    guard !context.catalog.resourceIsRetired(resource), !managementResources.contains(name) else { return }
    context.report(facts.claims.place(of: "aud"), "The token is for \(name). Microsoft Graph and Intune refuse it.")
  }

  private static let managementResources: Set<String> = ["Microsoft Graph", "Microsoft Intune API", "Microsoft Intune"]
}
