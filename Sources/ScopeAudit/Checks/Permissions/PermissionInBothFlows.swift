internal import ScopeCatalog

extension Checks {
  /// The same permission for the application itself and for signed-in users.
  static let permissionInBothFlows = Check(permissions: "permission-in-both-flows") { context in
    let known = context.holdings.permissions.filter { $0.status == .known }
    for held in known where held.flow == .application {
      let hasTwin = known.contains {
        $0.flow == .delegated && $0.permission?.nameIndex == held.permission?.nameIndex && $0.resource == held.resource
      }
      if hasTwin {
        context.report(held, "\(context.name(held)) is requested for the application itself and for signed-in users.")
      }
    }
  }
}
