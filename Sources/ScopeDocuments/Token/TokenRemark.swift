/// Something odd about a token that can be read all the same; told without its values.
package enum TokenRemark: Hashable, Sendable {
  /// A member name that stands twice in a part; the last one counts.
  case duplicate(TokenFault.Part)
  /// Comments, trailing commas or a byte order mark, which RFC 8259 does not allow.
  case looseJSON(TokenFault.Part)
  /// A claim of another kind than Entra issues.
  case oddKind(claim: String, found: String)
  /// A list with an element that is no text.
  case oddElement(claim: String, found: String)
  case null(claim: String)
  /// A claim whose text is not of the form that it should have.
  case oddText(claim: String, expected: String)
  case emptyClaim(String)
  case severalAudiences(Int)
  case repeatedEntry(claim: String)
  /// An entry longer than the name of any permission; it is left out.
  case oversizedEntry(claim: String)
  /// A time that no calendar of four-digit years has.
  case timeOutOfRange(claim: String)
  /// A time that counts milliseconds, as JavaScript does; it was read so.
  case milliseconds(claim: String)
  case timesOutOfOrder
  case noExpiry
  /// Claims that contradict one another about who calls.
  case contradictoryCaller
  case issuerTenantMismatch
  /// `appid` and `azp`, which stand for the same thing, differ.
  case twoApplications
  /// The audience stands in another cloud than the issuer.
  case issuerCloudMismatch
  case unknownIssuer
  /// Bytes that no RSA key of Entra's makes: the text may be cut off.
  case signatureLength(Int)
  /// Padding or letters of plain base64, which were read all the same.
  case looseEncoding(TokenFault.Part)
  /// A signature that is no base64url: damaged, or masked on purpose.
  case damagedSignature
  /// Two parts: the signature was left out.
  case withoutSignature
  /// The token was taken out of a signed request (proof of possession).
  case insideRequest
  /// Claims without the token that carries them.
  case withoutToken(UnverifiedToken.Source)
  /// A list of permissions that PowerShell cut off.
  case listCut

  /// The remark as a sentence without a full stop.
  package var sentence: String {
    switch self {
    case .duplicate(let part): "a name stands twice in the \(part.rawValue) part; the last one was read"
    case .looseJSON(let part): "the \(part.rawValue) part is not JSON to the letter"
    case .oddKind(let claim, let found): "\(claim) is \(found), which Entra never issues"
    case .oddElement(let claim, let found): "\(claim) holds \(found), where Entra issues texts alone"
    case .null(let claim): "\(claim) is null"
    case .oddText(let claim, let expected): "\(claim) is not \(expected)"
    case .emptyClaim(let claim): "\(claim) is empty"
    case .severalAudiences(let count): "aud names \(count) audiences; Entra issues a token for one"
    case .repeatedEntry(let claim): "\(claim) names something twice"
    case .oversizedEntry(let claim): "\(claim) holds a name longer than any permission's; it was left out"
    case .timeOutOfRange(let claim): "\(claim) is a time that no calendar has"
    case .milliseconds(let claim): "\(claim) counts milliseconds instead of seconds"
    case .timesOutOfOrder: "the token expires before it becomes valid"
    case .noExpiry: "the token does not say when it expires"
    case .contradictoryCaller: "the claims contradict one another about who calls"
    case .issuerTenantMismatch: "the tenant in iss is not the one in tid"
    case .twoApplications: "appid and azp name two applications; the one in appid was taken"
    case .issuerCloudMismatch: "the audience belongs to another cloud than the issuer"
    case .unknownIssuer: "the issuer is not a token service of Entra"
    case .signatureLength(let count):
      "the signature has \(count) bytes, which no RSA key of Entra's makes: the token may be cut off"
    case .looseEncoding(let part):
      "the \(part.rawValue) part is padded or plain base64, which tokens are not; it was read so"
    case .damagedSignature: "the signature cannot be read: it is damaged or masked; the claims were read"
    case .withoutSignature: "the signature is missing; the claims were read"
    case .insideRequest: "the token stands inside of a signed request (typ pop), and was read out of it"
    case .withoutToken(let source): source.sentence
    case .listCut:
      "the list of permissions ends early: (Get-MgContext).Scopes shows all of it"
    }
  }
}

/// Collects remarks once each, in the order in which they were made.
struct TokenRemarks {
  private(set) var list: [TokenRemark] = []
  private var seen: Set<TokenRemark> = []

  mutating func add(_ remark: TokenRemark) {
    if seen.insert(remark).inserted { list.append(remark) }
  }
}

extension UnverifiedToken.Source {
  /// What is to be said of claims that come from here, as a sentence without a full stop.
  fileprivate var sentence: String {
    switch self {
    case .token: "the token was read"
    case .claims: "these are claims without their token: nothing shows that a token carries them"
    case .viewer: "this is what a viewer shows of a token, and not the token"
    case .context: "this is what Get-MgContext shows, and not the token"
    case .grants: "these are grants: a token issued before them does not carry them"
    case .list: "this is a list of permissions, and not a token"
    }
  }
}
