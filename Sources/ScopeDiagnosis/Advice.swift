internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// Turns the deciding cause into the answer: what is needed, what to do, what stays open.
struct Advice {
  let facts: CallFacts
  let cause: Cause
  let catalog: Catalog

  /// Verdicts about which no permission is to be spoken of.
  private static let beyondPermissions: Set<Verdict> = [
    .conditionalAccess, .notAuthorization, .tokenUnusable, .wrongAudience, .wrongCloud, .wrongTenant, .wrongVersion,
    .policy, .protectedAPI, .resourceGrant, .licence,
  ]
  /// Verdicts that a grant can cure.
  static let curedByGrant: Set<Verdict> = [.missingPermission, .noPermissionsInToken, .wrongFlow]

  var diagnosis: Diagnosis {
    let isBeyond =
      Self.beyondPermissions.contains(cause.verdict)
      || facts.shapes.first { $0.shape.id == cause.shape }?.shape.isCuredByGrant == false
    let need = isBeyond || isOtherService ? nil : needShown
    let missing = missing(need)
    let recommend = recommendations(need, missing)
    let roles = isBeyond || isOtherService ? nil : facts.roles
    let words = AdviceSteps(
      facts: facts, cause: cause, need: need, recommend: recommend, missing: missing, roles: roles)
    return Diagnosis(
      verdict: cause.verdict, confidence: cause.confidence, sentence: cause.sentence,
      shape: cause.shape ?? facts.shapes.first?.shape.id,
      request: request, flow: facts.flow, basis: need?.basis ?? .none,
      upstreamDisagrees: need?.upstreamDisagrees == true,
      need: need?.accepted ?? [], have: facts.have?.sorted(), missing: missing, recommend: recommend,
      roles: roles?.names ?? [], roleOperation: roles?.operation,
      evidence: evidence(need),
      steps: words.steps, unknowable: unknowable(recommend), support: support,
      issuedAt: facts.claims?.issuedAt)
  }

  /// Permissions of Microsoft Graph say nothing about a call to another service.
  private var isOtherService: Bool {
    if facts.call.error?.isAzureADGraph == true { return true }
    if case .notGraph(let other) = facts.address?.match { return other != .notAnAddress }
    return false
  }

  /// What the call needs; for a wrong kind of caller, what it needs of the right kind.
  private var needShown: Need? {
    guard cause.verdict == .wrongFlow, let flow = facts.flow, let address = facts.address,
      let operation = address.operation
    else { return facts.need }
    return Need.ofCatalog(
      operation, flow: flow == .application ? .delegated : .application, url: address.url, body: address.body,
      names: facts.names)
  }

  // MARK: Permissions

  private func missing(_ need: Need?) -> [String] {
    guard let need, cause.verdict != .permitted else { return [] }
    if facts.isSatisfied, need.basis != .service { return [] }
    guard facts.have != nil || Self.curedByGrant.contains(cause.verdict) else { return [] }
    let held = Set(facts.have ?? [])
    return (need.least.first ?? need.accepted.first ?? []).filter { !held.contains($0) }
  }

  /// What to add: of each kind of caller that comes into question, the least set.
  ///
  /// Where the service refused and nothing shows what is held, that is named as well, whatever the words say.
  private func recommendations(_ need: Need?, _ missing: [String]) -> [Diagnosis.Recommendation] {
    let isOpen = cause.verdict == .undetermined
    guard let need, isOpen || Self.curedByGrant.contains(cause.verdict), !facts.isSatisfied else { return [] }
    let held = Set(facts.have ?? [])
    return sets(need).flatMap { flow, set in
      set.filter { !held.contains($0) }.compactMap { name -> Diagnosis.Recommendation? in
        guard let permission = facts.names.permission(name, flow) else { return nil }
        return Diagnosis.Recommendation(
          name: name, flow: flow,
          id: permission.hasIdentifier ? GUID(high: permission.high, low: permission.low).description : nil,
          adminConsent: permission.consent == .unknown ? nil : permission.consent == .admin,
          resource: facts.names.resource(of: name))
      }
    }
  }

