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
  /// What the catalog says that each kind of caller needs, which may be two answers.
  let catalogNeeds: [Need]
  /// What the token holds; nil where nothing shows it.
  let have: [String]?
  /// Whether the token itself was read, and not only what a service printed of it.
  let haveIsComplete: Bool
  /// What named the call where no address did.
  let clue: ClueCall?
  /// Why the token that was given cannot be the one that was sent; nil where it can.
  let otherToken: String?

  init(_ call: RefusedCall, names: PermissionNames, shapes: @autoclosure () -> ErrorShapes) {
    let catalog = names.catalog
    self.call = call
    self.names = names
    let clue = call.request == nil ? call.error.flatMap { ClueCall.find(in: $0, catalog) } : nil
    let shown = call.error?.request.flatMap { clue?.outweighs($0) == true ? nil : $0 }
    let stated = call.request?.url ?? shown?.url ?? clue?.request.url ?? call.error?.backend?.graphURL
    self.shapes = call.error.map { shapes().matches($0, address: stated) } ?? []
    let primary = self.shapes.first
    otherToken = Self.otherToken(call, primary, stated, catalog)
    claims = otherToken == nil ? call.token?.claims : nil
    let tokenFlow: Flow? =
      switch claims?.caller.flow {
      case .application: .application
      case .delegated: .delegated
      case .unknown, nil: nil
      }
    // Whoever calls /me without being known otherwise is signed in.
    let flow =
      tokenFlow ?? call.flow ?? primary?.shape.flow ?? Self.named(call.error?.caller)
      ?? (stated.map(CallAddress.isMine) == true ? .delegated : nil)
    self.flow = flow
    let listed = primary?.captures["need"] ?? []
    let printed = names.read(listed)
    let readsOnly = printed.isEmpty ? nil : printed.contains { PermissionWord.onlyReads($0.name) }
    var address = Self.address(call, clue, readsOnly: readsOnly, catalog: catalog)
    if let error = call.error {
      address?.members = error.requestMembers.isEmpty ? ClueCall.members(in: error) : error.requestMembers
    }
    self.address = address
    self.clue = shown == nil ? clue : nil
    var have = Self.held(claims, flow: tokenFlow, names)
    if have == nil, let requested = call.requested { have = HeldNamesOfFlow.names(requested, flow) }
    if have == nil, let listed = primary?.captures["have"] { have = names.read(listed).map(\.name) }
    self.have = have
    haveIsComplete = claims != nil && call.token?.isListCut != true
    // A list that is the last thing in its text may have been cut off in the middle of a name.
    let endsText = primary?.captures["need"]?.last.map { primary?.field.hasSuffix($0) == true } == true
    catalogNeeds = Self.catalogNeeds(address, flow: flow, names: names)
    need = Self.need(
      address, flow: flow, printed: printed, areTogether: PermissionNames.areTogether(listed),
      isCut: call.error?.isCut == true || endsText, catalogNeeds, names: names)
  }

  private static func named(_ caller: CallerClue?) -> Flow? {
    caller.map { $0.isApplication ? .application : .delegated }
  }

  /// Why the token that was given is not the one that the service refused, where its answer proves that.
  private static func otherToken(
    _ call: RefusedCall, _ primary: ShapeMatch?, _ address: String?, _ catalog: Catalog
  ) -> String? {
    guard let token = call.token, proves(call.error, primary, address) else { return nil }
    if token.form == .malformed, token.claims == nil { return "it cannot be read" }
    if token.kind == .id { return "it is an ID token" }
    guard let audience = token.claims?.audiences.first else { return nil }
    let resource =
      GUID(audience).flatMap { catalog.resource(($0.high, $0.low)) } ?? catalog.resource(audience: audience)
    guard resource.map({ catalog.resourceName($0) }) != "Microsoft Graph" else { return nil }
    return
      "it is for \(resource.map { catalog.resourceName($0) } ?? KnownAudience.name(audience) ?? "another resource")"
  }

  /// Whether an answer shows that Microsoft Graph accepted the token that it got: it refused with a code of its own.
  private static func proves(_ error: ServiceError?, _ primary: ShapeMatch?, _ address: String?) -> Bool {
    guard let error, address.map({ $0.contains("graph.windows.net") }) != true else { return false }
    let isGraph = address.map { !$0.hasPrefix("https://") || $0.contains("graph.") } ?? true
    guard isGraph else { return false }
    if let primary { return !Self.isAboutToken(primary.shape.meaning.verdict) && (error.status ?? 403) != 401 }
    return error.status == 403 && error.codes.contains { $0 != "Forbidden" && $0 != "InvalidAuthenticationToken" }
  }

  private static func isAboutToken(_ verdict: Verdict) -> Bool {
    [
      .tokenExpired, .tokenNotYetValid, .tokenUnusable, .wrongAudience, .wrongCloud, .wrongTenant,
      .noPermissionsInToken, .conditionalAccess, .wrongVersion, .notAuthorization,
    ].contains(verdict)
  }

  /// The request that was given, or the one that the error shows or tells of.
  private static func address(
    _ call: RefusedCall, _ clue: ClueCall?, readsOnly: Bool?, catalog: Catalog
  ) -> CallAddress? {
    if let request = call.request {
      return CallAddress(request, isRebuilt: false, source: .request, readsOnly: readsOnly, catalog: catalog)
    }
    if var request = call.error?.request, clue?.outweighs(request) != true {
      // The address stands there, and the method in the name of what called.
      if request.method == nil, let clue, clue.isAbout(request) { request.method = clue.request.method }
      return CallAddress(request, isRebuilt: false, source: .error, readsOnly: readsOnly, catalog: catalog)
    }
    if let clue {
      return CallAddress(clue.request, isRebuilt: true, source: .error, readsOnly: readsOnly, catalog: catalog)
    }
    guard let url = call.error?.backend?.graphURL else { return nil }
    return CallAddress(
      StatedRequest(method: nil, url: url), isRebuilt: true, source: .error, readsOnly: readsOnly, catalog: catalog)
  }

  /// The permissions in a token: scopes where a user is signed in (roles are the user's then), roles otherwise.
  private static func held(_ claims: TokenClaims?, flow: Flow?, _ names: PermissionNames) -> [String]? {
    guard let claims else { return nil }
    // Lists of grants name application permissions by their ids.
    let roles = claims.roles.map { role in
      GUID(role.name).flatMap { names.named(($0.high, $0.low)) } ?? role.name
    }
    switch flow {
    case .delegated: return claims.scopes.map(\.name)
    case .application: return roles
    case nil: return claims.scopes.map(\.name) + roles
    }
  }

  private static func catalogNeeds(_ address: CallAddress?, flow: Flow?, names: PermissionNames) -> [Need] {
    guard let address, let operation = address.operation else { return [] }
    return Flow.allCases.filter { flow == nil || $0 == flow }.compactMap {
      Need.ofCatalog(operation, flow: $0, url: address.url, body: address.body, names: names)
    }
  }

  private static func need(
    _ address: CallAddress?, flow: Flow?, printed: [PermissionNames.Printed], areTogether: Bool, isCut: Bool,
    _ catalogNeeds: [Need], names: PermissionNames
  ) -> Need? {
    if !printed.isEmpty {
      return Need.ofService(
        printed, areTogether: areTogether, flow: flow, changes: address?.changes, isCut: isCut,
        catalogNeeds: catalogNeeds, names: names)
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

  /// The client, where it is one of Microsoft's own: by the token, or by the service's words.
  var client: KnownClient? {
    if let client = claims?.applicationId.flatMap({ KnownClient($0) }) { return client }
    if claims == nil, let client = call.error?.caller?.client.flatMap({ KnownClient($0) }) { return client }
    for shape in shapes {
      if let id = shape.captures["app"]?.first.flatMap({ GUID($0) }), let client = KnownClient(id) { return client }
    }
    return nil
  }

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

  /// The roles that the documentation names for the call, where a user may be the caller.
  var roles: CallRoles? {
    guard flow != .application, let address, let template = address.template else { return nil }
    let method = address.method ?? (address.candidates.count == 1 ? address.candidates[0].method : nil)
    guard let method, !address.isMine || address.isIntune else { return nil }
    return CallRoles.of(method: method, template: template)
  }

  /// The roles in the token that the call asks for, or that reach all of Intune or of the directory.
  var rolesShown: [String] {
    let wanted = Set(roles?.names ?? [])
    return (claims?.directoryRoles ?? []).compactMap { names.catalog.directoryRole(($0.high, $0.low)) }.filter { role in
      guard !role.isMarker else { return false }
      return wanted.contains(role.name) || role.name == "Global Administrator"
        || address?.isIntune == true && role.intuneAccess == .readWrite
    }.map(\.name)
  }

  /// When the service answered; nothing before 2013, when the first of these interfaces opened, is a real date.
  var responseDate: Timestamp? { call.error?.date.flatMap { $0.secondsSince1970 >= 1_356_998_400 ? $0 : nil } }

  /// The clock to judge the token by: the response's, or now where nothing was refused yet.
  var moment: Timestamp { responseDate ?? call.now }

  /// Whether it is known when the token was used.
  var isMomentKnown: Bool { call.error == nil || responseDate != nil }

  /// Whether the service refused for a reason that it only comes to after it has accepted a token.
  var tokenWasAccepted: Bool {
    if Self.proves(call.error, shapes.first, address?.url), call.error?.status != nil || shapes.first != nil {
      return true
    }
    guard let shape = shapes.first else { return false }
    let meaning = meaning(of: shape)
    return meaning.confidence >= .likely && !Self.isAboutToken(meaning.verdict)
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
    var text = match.field.contains(" - Operation ID") ? match.field : match.sentence
    // A code alone, or a status, says less than the sentence beside it.
    if !text.contains(" "), let message = call.error?.messages.first(where: { $0.contains(" ") }) { text = message }
    if text.isEmpty, call.error?.messages.contains("") != true { return Evidence(.error, "\(match.shape.title).") }
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
