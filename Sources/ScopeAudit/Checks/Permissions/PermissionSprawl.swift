internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// More permissions than anybody reviews.
  static let permissionSprawl = Check(permissions: "permission-sprawl") { context in
    let maximum = context.options.threshold("maximumPermissions", of: context.rule)
    guard context.holdings.permissions.count > maximum, let place = context.holdings.permissions.first?.place else {
      return
    }
    let application = context.holdings.count(.application)
    context.report(
      context.holdings.place ?? place,
      "\(context.holdings.permissions.count) permissions, \(application) of them as the application itself: more than a review takes in."
    )
  }
}
