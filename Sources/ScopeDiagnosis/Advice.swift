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
  ]
  /// Verdicts about a token whose successor will carry the same permissions, so that what it lacks is worth saying.
  private static let isRenewed: Set<Verdict> = [.tokenExpired, .tokenNotYetValid]
  /// Verdicts that a grant can cure.
  private static let curedByGrant: Set<Verdict> = [.missingPermission, .noPermissionsInToken, .wrongFlow]

  var diagnosis: Diagnosis {
    let isBeyond =
      Self.beyondPermissions.contains(cause.verdict)
      || facts.shapes.first { $0.shape.id == cause.shape }?.shape.isCuredByGrant == false
    let need = isBeyond || isOtherService ? nil : needShown
    let missing = missing(need)
    let recommend = recommendations(need, missing)
    return Diagnosis(
      verdict: cause.verdict, confidence: cause.confidence, sentence: cause.sentence,
      shape: cause.shape ?? facts.shapes.first?.shape.id,
      request: request, flow: facts.flow, basis: need?.basis ?? .none,
      upstreamDisagrees: need?.upstreamDisagrees == true,
      need: need?.accepted ?? [], have: facts.have?.sorted(), missing: missing, recommend: recommend,
      evidence: evidence(need),
      steps: steps(recommend, missing), unknowable: unknowable(recommend), support: support,
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

  private func recommendations(_ need: Need?, _ missing: [String]) -> [Diagnosis.Recommendation] {
    // A refusal that nothing explains is no reason to add anything; a call that is only planned is.
    let isPlan = cause.verdict == .undetermined && facts.call.error == nil
    guard let need, let set = need.least.first, isPlan || Self.curedByGrant.contains(cause.verdict), !facts.isSatisfied
    else { return [] }
    let held = Set(facts.have ?? [])
    let flows: [Flow] = (need.flow ?? facts.flow).map { [$0] } ?? Flow.allCases
    return flows.flatMap { flow in
      set.filter { !held.contains($0) }.compactMap { name in
        guard let permission = facts.names.permission(name, flow) else { return nil }
        return Diagnosis.Recommendation(
          name: name, flow: flow,
          id: permission.hasIdentifier ? GUID(high: permission.high, low: permission.low).description : nil,
          adminConsent: permission.consent == .unknown ? nil : permission.consent == .admin)
      }
    }
  }

  // MARK: Words

  private func steps(_ recommend: [Diagnosis.Recommendation], _ missing: [String]) -> [String] {
    var steps: [String] = []
    if cause.verdict == .notAuthorization || cause.verdict == .wrongVersion {
      steps.append("Stop adding permissions: none of them changes this answer.")
    }
    steps += cause.firstSteps
    if cause.verdict == .undetermined, facts.call.error != nil, facts.have == nil, facts.need != nil {
      steps.append("Look into the token (scopeaudit token) for one of the permissions that the call needs.")
    }
    if cause.verdict != .undetermined {
      for (index, entry) in recommend.enumerated() {
        let consent = entry.adminConsent.map { $0 ? ", admin consent" : ", the user may consent" } ?? ""
        let id = entry.id.map { " (\($0))" } ?? ""
        let isAlternative = index > 0 && entry.name == recommend[index - 1].name
        steps.append(
          "\(isAlternative ? "Or, where a user is signed in, the" : "Add") \(entry.flow.name) permission \(entry.name)\(id)\(consent)."
        )
      }
      if let far = recommend.first(where: { $0.flow == .application && PermissionWord.isFarReaching($0.name) }) {
        steps.append("\(far.name) reaches far: where the job allows, use it delegated, by a person with a narrow role.")
      }
      if !recommend.isEmpty {
        steps.append(
          recommend.allSatisfy { $0.flow == .delegated }
            ? "Sign in again for a new token; the old one never changes."
            : "Get a new token; a managed identity may keep the old one for a day.")
      }
    }
    steps += cause.steps
    if Self.isRenewed.contains(cause.verdict), !missing.isEmpty {
      steps.append(
        "The new token has to carry \(missing.joined(separator: " and ")) as well: this one does not, and the call would be refused again."
      )
    }
    if cause.verdict == .missingPermission, facts.flow == .delegated, facts.address?.isIntune == true {
      steps.append(
        "The signed-in user needs an administrator role in Intune as well, such as Intune Administrator or a custom role for this."
      )
    }
    return steps
  }

  private func unknowable(_ recommend: [Diagnosis.Recommendation]) -> [Unknowable] {
    var list = cause.unknowable
    func add(_ entry: Unknowable) { if !list.contains(entry) { list.append(entry) } }
    if !recommend.isEmpty { add(.consent) }
    if cause.verdict == .missingPermission, facts.flow != .application, facts.address?.isIntune == true {
      add(.intuneRole)
    }
    if cause.verdict == .undetermined, facts.call.token == nil { add(.tokenAudience) }
    // Roles are a user's.
    return facts.flow == .application
      ? list.filter { ![.intuneRole, .directoryRole, .roleActivation].contains($0) } : list
  }

  private func evidence(_ need: Need?) -> [Evidence] {
    var list = cause.evidence
    if let address = facts.address {
      list += address.notes.map { Evidence(address.source, $0) }
      if address.isRebuilt {
        list.append(Evidence(.error, "The request was put together from the backend address in the error."))
      }
    }
    if let given = facts.call.flow, let claims = facts.claims, claims.caller.flow != .unknown,
      claims.caller.flow.rawValue != given.name
    {
      list.append(Evidence(.token, "It says \(claims.caller.flow.rawValue), not \(given.name): the token counts."))
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
