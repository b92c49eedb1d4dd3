internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// Steps that ask whether the token could have been accepted at all.
///
/// Where the service refused for a reason that comes after that, what these find only contributes: the token that
/// was given is then not the one that was sent.
enum TokenSteps {
  /// The tenant of every personal account.
  private static let personalAccounts = GUID("9188040d-6c67-4c5b-b112-36a304b66dad")

  /// The token that lies beside the error is not the one that was refused: it says nothing then.
  static func other(_ facts: CallFacts) -> [Cause] {
    guard let reason = facts.otherToken else { return [] }
    return [
      Cause(
        .undetermined, .possible, "", isConclusive: false,
        evidence: [
          Evidence(.token, "It is not the one that was sent: \(reason), and the service accepted the one that it got.")
        ], unknowable: [.sentToken])
    ]
  }

  static func form(_ facts: CallFacts) -> [Cause] {
    guard let token = facts.call.token, facts.otherToken == nil else { return [] }
    switch token.form {
    case .jws: return []
    case .malformed:
      let fault = token.fault ?? .noToken
      return [
        Cause(
          .tokenUnusable, .certain, "\(fault.sentence).", isConclusive: !facts.tokenWasAccepted,
          evidence: [Evidence(.token, "It cannot be read: \(fault.sentence).")], steps: [fault.remedy])
      ]
    case .opaque, .jwe:
      let reason =
        token.form == .jwe
        ? "the token is encrypted for its resource"
        : "the token is a ticket that only its resource can read, such as personal accounts get"
      return [
        Cause(
          .undetermined, .possible, "\(reason), so nothing shows what it holds.", isConclusive: false,
          evidence: [Evidence(.token, "Its claims cannot be read: \(reason).")])
      ]
    }
  }

  static func kind(_ facts: CallFacts) -> [Cause] {
    guard let token = facts.call.token, token.kind == .id, facts.otherToken == nil else { return [] }
    return [
      Cause(
        .wrongAudience, .certain,
        "this is an ID token, which tells the application who signed in and opens no service.",
        isConclusive: !facts.tokenWasAccepted,
        evidence: [Evidence(.token, "Its audience is the application itself, and it carries no scp or roles.")],
        steps: ["Send the access token instead, requested with the scope https://graph.microsoft.com/.default."])
    ]
  }

  static func times(_ facts: CallFacts) -> [Cause] {
    guard let claims = facts.claims else { return [] }
    var causes: [Cause] = []
    let isConclusive = facts.isMomentKnown && !facts.tokenWasAccepted && !facts.tokenIsNewer
    let when = facts.responseDate == nil ? "now" : "when the service answered"
    switch claims.state(at: facts.moment) {
    case .expired:
      let expiry = claims.expires.map(\.description) ?? ""
      let text =
        facts.isMomentKnown
        ? "It expired at \(expiry), before \(facts.moment)."
        : "It has expired by now (\(expiry)); the error does not say when it was refused."
      causes.append(
        Cause(
          .tokenExpired, isConclusive ? .certain : .possible,
          facts.responseDate == nil
            ? "the token expired at \(expiry)." : "the token expired at \(expiry) and no longer counted \(when).",
          isConclusive: isConclusive, evidence: [Evidence(.token, text)],
          steps: isConclusive ? ["Get a new token; a library that caches tokens renews them in time."] : []))
    case .notYetValid where !facts.tokenIsNewer:
      let start = (claims.notBefore ?? claims.issuedAt).map(\.description) ?? ""
      causes.append(
        Cause(
          .tokenNotYetValid, .certain, "the token counts from \(start) on, and it was not yet that time \(when).",
          isConclusive: isConclusive,
          evidence: [Evidence(.token, "It counts from \(start) on.")], steps: ["Set the clock of the machine right."]))
    default: break
    }
    if facts.tokenIsNewer, let issued = claims.issuedAt {
      causes.append(
        Cause(
          .undetermined, .possible, "the token was issued after the refusal, so another one was refused.",
          isConclusive: false,
          evidence: [Evidence(.token, "It was issued at \(issued), after the refusal: another token was refused.")],
          unknowable: [.sentToken]))
    }
    return causes
  }

