internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A permission that the application asks for and that nobody has granted.
  static let ungrantedPermission = Check(principal: "ungranted-permission") { facts, context in
    guard !facts.isManagedIdentity else { return }
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    guard let requested = facts.requested(&context) else { return }
    guard facts.isComplete else {
      return context.cannotAssess("not every input could be read, so a grant may have been missed")
    }
    let held = Set(context.holdings.permissions.compactMap { $0.permission?.index })
    for index in requested.compactMap(\.index).sorted() where !held.contains(index) {
      let permission = context.catalog.permission(index)
      let name = context.catalog.name(permission.nameIndex)
      guard !context.catalog.isSignIn(name) else { continue }
      let isAnswered =
        facts.answered.contains(.init(resource: permission.resource, flow: permission.flow))
        || permission.flow == .application && facts.hasAllAssignments
      guard isAnswered else {
        // One more export would tell; that nothing of a resource is there may mean that nobody looked.
        context.cannotAssess(
          "no input holds a grant of some resource that the application asks for: nothing was granted, or its export is missing"
        )
        continue
      }
      let kind = permission.flow == .application ? "application" : "delegated"
      context.report(
        facts.place, "The application asks for the \(kind) permission \(name), which nobody has granted.",
        subject: [context.catalog.resourceName(permission.resource), permission.flow.name, name])
    }
  }
}

extension PrincipalFacts {
  /// What the application asks for; nil, with a note, where the inputs do not tell.
  func requested(_ context: inout CheckContext) -> Set<PermissionKey>? {
    switch request {
    case .known(let keys): return keys
    case .unreadable: context.cannotAssess("the application's requiredResourceAccess could not be read")
    case .notAmongInputs:
      let owner = principal?.ownerOrganization?.value
      let isForeign = isMicrosofts == true || home.isKnown && owner.map { !home.contains($0) } == true
      context.cannotAssess(
        isForeign
          ? "the application is registered in another tenant, so what it asks for is not known here"
          : "the application is not among the inputs: az ad app list --all")
    }
    return nil
  }
}
