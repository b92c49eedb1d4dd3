package import ScopeValues

/// The claims of a token, each as far as its value could be understood.
///
/// The source of what a claim means is Microsoft's reference of access token claims; the value may be of any
/// kind, since nobody has verified that Entra issued it.
package struct TokenClaims: Sendable {
  /// An entry of `scp` or `roles`, and where it stands in the claims.
  package struct Entry: Hashable, Sendable {
    package var name: String
    /// Where it stands in the claims; the entries of one text share a place.
    package var place: JSONPlace
  }

  /// How the client proved who it is (`appidacr`, `azpacr`).
  package enum ClientAuthentication: String, Hashable, Sendable {
    case publicClient, secret, certificate
  }

  /// "1.0" or "2.0".
  package var version: String?
  /// `aud`; more than one only in tokens that are not Entra's.
  package var audiences: [String] = []
  package var issuer: TokenIssuer?
  package var tenantId: GUID?
  /// `appid`, or `azp` in the second version.
  package var applicationId: GUID?
  package var applicationName: String?
  package var clientAuthentication: ClientAuthentication?
  package var scopes: [Entry] = []
  package var roles: [Entry] = []
  /// `wids`: template ids of directory roles, and two ids that are no roles.
  package var directoryRoles: [GUID] = []
  /// `idtyp` in lower case.
  package var identityType: String?
  /// The meaningful numbers of `xms_idrel`: odd ones, even ones are noise.
  package var identityRelations: Set<Int> = []
  package var issuedAt: Timestamp?
  package var notBefore: Timestamp?
  package var expires: Timestamp?
  /// Whether the client can be told at any moment that its token no longer counts (`xms_cc` holds `cp1`),
  /// for which it gets tokens that live up to 28 hours.
  package var isContinuouslyEvaluated = false
  /// Whether the token was issued to a managed identity (`xms_mirid`).
  package var isManagedIdentity = false
  /// Whether an agent identity takes part.
  package var isAgent = false
  /// Whether the user is a guest in the tenant (`acct` is 1).
  package var isGuest: Bool?
  /// Whether `amr` tells of a second factor.
  package var usedMultipleFactors: Bool?
  /// Whether a claim names a signed-in person.
  package var namesUser = false
  /// Whether a claim stands in the token that only ID tokens carry.
  package var hasIdentityTokenClaims = false
  /// Whether the object that calls is also the subject, as in tokens of applications.
  package var subjectIsObject = false
  /// Every claim in order, personal ones masked.
  package let all: [TokenClaim]
  /// The claims as JSON with everything personal overwritten; positions are those of the decoded claims.
  package let document: JSONDocument

  private var names: Set<String> = []

  /// Whether a claim stands in the token, whatever its value.
  package func states(_ name: String) -> Bool { names.contains(name) }

  /// Where a claim stands; the claims as a whole where it does not.
  package func place(of name: String) -> JSONPlace { document.member(named: name, of: document.root) ?? document.root }

  init(_ document: JSONDocument, _ remarks: inout TokenRemarks) {
    self.document = ClaimMask.masked(document)
    all = TokenClaim.list(of: document)
    var reader = ClaimReader(document: document)
    defer { for remark in reader.remarks.list { remarks.add(remark) } }
    names = reader.names
    readWho(&reader)
    readWhat(&reader)
    readWhen(&reader)
    if issuer.map({ !$0.isEntra }) == true { reader.remarks.add(.unknownIssuer) }
    if let stated = issuer?.tenantId, let tenantId, stated != tenantId { reader.remarks.add(.issuerTenantMismatch) }
    if let issuer, !issuer.clouds.isEmpty, let audience = audiences.first, audience.hasPrefix("https://") {
      let host = audience.dropFirst(8).prefix { $0 != "/" }
      let clouds = Cloud.candidates(forHost: host)
      if !clouds.isEmpty, Set(clouds).isDisjoint(with: issuer.clouds) { reader.remarks.add(.issuerCloudMismatch) }
    }
    if caller.contradicts { reader.remarks.add(.contradictoryCaller) }
  }

  private mutating func readWho(_ reader: inout ClaimReader) {
    issuer = reader.text("iss").map { TokenIssuer($0) }
    tenantId = reader.guid("tid")
    let (first, second) = (reader.guid("appid"), reader.guid("azp"))
    applicationId = first ?? second
    if let first, let second, first != second { reader.remarks.add(.twoApplications) }
    applicationName = reader.text("app_displayname")
    switch reader.number("appidacr") ?? reader.number("azpacr") {
    case 0: clientAuthentication = .publicClient
    case 1: clientAuthentication = .secret
    case 2: clientAuthentication = .certificate
    default: break
    }
    identityType = reader.text("idtyp")?.lowercased()
    if let identityType, !["app", "user", "device"].contains(identityType) {
      reader.remarks.add(.oddText(claim: "idtyp", expected: "app, user or device"))
    }
    identityRelations = Set(reader.words("xms_idrel", as: .numbers).compactMap { Int($0.name) }.filter { $0 % 2 == 1 })
    let facets = (reader.words("xms_act_fct", as: .numbers) + reader.words("xms_sub_fct", as: .numbers)).map(\.name)
    isAgent = states("xms_par_app_azp") || facets.contains { ["11", "13", "15"].contains($0) }
    isManagedIdentity = states("xms_mirid")
    isGuest = reader.number("acct").map { $0 == 1 }
    namesUser = ["upn", "unique_name", "preferred_username", "name", "amr"].contains { states($0) }
    hasIdentityTokenClaims = ["nonce", "c_hash", "at_hash"].contains { states($0) }
    if states("amr") { usedMultipleFactors = reader.words("amr", as: .array).contains { $0.name == "mfa" } }
    subjectIsObject = reader.haveSameText("oid", "sub")
  }

  private mutating func readWhat(_ reader: inout ClaimReader) {
    version = reader.version("ver")
    audiences = reader.audiences("aud")
    // Agents get "/" where they hold no scope.
    scopes = reader.words("scp", as: .spaceSeparated).filter { $0.name != "/" }
    roles = reader.words("roles", as: .array)
    directoryRoles = reader.words("wids", as: .array).compactMap { entry in
      let id = GUID(entry.name)
      if id == nil { reader.remarks.add(.oddText(claim: "wids", expected: "a list of ids")) }
      return id
    }
    isContinuouslyEvaluated = reader.words("xms_cc", as: .array).contains { $0.name.lowercased() == "cp1" }
  }

  private mutating func readWhen(_ reader: inout ClaimReader) {
    issuedAt = reader.time("iat")
    notBefore = reader.time("nbf")
    expires = reader.time("exp")
    if !states("exp") { reader.remarks.add(.noExpiry) }
    if let expires, let start = notBefore ?? issuedAt, expires <= start { reader.remarks.add(.timesOutOfOrder) }
  }
}

// MARK: - Time

extension TokenClaims {
  /// What the clock says of a token.
  package enum TimeState: Hashable, Sendable {
    case valid
    case expired
    case notYetValid
    /// The token does not say until when it is valid.
    case unknown

    /// The state as reports name it.
    package var name: String {
      switch self {
      case .valid: "valid"
      case .expired: "expired"
      case .notYetValid: "notYetValid"
      case .unknown: "unknown"
      }
    }
  }

  /// Seconds by which clocks may differ before a token counts as issued in the future; what Microsoft's
  /// libraries allow.
  package static let clockSkew: Int64 = 300

  /// What a clock says: `exp` to the second (RFC 7519, section 4.1.4), `nbf` with some leeway.
  package func state(at now: Timestamp) -> TimeState {
    if let expires, now >= expires { return .expired }
    if let start = notBefore ?? issuedAt, start > now.advanced(bySeconds: Self.clockSkew) { return .notYetValid }
    return expires == nil ? .unknown : .valid
  }

  /// Seconds from issue to expiry.
  package var lifetime: Int64? {
    guard let expires, let start = issuedAt ?? notBefore else { return nil }
    return expires.seconds(since: start)
  }
}
