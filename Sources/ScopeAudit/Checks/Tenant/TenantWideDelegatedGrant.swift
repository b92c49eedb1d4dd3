internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// Delegated permissions that only an administrator may grant, granted for every user at once.
  static let tenantWideDelegatedGrant = Check(principal: "tenant-wide-delegated-grant") { facts, context in
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    guard context.holdings.count(.delegated) > 0 else {
      return context.cannotAssess(
        "no input holds a delegated grant to this service principal: none was given, or the export of oauth2PermissionGrants is missing"
      )
    }
    var reported: Set<[String]> = []
    for grant in facts.tenantWideGrants {
      let administrative = grant.permissions.filter { $0.status == .known && $0.permission?.consent == .admin }
      let names = Set(administrative.map(context.name)).sorted()
      let resource = grant.permissions.first?.resourceIdentifier?.description
      if grant.permissions.contains(where: { $0.permission == nil }) {
        context.cannotAssess(
          resource == nil ? PrincipalFacts.missingPrincipals : "the catalog does not know every scope of a grant")
      }
      let subject = [resource ?? ""] + names
      guard let first = names.first, reported.insert(subject).inserted else { continue }
      let others = names.count == 1 ? "" : " and \(names.count - 1) more"
      context.report(
        grant.place, "Granted for every user of the tenant: \(first)\(others), which no user may grant alone.",
        subject: subject)
    }
  }
}
