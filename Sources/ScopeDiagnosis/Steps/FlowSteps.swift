internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// Steps that ask whether this kind of caller can make the call at all.
enum FlowSteps {
  static func mine(_ facts: CallFacts) -> [Cause] {
    guard facts.flow == .application, let address = facts.address, address.isMine else { return [] }
    // The words of an error may be about another call of the same paste.
    let isStated = facts.claims?.caller.flow == .application || facts.call.flow == .application
    return [
      Cause(
        .wrongFlow, isStated ? .certain : .likely,
        "/me means the signed-in user, and an application that nobody is signed in with has none.",
        evidence: [Evidence(.request, "The path begins with /me."), caller(facts)],
        firstSteps: ["Call /users/{id} instead, or sign a user in."])
    ]
  }

  /// The catalog knows permissions for the other kind of caller only.
  static func otherKindOnly(_ facts: CallFacts) -> [Cause] {
    guard let flow = facts.flow, let address = facts.address, let operation = address.operation, facts.need == nil,
      !address.isMine
    else { return [] }
    let other: Flow = flow == .application ? .delegated : .application
    guard
      let need = Need.ofCatalog(operation, flow: other, url: address.url, body: address.body, names: facts.names),
      !need.accepted.isEmpty
    else { return [] }
    // Words that say no more than that something is missing leave room for it.
    let isOpen = facts.shapes.first.map { facts.meaning(of: $0).verdict == .missingPermission } ?? true
    let sentence =
      flow == .application
      ? "by the catalog this call needs a signed-in user, and the caller is an application."
      : "by the catalog only an application without a signed-in user can make this call."
    return [
      Cause(
        .wrongFlow, facts.call.error == nil ? .possible : .likely, sentence, isConclusive: isOpen,
        evidence: [
          Evidence(
            .catalog,
            "It lists \(other.name) permissions only for this call; the documentation has been wrong about that before."
          ), caller(facts),
        ],
        firstSteps: [
          other == .delegated
            ? "Sign a user in and call with that token." : "Call with the application's own token (client credentials)."
        ],
        unknowable: [.serviceChange])
    ]
  }

  /// A client whose permissions cannot be extended: no grant helps, only another client.
  static func fixedClient(_ facts: CallFacts) -> [Cause] {
    guard let client = facts.client, client.kind != .consent, facts.flow == .delegated, !facts.isSatisfied else {
      return []
    }
    let state =
      client.kind == .retired ? " is retired" : " carries a fixed set of permissions, and this one is not among them"
    return [
      Cause(
        .missingPermission, .likely, "\(client.name)\(state).", isConclusive: false,
        evidence: [Evidence(.token, "The client is \(client.name): its permissions cannot be extended.")],
        firstSteps: [
          "Sign in with an application registration of your own, or with Connect-MgGraph -Scopes, and grant there:"
        ])
    ]
  }

  /// Who called, by the token or by what was said of it.
  static func caller(_ facts: CallFacts) -> Evidence {
    guard let claims = facts.claims, claims.caller.flow != .unknown else {
      let kind = facts.flow == .application ? "an application" : "a signed-in user"
      if facts.call.flow != nil { return Evidence(.request, "The caller was said to be \(kind).") }
      if facts.shapes.first?.shape.flow != nil {
        return Evidence(.error, "The service speaks of \(kind) as the caller.")
      }
      if let caller = facts.call.error?.caller {
        return Evidence(.error, "The text says \u{201C}\(caller.words)\u{201D}: \(kind) called.")
      }
      return Evidence(.request, "The path begins with /me, for \(kind).")
    }
    return Evidence(.token, "\(facts.flow == .application ? "App-only" : "Delegated"): \(claims.caller.reason).")
  }
}
