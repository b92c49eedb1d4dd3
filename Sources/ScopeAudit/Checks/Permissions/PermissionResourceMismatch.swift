internal import ScopeCatalog

extension Checks {
  /// An id that another resource publishes.
  static let permissionResourceMismatch = Check(permissions: "permission-resource-mismatch") { context in
    guard context.holdings.has(.resourceMismatch) else { return }
    for held in context.holdings.permissions where held.status == .resourceMismatch {
      guard let permission = held.permission else { continue }
      let owner = context.catalog.resourceName(permission.resource)
      context.report(held, "This id is \(context.name(held)) of \(owner), not of the resource it is requested on.")
    }
  }
}
