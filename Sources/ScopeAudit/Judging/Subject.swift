import ScopeDocuments

/// What rules judge in one go.
enum Subject: Sendable {
  case application(Application)
  case principal(PrincipalFacts)
  case token(TokenFacts)

  /// The owners as rules see them; nil where the input does not show them, which is the way of a manifest.
  var ownership: Ownership? {
    switch self {
    case .application(let application):
      application.owners.map { Ownership(owners: $0.value, place: $0.place, noun: "application") }
    case .principal(let facts): facts.ownership
    case .token: nil
    }
  }
}

extension Check.Judge {
  /// Whether a rule takes part in the audit of a kind of subject.
  func judges(_ kind: Subject.Kind) -> Bool {
    switch self {
    case .permissions: true
    case .needs: kind != .token
    case .ownership: kind != .token
    case .application: kind == .application
    case .principal: kind == .principal
    case .token: kind == .token
    }
  }

  /// Lets the rule judge a subject; a rule about another kind of subject says nothing.
  func judge(_ subject: Subject, beside comparison: NeedsComparison?, in context: inout CheckContext) {
    switch (self, subject) {
    case (.permissions(let judge), _):
      if let obstacle = context.holdings.obstacle { context.cannotAssess(obstacle) } else { judge(&context) }
    case (.needs(let judge), _):
      if let obstacle = context.holdings.obstacle { context.cannotAssess(obstacle) }
      guard let comparison else { return }
      for obstacle in comparison.obstacles { context.cannotAssess(obstacle) }
      judge(comparison, &context)
    case (.ownership(let judge), _): if let ownership = subject.ownership { judge(ownership, &context) }
    case (.application(let judge), .application(let application)): judge(application, &context)
    case (.principal(let judge), .principal(let facts)): judge(facts, &context)
    case (.token(let judge), .token(let facts)): judge(facts, &context)
    case (.application, _), (.principal, _), (.token, _): break
    }
  }
}

extension Subject {
  /// The kinds of subjects.
  enum Kind: CaseIterable, Sendable { case application, principal, token }

  var kind: Kind {
    switch self {
    case .application: .application
    case .principal: .principal
    case .token: .token
    }
  }
}
