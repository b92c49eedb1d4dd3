internal import ScopeCatalog

extension Checks {
  /// A permission of a resource that no longer answers: Azure AD Graph.
  static let retiredResource = Check(permissions: "retired-resource") { context in
    for held in context.holdings.permissions {
      guard let resource = held.resource, context.catalog.resourceIsRetired(resource) else { continue }
      context.report(held, "\(context.name(held)) is a permission of Azure AD Graph, which no longer answers.")
    }
  }
}
