internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// An application of another organisation that holds a permission which makes it privileged.
  static let foreignPrivilegedPrincipal = Check(principal: "foreign-privileged-principal") { facts, context in
    guard !facts.isManagedIdentity, facts.isMicrosofts != true else { return }
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    guard let privileged = context.privileged() else {
      if context.holdings.hasUnresolved { context.cannotAssess(PrincipalFacts.missingPrincipals) }
      return
    }
    guard let owner = facts.principal?.ownerOrganization?.value, let place = facts.organizationPlace else {
      return context.cannotAssess(
        "no input shows in which tenant the application is registered (appOwnerOrganizationId): az ad sp list --all")
    }
    guard facts.home.isKnown else {
      context.cannotAssess(
        "the inputs do not tell which tenant was exported: add the applications, az ad app list --all")
      // An application for one tenant alone can stand nowhere but at home.
      guard facts.principal?.audience?.hasPrefix("AzureADMyOrg") == false else { return }
      return context.report(
        place,
        "Registered in tenant \(owner), which nothing in the inputs shows to be the exported one, with \(privileged.power): \(privileged.phrase(context)).",
        severity: .high)
    }
    guard !facts.home.contains(owner) else { return }
    context.report(
      place,
      "Run by another organisation, tenant \(owner), with \(privileged.power): \(privileged.phrase(context)).",
      severity: privileged.severity)
  }
}
