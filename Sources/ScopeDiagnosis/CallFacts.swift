internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// Everything that follows from the inputs before anything is judged.
struct CallFacts: Sendable {
  let call: RefusedCall
  let names: PermissionNames
  let shapes: [ShapeMatch]
  let claims: TokenClaims?
  /// Who called, as far as anything tells.
  let flow: Flow?
  let address: CallAddress?
  /// What the call needs; nil where nobody says.
  let need: Need?
  /// What the token holds; nil where nothing shows it.
  let have: [String]?
  /// Whether the token itself was read, and not only what a service printed of it.
  let haveIsComplete: Bool

  init(_ call: RefusedCall, catalog: Catalog, shapes: ErrorShapes) {
    self.call = call
    let names = PermissionNames(catalog: catalog)
    self.names = names
    self.shapes = call.error.map { shapes.matches($0) } ?? []
    claims = call.token?.claims
    let primary = self.shapes.first
    let tokenFlow: Flow? =
      switch claims?.caller.flow {
      case .application: .application
      case .delegated: .delegated
      case .unknown, nil: nil
      }
    // Whoever calls /me without being known otherwise is signed in.
    flow = tokenFlow ?? call.flow ?? primary?.shape.flow ?? (Self.isMine(call) ? .delegated : nil)
    let printed = names.read(primary?.captures["need"] ?? [])
    let readsOnly = printed.isEmpty ? nil : printed.contains { PermissionWord.onlyReads($0.name) }
    var address = Self.address(call, readsOnly: readsOnly, catalog: catalog)
    if let members = call.error?.requestMembers, !members.isEmpty { address?.body = RequestBody(properties: members) }
    self.address = address
    have = Self.held(claims, flow: tokenFlow) ?? primary?.captures["have"].map { names.read($0).map(\.name) }
    haveIsComplete = claims != nil
    // A list that is the last thing in its text may have been cut off in the middle of a name.
    let endsText = primary?.captures["need"]?.last.map { primary?.field.hasSuffix($0) == true } == true
    need = Self.need(address, flow: flow, printed: printed, isCut: call.error?.isCut == true || endsText, names: names)
  }

  private static func isMine(_ call: RefusedCall) -> Bool {
    (call.request ?? call.error?.request).map { CallAddress.isMine($0.url) } ?? false
  }

  /// The request that was given, or the one that the error shows or tells of.
  private static func address(_ call: RefusedCall, readsOnly: Bool?, catalog: Catalog) -> CallAddress? {
    if let request = call.request {
      return CallAddress(request, isRebuilt: false, source: .request, readsOnly: readsOnly, catalog: catalog)
    }
    if let request = call.error?.request {
      return CallAddress(request, isRebuilt: false, source: .error, readsOnly: readsOnly, catalog: catalog)
    }
    guard let url = call.error?.backend?.graphURL else { return nil }
    return CallAddress(
      StatedRequest(method: nil, url: url), isRebuilt: true, source: .error, readsOnly: readsOnly, catalog: catalog)
  }

  /// The permissions in a token: scopes where a user is signed in (roles are the user's then), roles otherwise.
  private static func held(_ claims: TokenClaims?, flow: Flow?) -> [String]? {
    guard let claims else { return nil }
    switch flow {
    case .delegated: return claims.scopes.map(\.name)
    case .application: return claims.roles.map(\.name)
    case nil: return claims.scopes.map(\.name) + claims.roles.map(\.name)
    }
  }

