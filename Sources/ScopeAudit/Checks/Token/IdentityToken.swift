internal import ScopeDocuments

extension Checks {
  /// An ID token, which tells an application who signed in and opens nothing.
  static let identityToken = Check(token: "identity-token") { facts, context in
    guard facts.token.kind == .id else { return }
    context.report(
      facts.claims.place(of: "aud"),
      "This is an ID token: it tells the application who signed in, and no API accepts it. The access token is another one."
    )
  }
}
