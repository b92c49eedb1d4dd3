internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// An application of another organisation that calls itself Microsoft's.
  static let imitatingName = Check(principal: "imitating-name") { facts, context in
    guard let principal = facts.principal else {
      return context.cannotAssess("no input shows this service principal: az ad sp list --all")
    }
    guard principal.type == .application || principal.type == .unknown, facts.isMicrosofts != true,
      let likeness = MicrosoftLikeness(principal.displayName, context.catalog)
    else { return }
    guard let owner = principal.ownerOrganization?.value else {
      return context.cannotAssess(
        "no input shows in which tenant the application is registered (appOwnerOrganizationId): az ad sp list --all")
    }
    if facts.home.contains(owner) { return }
    context.report(
      facts.place,
      likeness == .name
        ? "It is called as one of Microsoft's own applications and belongs to tenant \(owner)."
        : "Its name says Microsoft, and it belongs to tenant \(owner), which is none of Microsoft's.")
  }
}
