package import ScopeCatalog
package import ScopeDocuments
package import ScopeValues

/// Everything that the audit found out about one token.
package struct TokenResult: Sendable {
  package var token: UnverifiedToken
  package var audience: TokenAudience?
  package var permissions: [HeldPermission] = []
  package var directoryRoles: [HeldRole] = []
  /// How it differs from what its application asks for; nil where nobody asked.
  package var drift: TokenDrift?
  /// How many tokens came before in this run.
  package var ordinal = 0
  /// The moment by which the token was judged.
  package var now: Timestamp
  /// The findings and what could not be assessed, as the reports of `check` take them.
  package var audit: ApplicationResult

  /// An entry of `wids`, and what the catalog knows of it.
  package struct HeldRole: Hashable, Sendable {
    package var identifier: GUID
    package var role: DirectoryRole?
  }

  /// Whether the claims could be read, so that the token was judged.
  package var isJudged: Bool { token.claims != nil }

  /// Why the token could not be judged, and what to do; nil where it was.
  package var obstacle: (message: String, remedy: String)? {
    switch token.form {
    case .jws: nil
    case .malformed: token.fault.map { ($0.sentence, $0.remedy) }
    case .jwe:
      (
        "the token is encrypted for its resource, so nobody else can read its claims",
        "Look at the sign-in log for what was granted, or at a token for Microsoft Graph, which is never encrypted."
      )
    case .opaque:
      (
        "the token is an opaque ticket without claims, as personal accounts and refresh tokens have",
        "Sign in with a work account and ask for an access token of one tenant, not of consumers."
      )
    }
  }
}

extension ApplicationResult {
  /// The result of a token as of the application to which it was issued.
  init(_ token: UnverifiedToken, path: String, ordinal: Int) {
    appId = token.claims?.applicationId?.description ?? ""
    displayName = token.claims?.applicationName ?? "token"
    dialect = .undetermined
    self.ordinal = ordinal
    namesakes = 0
    identity = appId
    location = Location(path: path, range: SourceRange(start: token.position, end: token.position), pointer: "")
  }

  /// Tells a token's result from that of the application beside it, whose name it has.
  package mutating func nameToken() {
    displayName = displayName == "token" ? "token" : "token of \(displayName)"
  }
}