  private func sets(_ need: Need) -> [(Flow, [String])] {
    if let flow = need.flow ?? facts.flow { return need.least.first.map { [(flow, $0)] } ?? [] }
    // What the service lists holds for both; the catalog knows each apart.
    if need.basis != .service {
      return facts.catalogNeeds.compactMap { each in
        guard let flow = each.flow, let set = each.least.first else { return nil }
        return (flow, set)
      }
    }
    guard let set = need.least.first else { return [] }
    return Flow.allCases.map { ($0, set) }
  }

  // MARK: Words

  private func unknowable(_ recommend: [Diagnosis.Recommendation]) -> [Unknowable] {
    var list = cause.unknowable
    func add(_ entry: Unknowable) { if !list.contains(entry) { list.append(entry) } }
    if !recommend.isEmpty { add(.consent) }
    if cause.verdict == .missingPermission, facts.flow != .application, facts.address?.isIntune == true {
      add(.intuneRole)
    }
    if cause.verdict == .undetermined, facts.call.token == nil, facts.call.requested == nil { add(.tokenAudience) }
    // Roles are a user's.
    return facts.flow == .application
      ? list.filter { ![.intuneRole, .directoryRole, .roleActivation].contains($0) } : list
  }

  private func evidence(_ need: Need?) -> [Evidence] {
    var list = cause.evidence
    if let address = facts.address {
      // A name that was turned into a path has placeholders for want of better.
      let notes =
        facts.clue == nil ? address.notes : address.notes.filter { !$0.hasPrefix("An unresolved placeholder") }
      list += notes.map { Evidence(address.source, $0) }
      if let clue = facts.clue {
        list.append(Evidence(.error, clue.sentence))
        if let remark = clue.remark { list.append(Evidence(.error, remark)) }
      } else if address.isRebuilt {
        list.append(Evidence(.error, "The request was put together from the backend address in the error."))
      }
    }
    if let part = facts.call.error?.part {
      let rest = part.refused > 1 ? "; \(part.refused) failed, and this is the first of them" : ""
      list.append(
        Evidence(
          .error,
          part.kind == .batch
            ? "The answer with id \(part.name) was refused, one of \(part.count) in the batch\(rest)."
            : "Entry \(part.name) of the recording's \(part.count) was refused\(rest)."))
    }
    if let given = facts.call.flow, let claims = facts.claims, claims.caller.flow != .unknown,
      claims.caller.flow.rawValue != given.name
    {
      list.append(Evidence(.token, "It says \(claims.caller.flow.rawValue), not \(given.name): the token counts."))
    }
    if facts.claims == nil, facts.call.flow == nil, facts.shapes.first?.shape.flow == nil,
      let caller = facts.call.error?.caller
    {
      list.append(
        Evidence(
          .error,
          "The text says \u{201C}\(caller.words)\u{201D}: \(caller.isApplication ? "an application" : "a signed-in user") called."
        ))
    }
    list += need?.evidence ?? []
    return Evidence.Source.allCases.flatMap { source in list.filter { $0.source == source } }
  }

  /// What to say where nothing decides.
  static func undetermined(_ facts: CallFacts) -> String {
    if facts.call.error == nil, facts.call.token == nil {
      return "this is what the call needs; give the token or the error to learn more."
    }
    if facts.call.error == nil {
      return facts.address == nil
        ? "a token alone shows no refusal; give the request or the error." : "nobody says what this call needs."
    }
    if facts.call.token == nil { return "the error does not say why; the token would." }
    return "neither the error nor the token says why."
  }

  // MARK: The call

  private var request: Diagnosis.Request? {
    guard let address = facts.address else { return nil }
    let backend = facts.call.error?.backend.flatMap { $0.path == nil ? nil : $0 }
    return Diagnosis.Request(
      method: address.method, url: address.masked, template: address.template, version: address.version,
      isRebuilt: address.isRebuilt,
      backend: backend.map { [$0.apiVersion.map { "v\($0)" }, $0.service].compactMap(\.self).joined(separator: ", ") })
  }

  private var support: Diagnosis.Support {
    let error = facts.call.error
    return Diagnosis.Support(
      activityID: error?.activityID ?? error?.clientRequestID, requestID: error?.requestID,
      date: facts.responseDate?.description,
      scaleUnit: error?.backend?.scaleUnit)
  }
}
