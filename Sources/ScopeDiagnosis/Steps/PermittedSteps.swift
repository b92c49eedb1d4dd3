internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// Steps for a call whose permission is there.
enum PermittedSteps {
  /// Refused although the token holds what the call needs: then it is who called, where a user did.
  static func refusedAllTheSame(_ facts: CallFacts) -> [Cause] {
    guard facts.isSatisfied, let error = facts.call.error, facts.need?.basis != .service else { return [] }
    guard facts.shapes.isEmpty || facts.shapes.contains(where: { facts.meaning(of: $0).verdict == .missingPermission })
    else { return [] }
    let held = Evidence(
      .token, "It holds what the call needs\(facts.need?.basis == .catalog ? " by the catalog" : "").")
    let isIntune = facts.address?.isIntune == true
    let shape = facts.shapes.first
    guard facts.flow == .delegated else {
      if facts.address?.isExchange == true {
        return [
          Cause(
            .policy, .possible,
            "the permission is there; a policy of Exchange may keep the application out of this mailbox.",
            shape: shape?.shape.id,
            evidence: [held], steps: ["Have an Exchange administrator check the application access policies."],
            unknowable: [.exchangePolicy, .sentToken])
        ]
      }
      return [
        Cause(
          .undetermined, .possible, "the token holds what the call needs, and it was refused all the same.",
          isConclusive: false, shape: shape?.shape.id,
          evidence: [held],
          steps: [
            facts.isFirmlySatisfied
              ? "Do not add permissions: this one is not missing."
              : "Upstream alone says that what is held suffices: try \(facts.need?.least.first?.joined(separator: " and ") ?? "the least that is documented") before anything wider.",
            "Check that the tenant has the service and its licence, and that the code sends this very token.",
          ],
          unknowable: isIntune
            ? [.tenantIntune, .sentToken, .serviceChange] : [.entraLicence, .sentToken, .serviceChange])
      ]
    }
    guard error.status.map({ [401, 403].contains($0) }) ?? true else { return [] }
    if facts.address?.isMailboxOfNamedUser == true { return [MailboxSteps.another(facts, held: held)] }
    return [
      Cause(
        .roleOrLicence, isIntune || shape != nil ? .likely : .possible,
        isIntune
          ? "the permission is there; the signed-in user lacks the Intune role, or the licence, that the call needs too."
          : "the permission is there; the signed-in user lacks the directory role, or the licence, that the call needs too.",
        shape: shape?.shape.id, evidence: [held],
        steps: [
          isIntune
            ? "Give the user an Intune role that covers the call, or activate it, then get a new token."
            : "Give the user the narrowest directory role that covers the call, or activate it, then get a new token."
        ],
        unknowable: isIntune ? [.intuneRole, .scopeTags, .intuneLicence] : [.directoryRole, .roleActivation])
    ]
  }

  static func permitted(_ facts: CallFacts) -> [Cause] {
    guard facts.isSatisfied, facts.call.error == nil else { return [] }
    var cause = Cause(
      .permitted, facts.isFirmlySatisfied ? .likely : .possible,
      facts.isFirmlySatisfied
        ? "the token holds what this call needs."
        : "the token holds what upstream lists for this call; no page and no service confirms it.",
      evidence: [FlowSteps.caller(facts)])
    if facts.flow == .delegated {
      cause.unknowable = facts.address?.isIntune == true ? [.intuneRole, .scopeTags] : [.directoryRole]
    }
    return [cause]
  }

  /// What directory roles in the token say about the user's rights.
  static func roles(_ facts: CallFacts) -> [Cause] {
    guard let claims = facts.claims, facts.flow == .delegated, facts.address?.isIntune == true || facts.roles != nil
    else {
      return []
    }
    let shown = facts.rolesShown
    if !shown.isEmpty {
      return [
        Cause(
          .undetermined, .possible, "", isConclusive: false,
          evidence: [Evidence(.token, "It shows \(shown.joined(separator: ", ")), so a missing role is unlikely.")])
      ]
    }
    guard facts.address?.isIntune == true || !claims.directoryRoles.isEmpty else { return [] }
    let text =
      facts.address?.isIntune == true
      ? "No directory role in it reaches all of Intune; Intune's own roles never show in a token."
      : "None of the directory roles that the call asks for is in it."
    return [Cause(.undetermined, .possible, "", isConclusive: false, evidence: [Evidence(.token, text)])]
  }
}
