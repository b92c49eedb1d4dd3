package import ScopeDocuments

/// What a check of tokens looks at.
package struct TokenFacts: Sendable {
  package let token: UnverifiedToken
  package let claims: TokenClaims
  package let audience: TokenAudience?
}
