internal import ScopeDocuments

extension Checks {
  /// A token that no resource accepts any more.
  static let expiredToken = Check(token: "expired-token") { facts, context in
    guard let expires = facts.claims.expires else {
      return context.cannotAssess("the token does not say when it expires")
    }
    guard facts.claims.state(at: context.options.now) == .expired else { return }
    context.report(facts.claims.place(of: "exp"), "The token expired at \(expires): every resource refuses it.")
  }
}
