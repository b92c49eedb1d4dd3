internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// An application that every user of the tenant may sign in to.
  static let openAssignment = Check(principal: "open-assignment") { facts, context in
    guard let principal = facts.principal else {
      return context.cannotAssess("no input shows this service principal: az ad sp list --all")
    }
    // Nobody signs in to managed identities, and who may use Microsoft's own applications is decided elsewhere.
    guard principal.type == .application || principal.type == .unknown, facts.isMicrosofts != true else { return }
    guard let requirement = principal.requiresAssignment, let place = facts.assignmentPlace else {
      return context.cannotAssess("the export does not show appRoleAssignmentRequired")
    }
    guard !requirement.value, principal.replyURLs?.isEmpty != true || context.holdings.count(.delegated) > 0 else {
      return
    }
    context.report(place, "Every user of the tenant, guests included, may sign in to this application.")
  }
}
