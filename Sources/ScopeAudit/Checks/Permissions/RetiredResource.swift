internal import ScopeCatalog

extension Checks {
  /// A permission of a resource that no longer answers: Azure AD Graph.
  static let retiredResource = Check(permissions: "retired-resource") { context in
    let permissions = context.holdings.permissions
    for index in permissions.indices {
      guard let resource = permissions[index].resource, context.catalog.resourceIsRetired(resource) else { continue }
      let held = permissions[index]
      context.report(held, "\(context.name(held)) is a permission of Azure AD Graph, which no longer answers.")
    }
  }
}
