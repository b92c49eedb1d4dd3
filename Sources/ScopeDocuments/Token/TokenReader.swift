import ScopeValues

/// Reads tokens out of pasted text without verifying them.
package enum TokenReader {
  /// The most bytes of an input that are worth reading; one more tells that it is too large.
  package static var inputLimit: Int { TokenFinder.inputLimit }

  /// The tokens in a pasted text in order, at least one: where nothing can be read, one that is malformed.
  package static func read(_ input: [UInt8]) -> [UnverifiedToken] {
    do throws(TokenFault) {
      let tokens = try TokenFinder.find(in: input).map { read(token: $0.bytes, at: $0.position) }
      // Lines of names without spaces look like a wrapped token.
      let isNone = tokens.allSatisfy { $0.form == .malformed && $0.claims == nil && $0.fault != .shortened }
      if isNone, let held = held(input) { return [held] }
      return tokens
    } catch {
      if let held = held(input) { return [held] }
      var token = UnverifiedToken(error, at: .start)
      token.looksLikeToken = input.split(separator: ASCII.space).contains { $0.starts(with: Array("eyJ".utf8)) }
      return [token]
    }
  }

  /// What is held by a text in which no token stands.
  private static func held(_ input: [UInt8]) -> UnverifiedToken? {
    let plain = PastedText.plain(TokenFinder.utf8(input)[...])
    return HeldText.read(plain[...])
  }

  /// Reads the bytes of one token.
  static func read(token bytes: [UInt8], at position: TextPosition) -> UnverifiedToken {
    let parts = bytes.split(separator: ASCII.point, omittingEmptySubsequences: false)
    guard looksLikeJSON(parts[0]) else {
      // Refresh tokens and tickets: "0.A…", "1.A…", "M.C…", "EwB…".
      let isOpaque = parts.count == 1 || parts[0].count <= 2 && !parts[0].isEmpty
      return isOpaque ? UnverifiedToken(form: .opaque, position: position) : malformed(parts, at: position)
    }
    do throws(TokenFault) {
      if parts.count > 3, parts.suffix(2).allSatisfy(\.isEmpty) { throw .shortened }
      switch parts.count {
      case 2: return try unsigned(parts, at: position)
      case 3: return try signed(parts, at: position)
      case 5: return try encrypted(parts, at: position)
      default: throw .partCount(parts.count)
      }
    } catch {
      return UnverifiedToken(error, at: position)
    }
  }

  private static func signed(_ parts: [ArraySlice<UInt8>], at position: TextPosition) throws(TokenFault)
    -> UnverifiedToken
  {
    var token = UnverifiedToken(form: .jws, position: position)
    var remarks = TokenRemarks()
    var header = self.header(try document(parts[0], .header, &remarks), &remarks)
    let claims = try document(parts[1], .claims, &remarks)
    if let inner = inner(of: claims, header, at: position) { return inner }
    do throws(TokenFault) {
      header.signatureLength = try decode(parts[2], .signature, &remarks).count
    } catch {
      // The claims are whole: whoever masks a signature does well, and nobody here verifies it.
      header.signatureLength = parts[2].count
      remarks.add(.damagedSignature)
    }
    if header.algorithm?.hasPrefix("RS") == true, header.signatureLength > 0, !remarks.list.contains(.damagedSignature),
      ![256, 384, 512].contains(header.signatureLength)
    {
      remarks.add(.signatureLength(header.signatureLength))
    }
    token.header = header
    token.claims = TokenClaims(claims, &remarks)
    token.remarks = remarks.list
    return token
  }

  /// The access token inside of a signed request, whose own claims say nothing of permissions.
  ///
  /// Source: draft-ietf-oauth-signed-http-request-03 (the claim `at`), which Microsoft's libraries write.
  private static func inner(of claims: JSONDocument, _ header: TokenHeader, at position: TextPosition)
    -> UnverifiedToken?
  {
    guard header.type == "pop", let place = claims.member(named: "at", of: claims.root),
      let text = claims.string(place)
    else { return nil }
    let bytes = Array(text.utf8)
    // No further one inside of it.
    guard bytes.count(where: { $0 == ASCII.point }) == 2, !isSignedRequest(bytes) else { return nil }
    var token = read(token: bytes, at: position)
    token.remarks.append(.insideRequest)
    return token
  }

  private static func isSignedRequest(_ bytes: [UInt8]) -> Bool {
    var remarks = TokenRemarks()
    guard let head = bytes.split(separator: ASCII.point).first, let document = try? document(head, .header, &remarks)
    else { return false }
    return header(document, &remarks).type == "pop"
  }

  /// Two parts: malformed, but its claims can be read.
  private static func unsigned(_ parts: [ArraySlice<UInt8>], at position: TextPosition) throws(TokenFault)
    -> UnverifiedToken
  {
    var token = try signed(parts + [[]], at: position)
    token.form = .malformed
    token.fault = .partCount(2)
    token.remarks.append(.withoutSignature)
    return token
  }

  private static func encrypted(_ parts: [ArraySlice<UInt8>], at position: TextPosition) throws(TokenFault)
    -> UnverifiedToken
  {
    var token = UnverifiedToken(form: .jwe, position: position)
    var remarks = TokenRemarks()
    let header = self.header(try document(parts[0], .header, &remarks), &remarks)
    guard header.encryption != nil else { throw .encryptionMissing }
    token.header = header
    token.remarks = remarks.list
    return token
  }

  /// Says what is wrong with a text that has dots but does not begin like a token.
  private static func malformed(_ parts: [ArraySlice<UInt8>], at position: TextPosition) -> UnverifiedToken {
    guard parts.count == 3 || parts.count == 5 else {
      return UnverifiedToken(.partCount(parts.count), at: position)
    }
    do throws(TokenFault) {
      var remarks = TokenRemarks()
      _ = try decode(parts[0], .header, &remarks)
      return UnverifiedToken(.notJSON(.header), at: position)
    } catch {
      return UnverifiedToken(error, at: position)
    }
  }

  /// Whether a part begins as the base64url of `{`.
  private static func looksLikeJSON(_ part: ArraySlice<UInt8>) -> Bool {
    guard part.first == UInt8(ascii: "e"), let second = part.dropFirst().first else { return false }
    return (UInt8(ascii: "w")...UInt8(ascii: "z")).contains(second)
      || (UInt8(ascii: "0")...UInt8(ascii: "3")).contains(second)
  }

  // MARK: Parts

  private static func decode(
    _ part: ArraySlice<UInt8>, _ name: TokenFault.Part, _ remarks: inout TokenRemarks
  ) throws(TokenFault) -> [UInt8] {
    do throws(Base64URL.Fault) {
      return try Base64URL.decode(part)
    } catch {
      switch error {
      case .padding, .plainAlphabet:
        guard let bytes = loose(part) else { throw error == .padding ? .padding(name) : .plainBase64(name) }
        remarks.add(.looseEncoding(name))
        return bytes
      case .character: throw .notBase64(name)
      case .length, .looseBits: throw .cutOff(name)
      }
    }
  }

  /// A part whose padding and whose letters of plain base64 are made good; nil where that does not help.
  private static func loose(_ part: ArraySlice<UInt8>) -> [UInt8]? {
    let padding = part.reversed().prefix { $0 == ASCII.equals }.count
    guard padding <= 2 else { return nil }
    let letters = part.dropLast(padding).map {
      $0 == ASCII.plus ? ASCII.hyphen : $0 == ASCII.slash ? ASCII.underscore : $0
    }
    return try? Base64URL.decode(letters[...])
  }

  /// The JSON object of a part.
  private static func document(
    _ part: ArraySlice<UInt8>, _ name: TokenFault.Part, _ remarks: inout TokenRemarks
  ) throws(TokenFault) -> JSONDocument {
    guard !part.isEmpty else { throw .emptyPart(name) }
    let bytes = try decode(part, name, &remarks)
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8(name) }
    // The reader of files would take zero bytes for UTF-16; RFC 7519 leaves no choice of encoding.
    guard !bytes.contains(0) else { throw .notJSON(name) }
    var limits = JSONItemReader.Limits()
    limits.window = max(64, bytes.count)
    limits.depth = 64
    var reader = JSONItemReader(limits: limits, keepsArrayWhole: { _ in true }, read: readBytes(of: bytes))
    var items: [JSONItem] = []
    do throws(JSONError) {
      while let item = try reader.next(), items.count < 2 { items.append(item) }
    } catch {
      switch error.problem {
      case .tooDeep: throw .tooDeep(name)
      case .empty: throw .emptyPart(name)
      default: throw .notJSON(name)
      }
    }
    guard items.count < 2 else { throw .notJSON(name) }
    guard let item = items.first, item.document.kind(item.document.root) == .object else { throw .notAnObject(name) }
    if !reader.leniencies.isEmpty { remarks.add(.looseJSON(name)) }
    return item.document
  }

  private static func header(_ document: JSONDocument, _ remarks: inout TokenRemarks) -> TokenHeader {
    var header = TokenHeader()
    var seen: Set<String> = []
    for (key, value) in document.members(of: document.root) {
      let name = document.text(key)
      if !seen.insert(name).inserted { remarks.add(.duplicate(.header)) }
      let text = document.string(value).map { String($0.prefix(20)) }
      switch name {
      case "alg": header.algorithm = text
      case "enc": header.encryption = text
      case "typ": header.type = text?.lowercased()
      case "kid", "x5t": header.hasKeyId = true
      case "nonce": header.hasNonce = document.kind(value) != .null
      default: break
      }
    }
    return header
  }
}
