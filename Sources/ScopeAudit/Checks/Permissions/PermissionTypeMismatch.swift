internal import ScopeCatalog

extension Checks {
  /// An id of the other flow: a Role requested as Scope, or the reverse.
  static let permissionTypeMismatch = Check(permissions: "permission-type-mismatch") { context in
    guard context.holdings.has(.typeMismatch) else { return }
    for held in context.holdings.permissions where held.status == .typeMismatch {
      guard let permission = held.permission else { continue }
      let right =
        permission.flow == .application ? "an application permission (Role)" : "a delegated permission (Scope)"
      let wrong =
        switch held.flow {
        case .application: "as Role"
        case .delegated: "as Scope"
        case nil: "with a type that is neither Role nor Scope"
        }
      context.report(held, "This id is \(context.name(held)), \(right), but it is requested \(wrong).")
    }
  }
}
