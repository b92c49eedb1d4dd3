internal import ScopeDocuments

extension Checks {
  /// A token that is worth stealing for longer than Entra's defaults make it.
  static let longLivedToken = Check(token: "long-lived-token") { facts, context in
    guard let lifetime = facts.claims.lifetime else {
      return context.cannotAssess("the token does not say when it was issued, or when it expires")
    }
    let isEvaluated = facts.claims.isContinuouslyEvaluated
    let option = isEvaluated ? "maximumEvaluatedTokenLifetimeMinutes" : "maximumTokenLifetimeMinutes"
    let limit = context.options.threshold(option, of: context.rule)
    // Entra dates tokens a few minutes into the past.
    guard lifetime > Int64(limit) * 60 + TokenClaims.clockSkew else { return }
    let kind =
      isEvaluated
      ? "although its client takes part in continuous access evaluation" : "without continuous access evaluation"
    context.report(
      facts.claims.place(of: "exp"),
      "The token is valid for \(lifetime / 60) minutes \(kind); \(limit) are expected at most.")
  }
}
