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
    guard context.holdings.has(.unknown) else { return }
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
        context.cannotAssess("the catalog does not know the resource \(context.resourceName(held))")
        continue
      }
      let resourceName = context.catalog.resourceName(resource)
      guard context.catalog.resourceIsComplete(resource) else {
        context.cannotAssess("the catalog does not list every permission of \(resourceName)")
        continue
      }
      let age = CatalogAge(context)
      switch identifier {
      case .guid(let guid):
        let near = context.nearest(to: guid, in: resource)
        let misprint = context.misprint(guid, in: resource)
        let what = context.holdings.areGranted ? "the id \(guid)" : "this id"
        context.report(
          held,
          "\(resourceName) has no permission with \(what), as far as the catalog of \(context.catalog.tenantDate) goes."
            + (near.map { " It differs by a digit or two from \($0)." } ?? misprint ?? age.sentence),
          severity: age.severity(isNear: near != nil || misprint != nil, resource, context))
      case .name(let name):
        // superseded-permission has more to say about it.
        guard context.catalog.currentName(of: name) == nil else { continue }
        let near = context.nearest(to: name, in: resource)
        let what = context.holdings.areGranted ? "called \(name.prefix(120))" : "with this name"
        context.report(
          held,
          "\(resourceName) has no permission \(what), as far as the catalog of \(context.catalog.tenantDate) goes."
            + (near.map { " The nearest name is \($0)." } ?? age.sentence),
          severity: age.severity(isNear: near != nil, resource, context))
      }
    }
  }
}

/// How far an unknown permission may be newer than the catalog.
private struct CatalogAge {
  /// Whole days between the catalog's date and the run.
  let days: Int

  init(_ context: CheckContext) {
    let made = Timestamp(rfc3339: context.catalog.tenantDate + "T00:00:00Z") ?? context.options.now
    days = Int(context.options.now.seconds(since: made) / CheckContext.secondsPerDay)
  }

  /// Empty while the catalog is fresh.
  var sentence: String { days > Self.fresh ? " It may be newer." : "" }

  /// Microsoft Graph gained 59 permissions in the three months before the catalog's date.
  func severity(isNear: Bool, _ resource: Int, _ context: CheckContext) -> Severity? {
    guard !isNear, days > Self.fresh, !context.catalog.resourceIsRetired(resource) else { return nil }
    return days > Self.old ? .low : .medium
  }

  private static let fresh = 45
  private static let old = 180
}

extension CheckContext {
  /// The resource that a permission is asked of, as far as its name is known.
  fileprivate func resourceName(_ held: HeldPermission) -> String {
    guard let identifier = held.resourceIdentifier else { return "that is not named" }
    guard case .guid(let guid) = identifier,
      let name = catalog.name(ofApplication: (guid.high, guid.low))
    else { return identifier.description }
    return "\(name) (\(guid))"
  }

  /// The name and flow of a permission of the resource whose id differs by one or two digits.
  fileprivate func nearest(to guid: GUID, in resource: Int) -> String? {
    let index = catalog.permissionIndexes(of: resource).first { index in
      let id = catalog.permissionIdentifier(index)
      return GUID(high: id.high, low: id.low).digitsDiffering(from: guid) <= 2
        && catalog.permission(index).hasIdentifier
    }
    guard let index else { return nil }
    let permission = catalog.permission(index)
    return "\(catalog.name(permission.nameIndex)) (\(permission.flow.name))"
  }

  /// The sentence about an id that a public list gives for a permission which has another.
  fileprivate func misprint(_ guid: GUID, in resource: Int) -> String? {
    guard resource == catalog.graph, let misprint = catalog.misprint((guid.high, guid.low)) else { return nil }
    return " \(misprint.list) lists \(catalog.name(misprint.nameIndex)) with this id, and its id is another."
  }

  /// The name of a permission of the resource that differs by a letter or two, or by the .All at its end.
  fileprivate func nearest(to name: String, in resource: Int) -> String? {
    let index = PermissionNames(catalog).nearest(to: name) { nameIndex in
      catalog.permissions(named: catalog.name(nameIndex)).contains { $0.resource == resource && $0.hasIdentifier }
    }
    return index.map(catalog.name)
  }
}
