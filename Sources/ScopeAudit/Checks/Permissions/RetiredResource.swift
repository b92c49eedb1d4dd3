internal import ScopeCatalog

extension Checks {
  /// A permission of a resource that no longer answers: Azure AD Graph.
  static let retiredResource = Check(permissions: "retired-resource") { context in
    for held in context.holdings.permissions {
      guard let resource = held.resource, context.catalog.resourceIsRetired(resource) else { continue }
      let name = context.catalog.resourceName(resource)
      context.report(held, "\(context.name(held)) is a permission of \(name), which no longer answers.")
    }
  }
}
