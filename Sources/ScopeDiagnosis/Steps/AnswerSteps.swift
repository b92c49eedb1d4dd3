internal import ScopeCatalog
internal import ScopeDocuments

/// Steps that take the service at its word.
enum AnswerSteps {
  /// Azure AD Graph, by its address or by the form of its answers.
  static func retired(_ facts: CallFacts) -> [Cause] {
    let isRetired =
      if case .notGraph(.azureADGraph) = facts.address?.match { true } else { facts.call.error?.isAzureADGraph == true }
    guard isRetired else { return [] }
    // Not every path of the old interface has its like in the new one.
    let path = facts.address?.pathInGraph.flatMap { path in
      switch facts.names.catalog.match(method: facts.address?.method ?? "GET", url: path) {
      case .operation, .otherMethods: path
      case .unknownPath, .notGraph: nil
      }
    }
    return [
      Cause(
        .wrongVersion, .certain, "the call goes to Azure AD Graph, which Microsoft has retired.",
        shape: facts.shapes.first { $0.shape.id == "azure-ad-graph" }?.shape.id,
        evidence: [
          Evidence(facts.address?.source ?? .error, "The address, or the form of the answer, is Azure AD Graph's.")
        ],
        firstSteps: [
          "Call Microsoft Graph in its place\(path.map { ": https://graph.microsoft.com/v1.0\($0)" } ?? ""), with a token for https://graph.microsoft.com."
        ],
        steps: ["Ask for permissions of Microsoft Graph; those of Azure AD Graph do not carry over."])
    ]
  }

  /// Answers that look like a refusal and are none: no permission helps, so none may be advised.
  static func lookAlike(_ facts: CallFacts) -> [Cause] {
    facts.shapes.filter { [.notAuthorization, .wrongVersion].contains(facts.meaning(of: $0).verdict) }.map {
      facts.cause(of: $0, isConclusive: facts.meaning(of: $0).confidence >= .likely)
    }
  }

  /// Words that leave no doubt, about anything but a missing permission: that one is compared with the token first.
  static func certain(_ facts: CallFacts) -> [Cause] {
    others(facts).filter { facts.meaning(of: $0).confidence == .certain }.map {
      facts.cause(of: $0, isConclusive: true)
    }
  }

  /// Words that nearly always mean one thing, and at the very end those that may mean several.
  static func likely(_ facts: CallFacts) -> [Cause] {
    others(facts).filter { facts.meaning(of: $0).confidence < .certain }.map {
      facts.cause(of: $0, isConclusive: facts.meaning(of: $0).confidence == .likely)
    }
  }

  private static func others(_ facts: CallFacts) -> [ShapeMatch] {
    facts.shapes.filter {
      ![.notAuthorization, .wrongVersion, .missingPermission].contains(facts.meaning(of: $0).verdict)
    }
  }

  /// What a challenge asks for, decoded.
  static func challenge(_ facts: CallFacts) -> [Cause] {
    guard let claims = facts.call.error?.claimsChallenge else { return [] }
    return [
      Cause(
        .conditionalAccess, .certain, "the service asks for a new sign-in that satisfies its claims.",
        evidence: [Evidence(.error, "Claims asked for: \(claims.prefix(400))")],
        steps: ["Sign in again and pass the claims of the challenge on to the token request."],
        unknowable: [.conditionalAccess])
    ]
  }
}
