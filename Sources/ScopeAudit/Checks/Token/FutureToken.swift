internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A token that becomes valid only later, by more than clocks differ.
  static let futureToken = Check(token: "future-token") { facts, context in
    guard let (name, start) = facts.claims.notBefore.map({ ("nbf", $0) }) ?? facts.claims.issuedAt.map({ ("iat", $0) })
    else {
      return context.cannotAssess("the token does not say since when it is valid")
    }
    guard start > context.options.now.advanced(bySeconds: TokenClaims.clockSkew) else { return }
    context.report(
      facts.claims.place(of: name),
      "The token is valid only from \(start) on: a clock is wrong, or somebody wrote it by hand.")
  }
}
