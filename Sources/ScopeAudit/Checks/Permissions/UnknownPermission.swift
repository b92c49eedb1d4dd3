internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// An id or name that its resource does not publish, with the nearest one where a digit or two differ.
  static let unknownPermission = Check(permissions: "unknown-permission") { context in
    for held in context.holdings.permissions where held.status == .unknown {
      guard let identifier = held.identifier else {
        context.cannotAssess("a permission's id is a placeholder or missing")
        continue
      }
      guard let resource = held.resource else {
        let written = held.resourceIdentifier?.description ?? "that is not named"
        context.cannotAssess("the catalog does not know the resource \(written)")
        continue
      }
      let resourceName = context.catalog.resourceName(resource)
      guard completeResources.contains(resourceName) else {
        context.cannotAssess("the catalog does not list every permission of \(resourceName)")
        continue
      }
      let word = if case .guid = identifier { "id" } else { "name" }
      let hint = context.nearMiss(of: identifier, in: resource).map { " It differs by a digit or two from \($0)." } ?? ""
      context.report(held, "\(resourceName) publishes no permission with this \(word).\(hint)")
    }
  }

  /// Resources whose every published permission is in the catalog.
  private static let completeResources: Set<String> = [
    "Microsoft Graph", "Microsoft Intune API", "Microsoft Intune", "Windows Azure Active Directory",
  ]
}

extension CheckContext {
  /// The name and flow of a permission of the resource whose id differs by one or two digits.
  fileprivate func nearMiss(of identifier: Identifier, in resource: Int) -> String? {
    guard case .guid(let guid) = identifier else { return nil }
    for index in 0..<catalog.permissionCount {
      let permission = catalog.permission(index)
      guard permission.resource == resource, permission.hasIdentifier,
        GUID(high: permission.high, low: permission.low).digitsDiffering(from: guid) <= 2
      else { continue }
      return "\(catalog.name(permission.nameIndex)) (\(permission.flow.name))"
    }
    return nil
  }
}
