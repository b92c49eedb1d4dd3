internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A permission that was granted and that the application does not ask for.
  static let undeclaredGrant = Check(principal: "undeclared-grant") { facts, context in
    guard !facts.isManagedIdentity else { return }
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    guard let requested = facts.requested(&context) else { return }
    for (held, isForAll) in zip(context.holdings.permissions, facts.isForAll) {
      guard let key = PermissionKey(held.permission, held.resourceIdentifier, held.flow, held.identifier) else {
        if held.resourceIdentifier == nil { context.cannotAssess(PrincipalFacts.missingPrincipals) }
        continue
      }
      if key.index == nil, held.flow == .delegated {
        // A manifest asks by id, a grant names the scope; only the catalog knows that both are one.
        context.cannotAssess("a scope was granted that the catalog does not know by name")
        continue
      }
      guard !requested.contains(key), !context.catalog.isSignIn(context.name(held)) else {
        continue
      }
      let name = context.name(held)
      switch held.flow {
      case .application:
        context.report(held, "\(name) was granted to the application itself, which does not ask for it.")
      default:
        let whom = isForAll ? "for every user" : "by users for themselves"
        context.report(
          held, "\(name) was granted \(whom), and the application does not ask for it.",
          severity: isForAll ? .medium : .low)
      }
    }
  }
}
