internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// An id or name that its resource does not publish, with the nearest one where a digit or a letter differs.
  static let unknownPermission = Check(permissions: "unknown-permission") { context in
    if context.holdings.hasInferred {
      context.cannotAssess(
        "the resource of a grant was told by what was granted, as its service principal is not among the inputs: az ad sp list --all"
      )
    }
    for held in context.holdings.permissions where held.status == .unknown {
      guard let identifier = held.identifier else {
        context.cannotAssess("a permission's id is a placeholder or missing")
        continue
      }
      if held.resourceIdentifier == nil, context.holdings.hasUnresolved {
        context.cannotAssess(PrincipalFacts.missingPrincipals)
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
      switch identifier {
      case .guid(let guid):
        let hint = context.nearest(to: guid, in: resource).map { " It differs by a digit or two from \($0)." } ?? ""
        context.report(
          held,
          "\(resourceName) has no permission with \(context.holdings.areGranted ? "the id \(guid)" : "this id").\(hint)"
        )
      case .name(let name):
        // superseded-permission has more to say about it.
        guard successor(of: name) == nil else { continue }
        let hint = context.nearest(to: name, in: resource).map { " The nearest name is \($0)." } ?? ""
        context.report(
          held,
          "\(resourceName) has no permission \(context.holdings.areGranted ? "called \(name.prefix(120))" : "with this name").\(hint)"
        )
      }
    }
  }

  /// Resources whose every published permission is in the catalog.
  private static let completeResources: Set<String> = [
    "Microsoft Graph", "Microsoft Intune API", "Microsoft Intune", "Windows Azure Active Directory",
  ]
}

extension CheckContext {
  /// The name and flow of a permission of the resource whose id differs by one or two digits.
  fileprivate func nearest(to guid: GUID, in resource: Int) -> String? {
    for index in 0..<catalog.permissionCount {
      let permission = catalog.permission(index)
      guard permission.resource == resource, permission.hasIdentifier,
        GUID(high: permission.high, low: permission.low).digitsDiffering(from: guid) <= 2
      else { continue }
      return "\(catalog.name(permission.nameIndex)) (\(permission.flow.name))"
    }
    return nil
  }

  /// The name of a permission of the resource that differs by a letter or two, or by the .All at its end.
  fileprivate func nearest(to name: String, in resource: Int) -> String? {
    let wanted = PermissionNames.Name(name)
    let index = rules.permissionNames.nearest(to: wanted) { nameIndex in
      catalog.permissions(named: catalog.name(nameIndex)).contains { $0.resource == resource && $0.hasIdentifier }
    }
    return index.map(catalog.name)
  }
}
