internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A secret or certificate on a blueprint: with it one acts as every agent that was made from it.
  static let agentBlueprintCredential = Check(application: "agent-blueprint-credential") { application, context in
    guard application.isAgentBlueprint else { return }
    let live = context.credentials(of: application).filter { entry in
      entry.kind != .signingCertificate && !entry.credential.hasExpired(at: context.options.now)
    }
    guard let first = live.first else { return }
    context.report(
      first.credential.headline,
      "This \(first.kind.rawValue) acts as every agent that was made from the blueprint\(live.count == 1 ? "" : ", as do \(live.count - 1) more")."
    )
  }
}

extension Application {
  /// Whether it is the blueprint of agents.
  fileprivate var isAgentBlueprint: Bool {
    guard let type = document.rareMember("@odata.type", of: place) else { return false }
    return document.text(type).lowercased().hasSuffix(".agentidentityblueprint")
  }
}