  private static func need(
    _ address: CallAddress?, flow: Flow?, printed: [PermissionNames.Printed], isCut: Bool, names: PermissionNames
  ) -> Need? {
    var catalogNeeds: [Need] = []
    if let address, let operation = address.operation {
      catalogNeeds = Flow.allCases.filter { flow == nil || $0 == flow }.compactMap {
        Need.ofCatalog(operation, flow: $0, url: address.url, body: address.body, names: names)
      }
    }
    if !printed.isEmpty {
      return Need.ofService(
        printed, flow: flow, changes: address?.changes, isCut: isCut, catalogNeeds: catalogNeeds, names: names)
    }
    guard var need = catalogNeeds.first else { return nil }
    // Nothing says who called: what either kind of caller needs.
    for other in catalogNeeds.dropFirst() {
      need.flow = nil
      for set in other.accepted where !need.accepted.contains(set) { need.accepted.append(set) }
      for set in other.least where !need.least.contains(set) { need.least.append(set) }
      for part in other.partial where !need.partial.contains(part) { need.partial.append(part) }
      need.firm.formUnion(other.firm)
      for line in other.evidence where !need.evidence.contains(line) { need.evidence.append(line) }
      need.upstreamDisagrees = need.upstreamDisagrees || other.upstreamDisagrees
    }
    return need
  }

  // MARK: Questions that several steps ask

  var isSatisfied: Bool {
    guard let need, let have else { return false }
    return need.isSatisfied(by: Set(have))
  }

  /// Whether the service, a page or a correction says that what is held suffices.
  var isFirmlySatisfied: Bool {
    guard let need, let have else { return false }
    return need.isFirmlySatisfied(by: Set(have))
  }

  /// What is held and opens a part of the call.
  var partsHeld: [Need.Part] {
    guard let need, let have else { return [] }
    return need.parts(heldBy: Set(have))
  }

  /// When the service answered; nothing before 2013, when the first of these interfaces opened, is a real date.
  var responseDate: Timestamp? { call.error?.date.flatMap { $0.secondsSince1970 >= 1_356_998_400 ? $0 : nil } }

  /// The clock to judge the token by: the response's, or now where nothing was refused yet.
  var moment: Timestamp { responseDate ?? call.now }

  /// Whether it is known when the token was used.
  var isMomentKnown: Bool { call.error == nil || responseDate != nil }

  /// Whether the service refused for a reason that it only comes to after it has accepted a token.
  var tokenWasAccepted: Bool {
    guard let shape = shapes.first else { return false }
    let meaning = meaning(of: shape)
    let aboutToken: Set<Verdict> = [
      .tokenExpired, .tokenNotYetValid, .tokenUnusable, .wrongAudience, .wrongCloud, .wrongTenant,
      .noPermissionsInToken,
    ]
    return meaning.confidence >= .likely && !aboutToken.contains(meaning.verdict)
  }

  /// Whether the token was issued after the refusal, so that it cannot be the one that was refused.
  var tokenIsNewer: Bool {
    guard let issued = claims?.issuedAt, let date = responseDate else { return false }
    return issued > date
  }

  func meaning(of match: ShapeMatch) -> ErrorShape.Meaning { match.meaning(flow: flow, version: address?.version) }

  /// The beginning of the service's own words, for the evidence.
  func words(of match: ShapeMatch) -> Evidence {
    // What the service lists is shown as what the call needs.
    if match.captures["need"] != nil { return Evidence(.error, "\(match.shape.title).") }
    var text = match.field
    // What follows in Intune's sentences is ids and an address, which the answer has elsewhere.
    if let end = text.firstRange(of: " - Operation ID")?.lowerBound { text = String(text[..<end]) }
    let quoted =
      text.isEmpty ? "an empty message" : "\u{201C}\(text.prefix(160))\(text.count > 160 ? "\u{2026}" : "")\u{201D}"
    return Evidence(.error, "\(match.shape.title): \(quoted)")
  }

  /// A cause out of what an error shape means.
  func cause(of match: ShapeMatch, isConclusive: Bool) -> Cause {
    let meaning = meaning(of: match)
    return Cause(
      meaning.verdict, meaning.confidence, meaning.summary, isConclusive: isConclusive, shape: match.shape.id,
      evidence: [words(of: match)], firstSteps: meaning.verdict == .wrongFlow ? meaning.steps : [],
      steps: meaning.verdict == .wrongFlow ? [] : meaning.steps, unknowable: match.shape.unknowable)
  }
}
