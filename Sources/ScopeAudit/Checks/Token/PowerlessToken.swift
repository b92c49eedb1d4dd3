internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// An access token with neither scopes nor roles.
  static let powerlessToken = Check(token: "powerless-token") { facts, context in
    guard facts.token.kind != .id else { return }
    guard facts.claims.scopes.isEmpty, facts.claims.roles.isEmpty else { return }
    if facts.claims.caller.flow != .delegated, let audience = facts.audience,
      KnownAudience.decidesByAssignments(audience.value, audience.resource, context.catalog)
    {
      context.cannotAssess("the resource decides by assignments of its own, which no token shows")
      return
    }
    let claim = ["scp", "roles"].first { facts.claims.states($0) }
    context.report(
      claim.map(facts.claims.place) ?? facts.claims.document.root,
      "The token carries neither scopes nor roles: nobody has consented to a permission, or the consent came after it was issued."
    )
  }
}
