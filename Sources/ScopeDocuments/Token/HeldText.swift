import ScopeValues

/// Reads what is held out of what people have where no token is at hand: claims, the text of a token viewer,
/// Get-MgContext, lists of grants.
enum HeldText {
  /// What a text says of a token's claims; nil where it is none of these.
  static func read(_ text: ArraySlice<UInt8>) -> UnverifiedToken? {
    guard text.count <= 1 << 20 else { return nil }
    let pieces = JSONPieces.find(in: text)
    for piece in pieces {
      if let token = claims(piece.document, isViewer: pieces.count > 1) ?? HeldGrants.read(piece.document) {
        return token
      }
    }
    guard pieces.allSatisfy({ $0.range.count < text.count / 2 }) else { return nil }
    return HeldList.read(text)
  }

  // MARK: Claims

  /// Claims of which a token of Entra has several; nothing else that people keep has two of them.
  private static let marks: Set<String> = [
    "aud", "iss", "tid", "appid", "azp", "scp", "roles", "exp", "iat", "nbf", "oid", "sub", "idtyp", "uti", "wids",
  ]
  private static let holders = ["payload", "claims", "decoded", "decodedtoken", "token", "body", "data"]

  private static func claims(_ document: JSONDocument, isViewer: Bool) -> UnverifiedToken? {
    if isClaims(document, document.root) { return token(document, source: isViewer ? .viewer : .claims) }
    for (name, value) in document.members(of: document.root)
    where holders.contains(document.text(name).lowercased()) && isClaims(document, value) {
      // The reader of claims looks at the root of a document: the inner object becomes one.
      guard let inner = JSONPieces.find(in: document.content(value)).first?.document else { continue }
      return token(inner, source: .viewer)
    }
    return nil
  }

  private static func isClaims(_ document: JSONDocument, _ place: JSONPlace) -> Bool {
    var found = 0
    document.forEachMember(of: place) { name, _ in if marks.contains(document.text(name)) { found += 1 } }
    let says =
      document.member("scp", of: place) ?? document.member("roles", of: place) ?? document.member("aud", of: place)
    return found >= 2 && says != nil
  }

  static func token(_ document: JSONDocument, source: UnverifiedToken.Source) -> UnverifiedToken {
    var token = UnverifiedToken(form: .jws, position: .start)
    var remarks = TokenRemarks()
    remarks.add(.withoutToken(source))
    token.source = source
    token.claims = TokenClaims(document, &remarks)
    token.remarks = remarks.list.filter { source.isWhole || $0 != .noExpiry }
    return token
  }
}
