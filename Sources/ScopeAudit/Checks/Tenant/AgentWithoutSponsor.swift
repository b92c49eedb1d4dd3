internal import ScopeDocuments

extension Checks {
  /// An agent that nobody answers for.
  static let agentWithoutSponsor = Check(principal: "agent-without-sponsor") { facts, context in
    guard let agent = facts.principal?.agent, !agent.isBlueprint else { return }
    guard let sponsors = agent.sponsors, let place = facts.sponsorsPlace else {
      return context.cannotAssess(
        "the export does not show the agent's sponsors: fetch it from Graph with $expand=sponsors")
    }
    guard sponsors.value == 0 else { return }
    context.report(place, "Nobody is the sponsor of this agent, so nobody answers for what it does.")
  }
}