  static func audience(_ facts: CallFacts) -> [Cause] {
    guard let claims = facts.claims, facts.call.token?.kind != .id else { return [] }
    let catalog = facts.names.catalog
    guard let audience = claims.audiences.first else {
      // Lists of grants and of names tell of no audience.
      if facts.call.token?.source != .token, facts.call.token?.source != .claims { return [] }
      return [
        Cause(
          .tokenUnusable, .likely, "the token names no audience.", isConclusive: !facts.tokenWasAccepted,
          evidence: [Evidence(.token, "It has no aud.")],
          steps: ["Ask for a token with the scope https://graph.microsoft.com/.default."])
      ]
    }
    if case .notGraph = facts.address?.match { return otherAudience(facts, audience) }
    let resource = Self.resource(audience, catalog)
    if let resource, catalog.resourceName(resource) == "Microsoft Graph" { return [] }
    let name = resource.map { catalog.resourceName($0) } ?? KnownAudience.name(audience) ?? "another resource"
    let isRetired = resource.map { catalog.resourceIsRetired($0) } == true
    var steps = [
      "Ask for a token with the scope https://graph.microsoft.com/.default, or your cloud's host in its place."
    ]
    if isRetired { steps.append("Azure AD Graph is retired: move the code to Microsoft Graph.") }
    // Where the call went only its address tells.
    let isToGraph = facts.address != nil
    return [
      Cause(
        .wrongAudience, isToGraph ? .certain : .likely,
        isToGraph
          ? "the token is for \(name), and the call goes to Microsoft Graph."
          : "the token is for \(name), and a call to Microsoft Graph is refused with it.",
        isConclusive: !facts.tokenWasAccepted,
        evidence: [Evidence(.token, "Its audience is \(audience.prefix(200)) (\(name)).")], steps: steps)
    ]
  }

  /// A call to another service than Microsoft Graph, with a token that is for neither that service nor an unknown one.
  private static func otherAudience(_ facts: CallFacts, _ audience: String) -> [Cause] {
    let catalog = facts.names.catalog
    guard case .notGraph(.otherHost) = facts.address?.match,
      let called = facts.address.flatMap({ KnownAudience.name($0.url) })
    else { return [] }
    let resource = Self.resource(audience, catalog)
    let name = KnownAudience.name(audience) ?? resource.map { catalog.resourceName($0) }
    guard let name, name != called, resource == nil || catalog.resource(named: called) != resource else { return [] }
    return [
      Cause(
        .wrongAudience, .certain, "the token is for \(name), and the call goes to \(called).",
        isConclusive: !facts.tokenWasAccepted,
        evidence: [Evidence(.token, "Its audience is \(audience.prefix(200)) (\(name)).")],
        steps: ["Ask for a token whose audience is \(called): one token serves one resource."])
    ]
  }

  static func cloud(_ facts: CallFacts) -> [Cause] {
    guard let claims = facts.claims, let host = facts.address?.host else { return [] }
    let called = Cloud.candidates(forHost: host)
    guard called.count == 1, case .operation = facts.address?.match ?? .unknownPath(RequestAddress()) else { return [] }
    let audience = claims.audiences.first.map { $0.split { $0 == "/" }.dropFirst().first.map(String.init) ?? "" } ?? ""
    let byAudience = audience.contains(".") ? Cloud.candidates(forHost: audience) : []
    let byIssuer = claims.issuer?.clouds ?? []
    for (clouds, confidence, claim) in [(byAudience, Confidence.certain, "audience"), (byIssuer, .likely, "issuer")]
    where !clouds.isEmpty && clouds.allSatisfy({ !called.contains($0) }) {
      let own = clouds.map(\.name).joined(separator: " or ")
      return [
        Cause(
          .wrongCloud, confidence, "the token is of the \(own) cloud, and the call goes to \(called[0].name).",
          isConclusive: !facts.tokenWasAccepted,
          evidence: [
            Evidence(.token, "Its \(claim) belongs to \(own)."),
            Evidence(.request, "\(host) belongs to \(called[0].name)."),
          ],
          steps: [
            "Use the authority and the Microsoft Graph host of one cloud; tokens do not cross: \(clouds[0].graphHost) for this token."
          ])
      ]
    }
    return []
  }

