import ScopeValues

/// A token whose header and claims were read, and whose signature nobody looked at.
///
/// Neither its text nor its signature is kept. Claims that tell of a person are ``Redacted``.
package struct UnverifiedToken: Sendable {
  package enum Form: String, Hashable, Sendable {
    /// Signed: header, claims, signature.
    case jws
    /// Encrypted for its resource: only the header can be read.
    case jwe
    /// A ticket that only its resource can read, such as those for personal accounts.
    case opaque
    case malformed
  }

  package enum Kind: String, Hashable, Sendable {
    case access, id, unknown
  }

  /// Where the claims come from.
  package enum Source: String, Hashable, Sendable {
    case token
    /// Decoded claims as JSON.
    case claims
    /// The text of a page or a program that decodes tokens.
    case viewer
    /// What Get-MgContext shows of the connection.
    case context
    /// Grants as Azure CLI or Microsoft Graph list them.
    case grants
    /// Nothing but names of permissions.
    case list

    /// Whether every claim of a token is there.
    var isWhole: Bool { self == .token || self == .claims || self == .viewer }
  }

  package var form: Form
  package var source = Source.token
  /// Whether the list of permissions is known to go on.
  package var isListCut = false
  /// Whether the text began as tokens do, where it could not be read.
  package var looksLikeToken = false
  /// Why the token is malformed; nil for every other form.
  package var fault: TokenFault?
  /// Where the token begins in the text that was pasted.
  package var position: TextPosition
  /// The header of a signed or encrypted token.
  package var header: TokenHeader?
  /// The claims of a signed token.
  package var claims: TokenClaims?
  /// What is odd about the token, though it can be read.
  package var remarks: [TokenRemark] = []

  init(form: Form, position: TextPosition) {
    self.form = form
    self.position = position
  }

  init(_ fault: TokenFault, at position: TextPosition) {
    self.init(form: .malformed, position: position)
    self.fault = fault
  }

  /// Whether the token is for a resource or for the application that asked who signed in.
  package var kind: Kind {
    guard let claims else { return .unknown }
    if header?.type == "at+jwt" { return .access }
    let client = claims.applicationId
    if claims.hasIdentityTokenClaims, claims.scopes.isEmpty,
      client == nil || claims.audiences.contains(where: { GUID($0) == client })
    {
      return .id
    }
    if client != nil || claims.states("scp") { return .access }
    // Every access token of Entra names its client; an ID token's audience is the client.
    let isEntra = claims.issuer?.isEntra == true
    return isEntra && claims.audiences.contains(where: { GUID($0) != nil }) ? .id : .unknown
  }

  /// The flow in which the token was issued; an ID token belongs to none.
  package var flow: TokenFlow { kind == .id ? .unknown : claims?.caller.flow ?? .unknown }

  /// Whether the text is no token at all, nor what somebody has in the place of one; a damaged token is still one.
  package var isNoToken: Bool {
    guard form == .malformed, claims == nil else { return false }
    switch fault {
    case .empty, .identifier, .inputNotJSON, .noToken, .noTokenInJSON, .tooLarge, .tooMany, nil: return true
    case .character, .partCount(1): return !looksLikeToken
    default: return false
    }
  }

  /// Whether nothing protects the claims from being changed: no algorithm, or no signature.
  package var isUnsigned: Bool {
    guard form == .jws, let header else { return false }
    return header.signatureLength == 0 || header.algorithm?.lowercased() == "none"
  }
}

/// The header of a token, as far as it tells anything.
package struct TokenHeader: Sendable {
  /// `alg`, at most 20 characters of it.
  package var algorithm: String?
  /// `enc` of an encrypted token, at most 20 characters of it.
  package var encryption: String?
  /// `typ` in lower case, at most 20 characters of it.
  package var type: String?
  package var hasKeyId = false
  /// Whether there is a `nonce`, which Microsoft Graph's tokens carry: their signature covers its hash in its
  /// place, so nobody but Microsoft Graph can verify it.
  package var hasNonce = false
  /// Bytes of the signature; 0 where there is none.
  package var signatureLength = 0
}
