internal import ScopeCatalog
internal import ScopeDocuments

/// Steps that compare what the call needs with what the token holds.
enum PermissionSteps {
  /// A batch answers 200 whatever its parts do.
  static func batch(_ facts: CallFacts) -> [Cause] {
    guard facts.address?.isBatch == true else { return [] }
    return [
      Cause(
        .undetermined, .possible, "a batch is judged part by part, and the outer answer says nothing of them.",
        isConclusive: false,
        evidence: [Evidence(.request, "$batch: each part is a request of its own.")],
        steps: ["Diagnose the refused part: its method and url, and the body of its response."])
    ]
  }

  static func compare(_ facts: CallFacts) -> [Cause] {
    let shape = facts.shapes.first { facts.meaning(of: $0).verdict == .missingPermission }
    if let shape, !shape.shape.isCuredByGrant { return [facts.cause(of: shape, isConclusive: true)] }
    guard let need = facts.need else {
      return shape.map { [facts.cause(of: $0, isConclusive: facts.meaning(of: $0).confidence >= .likely)] } ?? []
    }
    if need.basis == .service, facts.isSatisfied { return sentAnother(facts, shape) }
    guard facts.have != nil else { return unseen(facts, need, shape) }
    if facts.isSatisfied { return [] }
    return facts.partsHeld.isEmpty ? lacking(facts, need, shape) : partly(facts, need, shape)
  }

  /// What is held opens a part of the call, or what was granted on the thing itself.
  private static func partly(_ facts: CallFacts, _ need: Need, _ shape: ShapeMatch?) -> [Cause] {
    guard let part = facts.partsHeld.first else { return [] }
    let name = part.names.joined(separator: " and ")
    var cause = Cause(
      .missingPermission, shape == nil ? .possible : .likely, "\(name) \(part.extent.remark).",
      shape: shape?.shape.id, evidence: [FlowSteps.caller(facts)], unknowable: [.consent])
    if part.extent == .instance {
      cause.firstSteps = [
        "Have an administrator grant the application access to the thing itself, which \(name) then opens; or, for all of them:"
      ]
    }
    if let shape { cause.add(facts.cause(of: shape, isConclusive: true)) }
    return [cause]
  }

  /// The service misses what the token holds: it was another token.
  private static func sentAnother(_ facts: CallFacts, _ shape: ShapeMatch?) -> [Cause] {
    let older =
      facts.tokenIsNewer
      ? "The token given here was issued after the refusal and holds it." : "The token given here holds it."
    return [
      Cause(
        .missingPermission, .likely, "the token that was refused lacked the permission; the one given here holds it.",
        shape: shape?.shape.id,
        evidence: (shape.map { [facts.words(of: $0)] } ?? []) + [Evidence(.token, older)],
        steps: ["Make sure that the code sends this token: empty its token cache, and check which account it uses."],
        unknowable: [.sentToken])
    ]
  }

  private static func lacking(_ facts: CallFacts, _ need: Need, _ shape: ShapeMatch?) -> [Cause] {
    let worth = shape.map { facts.meaning(of: $0).confidence }
    let confidence: Confidence =
      switch (need.basis, worth) {
      case (.service, _): .certain
      case (.correction, .likely?), (.correction, .certain?): .certain
      default: .likely
      }
    var cause = Cause(
      .missingPermission, confidence, sentence(facts, need), shape: shape?.shape.id,
      evidence: [FlowSteps.caller(facts)],
      unknowable: [.consent])
    if let shape { cause.add(facts.cause(of: shape, isConclusive: true)) }
    if need.least.isEmpty { cause.steps.append(contentsOf: NoAdvice.steps(facts, need)) }
    return [cause]
  }

  /// Nothing shows what the token holds: the service's words decide alone.
  private static func unseen(_ facts: CallFacts, _ need: Need, _ shape: ShapeMatch?) -> [Cause] {
    guard let shape else { return [] }
    var cause = facts.cause(
      of: shape, isConclusive: facts.meaning(of: shape).confidence >= .likely || need.basis == .service)
    if need.basis == .service { cause.sentence = sentence(facts, need) }
    if need.least.isEmpty { cause.steps.append(contentsOf: NoAdvice.steps(facts, need)) }
    return [cause]
  }

  private static func sentence(_ facts: CallFacts, _ need: Need) -> String {
    if let address = facts.address, let method = address.method, let template = address.template {
      return "the token cannot \(CallPhrase.phrase(method: method, template: template))."
    }
    guard let set = need.least.first ?? need.accepted.first else { return "the token lacks a permission." }
    return need.accepted.count == 1
      ? "the token lacks \(set.joined(separator: " and "))."
      : "the token holds none of the \(need.accepted.count) permissions that would do."
  }
}

extension Cause {
  /// Takes over what another cause adds.
  mutating func add(_ other: Cause) {
    for line in other.evidence where !evidence.contains(line) { evidence.append(line) }
    for step in other.firstSteps where !firstSteps.contains(step) { firstSteps.append(step) }
    for step in other.steps where !steps.contains(step) { steps.append(step) }
    for entry in other.unknowable where !unknowable.contains(entry) { unknowable.append(entry) }
  }
}
