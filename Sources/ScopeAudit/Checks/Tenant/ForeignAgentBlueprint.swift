internal import ScopeDocuments

extension Checks {
  /// An agent, or its blueprint, of another organisation.
  static let foreignAgentBlueprint = Check(principal: "foreign-agent-blueprint") { facts, context in
    guard facts.principal?.agent != nil, facts.isMicrosofts != true else { return }
    guard let owner = facts.principal?.ownerOrganization?.value, let place = facts.organizationPlace else {
      return context.cannotAssess("no input shows in which tenant the agent's blueprint is registered")
    }
    guard facts.home.isKnown else {
      return context.cannotAssess(
        "the inputs do not tell which tenant was exported: add the applications, az ad app list --all")
    }
    guard !facts.home.contains(owner) else { return }
    context.report(
      place,
      "The blueprint of this agent is registered in another organisation's tenant, \(owner), which decides what it is.")
  }
}
