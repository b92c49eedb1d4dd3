internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// A token for a resource that no longer answers: Azure AD Graph.
  static let retiredAudience = Check(token: "retired-audience") { facts, context in
    guard let resource = facts.audience?.resource, context.catalog.resourceIsRetired(resource) else { return }
    let name = context.catalog.resourceName(resource)
    context.report(facts.claims.place(of: "aud"), "The token is for \(name), which no longer answers.")
  }
}
