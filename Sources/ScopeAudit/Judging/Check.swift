internal import ScopeDocuments

/// How a rule judges: one value a rule, each in the file of its name.
package struct Check: Sendable {
  /// The id of the rule's record in rules/checks.
  package let id: String
  let judge: Judge

  enum Judge: Sendable {
    /// Looks at held permissions, in a manifest or in a token.
    case permissions(@Sendable (inout CheckContext) -> Void)
    /// Looks at held permissions beside what the application needs.
    case needs(@Sendable (NeedsComparison, inout CheckContext) -> Void)
    /// Looks at an application's settings.
    case application(@Sendable (Application, inout CheckContext) -> Void)
    /// Looks at the owners of an application or a service principal.
    case ownership(@Sendable (Ownership, inout CheckContext) -> Void)
    /// Looks at a service principal and what was granted to it.
    case principal(@Sendable (PrincipalFacts, inout CheckContext) -> Void)
    /// Looks at what a token says of itself.
    case token(@Sendable (TokenFacts, inout CheckContext) -> Void)
  }

  /// A check of held permissions; it is not asked where the input does not show them.
  init(permissions id: String, _ judge: @escaping @Sendable (inout CheckContext) -> Void) {
    self.id = id
    self.judge = .permissions(judge)
  }

  /// A check of held permissions against needs; it takes no part in an audit that is told of none.
  init(needs id: String, _ judge: @escaping @Sendable (NeedsComparison, inout CheckContext) -> Void) {
    self.id = id
    self.judge = .needs(judge)
  }

  /// A check of an application's settings.
  init(application id: String, _ judge: @escaping @Sendable (Application, inout CheckContext) -> Void) {
    self.id = id
    self.judge = .application(judge)
  }

  /// A check of owners; it takes no part in the audit of a manifest that does not show them.
  init(ownership id: String, _ judge: @escaping @Sendable (Ownership, inout CheckContext) -> Void) {
    self.id = id
    self.judge = .ownership(judge)
  }

  /// A check of a service principal.
  init(principal id: String, _ judge: @escaping @Sendable (PrincipalFacts, inout CheckContext) -> Void) {
    self.id = id
    self.judge = .principal(judge)
  }

  /// A check of what a token says of itself.
  init(token id: String, _ judge: @escaping @Sendable (TokenFacts, inout CheckContext) -> Void) {
    self.id = id
    self.judge = .token(judge)
  }
}