  static func personalAccount(_ facts: CallFacts) -> [Cause] {
    guard let tenant = facts.claims?.tenantId, tenant == personalAccounts, facts.address?.isIntune == true else {
      return []
    }
    return [
      Cause(
        .wrongTenant, .certain, "the token is a personal account's, and Intune knows work accounts only.",
        isConclusive: !facts.tokenWasAccepted,
        evidence: [Evidence(.token, "Its tenant is the one of personal accounts.")],
        steps: [
          "Sign in with a work account at https://login.microsoftonline.com/<tenant id>, not at common or consumers."
        ])
    ]
  }

  static func tenant(_ facts: CallFacts) -> [Cause] {
    guard let tenant = facts.claims?.tenantId, let expected = facts.call.tenant, tenant != expected else { return [] }
    var evidence = [Evidence(.token, "Its tenant is not the one that was given.")]
    if facts.claims?.isGuest == true { evidence.append(Evidence(.token, "Its user is a guest there.")) }
    return [
      Cause(
        .wrongTenant, .certain, "the token is for another tenant than the one that is meant.", evidence: evidence,
        steps: [
          "Sign in at https://login.microsoftonline.com/<tenant id> of the tenant that is meant; common ends in the account's home tenant.",
          "For a customer's tenant: set up the relationship in Partner Center or invite the account as a guest, give it an Intune role there and a licence, then get a new token.",
        ], unknowable: [.tenant, .partnerRelationship])
    ]
  }

  private static func resource(_ audience: String, _ catalog: Catalog) -> Int? {
    GUID(audience).flatMap { catalog.resource(($0.high, $0.low)) } ?? catalog.resource(audience: audience)
  }

  static func powerless(_ facts: CallFacts) -> [Cause] {
    guard let token = facts.call.token, let claims = facts.claims, token.kind != .id, claims.scopes.isEmpty,
      claims.roles.isEmpty
    else { return [] }
    if claims.caller.flow != .delegated, let audience = claims.audiences.first,
      KnownAudience.decidesByAssignments(audience, Self.resource(audience, facts.names.catalog), facts.names.catalog)
    {
      return []
    }
    return [
      Cause(
        .noPermissionsInToken, .certain, "the token carries neither scp nor roles: no permission was consented to.",
        isConclusive: !facts.tokenWasAccepted, evidence: [Evidence(.token, "It carries neither scp nor roles.")],
        unknowable: [.consent, .servicePrincipal])
    ]
  }

  /// What the source of the claims leaves open.
  static func source(_ facts: CallFacts) -> [Cause] {
    guard let token = facts.call.token, facts.claims != nil else {
      guard facts.call.requested != nil else { return [] }
      return [
        Cause(
          .undetermined, .possible, "", isConclusive: false,
          evidence: [
            Evidence(.token, "Not a token but a registration: it shows what is asked for, not what was consented to.")
          ],
          unknowable: [.consent])
      ]
    }
    let remarks = token.remarks.filter { remark in
      switch remark {
      case .withoutToken, .listCut, .withoutSignature, .damagedSignature, .looseEncoding: true
      default: false
      }
    }
    return remarks.isEmpty
      ? []
      : [
        Cause(
          .undetermined, .possible, "", isConclusive: false,
          evidence: remarks.map { Evidence(.token, "\($0.sentence.prefix(1).uppercased())\($0.sentence.dropFirst()).") }
        )
      ]
  }
}
