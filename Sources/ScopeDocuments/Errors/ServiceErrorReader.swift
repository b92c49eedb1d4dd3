import ScopeValues

/// Reads a refusal out of what somebody pasted.
///
/// The same failure arrives in up to four layers: a transcript around a body, Microsoft Graph's envelope, JSON in its
/// message, JSON in that JSON's header list. Each layer's texts are collected, none is trusted.
package struct ServiceErrorReader {
  /// What a hostile text may cost.
  package static let largest = 1 << 20
  private static let deepest = 8
  private static let mostFields = 500

  private var result = ServiceError()
  private var budget: Int
  private var method: String?
  /// Whether `odata.error` holds the error: the form of Azure AD Graph, SharePoint's own interface and Azure Storage.
  private var usesOldEnvelope = false

  /// The error that a text tells of.
  package static func read(_ bytes: [UInt8]) throws(ServiceErrorProblem) -> ServiceError {
    guard bytes.count <= largest else { throw .tooLarge(limit: largest) }
    let text = try utf8(bytes)
    guard text.contains(where: { $0 > ASCII.space }) else { throw .empty }
    var reader = ServiceErrorReader(budget: 4 * text.count + 4_096)
    reader.readTop(PastedText.plain(text)[...])
    return reader.result
  }

  /// The token that the refused request carried, where the text shows it; read and forgotten, never kept as text.
  package static func sentToken(in bytes: [UInt8]) -> UnverifiedToken? {
    guard bytes.count <= largest, let text = try? utf8(bytes) else { return nil }
    let plain = PastedText.plain(text)[...]
    let part = RefusalPart.find(in: JSONPieces.find(in: plain), of: plain)
    guard let token = SentToken.find(in: part.map { ($0.authorization ?? [])[...] } ?? plain) else {
      return part == nil ? HeldList.context(in: plain) : nil
    }
    let read = TokenReader.read(token)
    return read.first.flatMap { $0.claims == nil ? nil : $0 }
  }

  private init(budget: Int) { self.budget = budget }

  /// The bytes without a byte order mark, UTF-16 turned into UTF-8.
  private static func utf8(_ bytes: [UInt8]) throws(ServiceErrorProblem) -> ArraySlice<UInt8> {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return bytes[3...] }
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else {
      guard !bytes.prefix(512).contains(0) else { throw .notText }
      return bytes[...]
    }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      isLittle
        ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
        : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)[...]
  }

  // MARK: Layers

  private mutating func readTop(_ text: ArraySlice<UInt8>) {
    let pieces = JSONPieces.find(in: text)
    if let part = RefusalPart.find(in: pieces, of: text) {
      readLines(part.text[...], pieces: JSONPieces.find(in: part.text[...]))
      result.part = part.origin
      if let request = part.request { result.request = request }
      if !part.requestMembers.isEmpty { result.requestMembers = part.requestMembers }
    } else {
      readLines(text, pieces: pieces)
      result.requestMembers = RequestMembers.names(in: pieces)
    }
    let clues = CallClueReader(text)
    result.clues = clues.clues
    result.failing = clues.failing
    result.askedScopes = clues.askedScopes
    result.caller = CallerClue.find(in: text)
    result.isOfAzureCLI = CallerClue.isAzureCLI(text)
    // Azure AD Graph's codes name their part first (Request_, Authorization_); the others' have no underscore.
    result.isAzureADGraph = usesOldEnvelope && (result.codes.isEmpty || result.codes.contains { $0.contains("_") })
    addSignInCodes()
  }

  private mutating func readLines(_ text: ArraySlice<UInt8>, pieces: [JSONPieces.Piece]) {
    let prose = readLayer(text, depth: 0)
    let transcript = TranscriptReader(Self.between(pieces, of: text))
    result.headers = transcript.headers + result.headers
    result.status = transcript.status ?? result.status
    if let request = transcript.request { result.request = request }
    for piece in prose { statements(in: piece) }
    if result.request == nil { result.request = statedInField() }
    settle()
  }

  /// The request that a sentence inside of a body names: "The call to https://graph.microsoft.com/… failed".
  private func statedInField() -> StatedRequest? {
    for field in result.fields.prefix(50) where field.contains("/") {
      let words = AddressLine.words(field.prefix(4_096))
      if let request = StatedAddress.find(words) { return request }
    }
    return nil
  }

  /// What stands outside the objects and arrays of a text.
  private static func between(_ pieces: [JSONPieces.Piece], of text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var start = text.startIndex
    var between: [ArraySlice<UInt8>] = []
    for piece in pieces {
      between.append(text[start..<piece.range.lowerBound])
      start = piece.range.upperBound
    }
    return between + [text[start...]]
  }

  /// The codes of Entra's token endpoint, as "AADSTS" and digits, wherever they stand.
  private mutating func addSignInCodes() {
    for field in result.fields {
      if SignInCode.isCut(at: field) { result.endsInCode = true }
      for code in SignInCode.find(in: field) where !result.codes.contains(code) { result.codes.append(code) }
    }
  }

  /// Reads one layer and what is nested in it; returns the texts around its members.
  @discardableResult
  private mutating func readLayer(_ text: ArraySlice<UInt8>, depth: Int) -> [ArraySlice<UInt8>] {
    guard depth < Self.deepest, budget >= text.count else { return [] }
    budget -= text.count
    let (members, prose) = ErrorMemberScanner.scan(text)
    if members.isEmpty, depth < Self.deepest - 1, Self.hasEscapedQuotes(text) {
      // Copied out of the inside of a string: its quotes are still escaped.
      let inner = ErrorEscapes.resolve(text)
      if inner.count < text.count { return readLayer(inner[...], depth: depth + 1) }
    }
    if !members.isEmpty { result.layers += 1 }
    for (index, piece) in prose.enumerated() where index == 0 || !members.isEmpty { keep(ErrorText.clean(piece)) }
    for member in members { read(member, depth: depth) }
    return prose
  }

  private static func hasEscapedQuotes(_ text: ArraySlice<UInt8>) -> Bool {
    zip(text, text.dropFirst()).contains { $0 == ASCII.backslash && $1 == ASCII.quote }
  }

  private mutating func keep(_ field: String) {
    guard field.utf8.contains(where: Self.isWordByte), result.fields.count < Self.mostFields else { return }
    result.fields.append(field)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit || ASCII.capitals.contains(byte)
      || ASCII.smallLetters.contains(byte)
  }

  // MARK: Members

  private mutating func read(_ member: ErrorMember, depth: Int) {
    let name = member.name.lowercased()
    guard name != "authorization", name != "access_token", name != "refresh_token", name != "id_token" else { return }
    if member.isCut { result.isCut = true }
    if member.isString, member.value.contains(ASCII.openBrace), Self.holdsMembers(member.value) {
      let before = result.fields.count
      readLayer(member.value[...], depth: depth + 1)
      if result.fields.count > before { return }
    }
    let text = ErrorText.clean(member.value)
    if member.parent.contains("odata.error") || name == "odata.error" { usesOldEnvelope = true }
    switch name {
    case "code", "errorcode", "error":
      if let number = SignInCode.named(name, parent: member.parent, number: text) {
        code(number)
      } else if !text.isEmpty {
        code(text)
      }
    case "message", "error_description", "errormessage": message(text, isString: member.isString)
    case "value" where member.parent == "message": message(text, isString: member.isString)
    case "date": if result.date == nil { result.date = Timestamp(response: text) }
    case "request-id", "requestid": if result.requestID == nil { result.requestID = Self.identifier(text) }
    case "client-request-id", "clientrequestid":
      if result.clientRequestID == nil { result.clientRequestID = Self.identifier(text) }
    case "status", "statuscode":
      if result.status == nil, let number = Int(text), 400..<600 ~= number { result.status = number }
    case "www-authenticate": result.headers.append(.init(name: name, value: text))
    case "method" where StatedMethod.all.contains(text.uppercased()): method = text.uppercased()
    case "url", "requesturl", "requesturi", "uri":
      if result.request == nil, text.hasPrefix("https://") || text.hasPrefix("/") {
        result.request = StatedRequest(method: nil, url: text)
      }
    default: break
    }
    // What a body refers to is no address of a call.
    guard member.isString, !name.hasSuffix("@odata.id"), !name.hasSuffix("@odata.bind") else { return }
    keep(text)
    statements(in: text)
  }

  /// Whether a string holds JSON of its own.
  private static func holdsMembers(_ value: [UInt8]) -> Bool {
    value.contains(ASCII.colon) && value.contains(ASCII.quote)
  }

  private mutating func code(_ text: String) {
    // A number beside a code is a status in some gateways' envelopes.
    if let number = Int(text) {
      if result.status == nil, 400..<600 ~= number { result.status = number } else { result.codes.append(text) }
      return
    }
    if text.utf8.count <= 120, !result.codes.contains(text) { result.codes.append(text) }
  }

  private mutating func message(_ text: String, isString: Bool) {
    guard isString, result.messages.count < Self.mostFields else { return }
    result.messages.append(text)
  }

  // MARK: Statements inside sentences

  private mutating func statements(in prose: ArraySlice<UInt8>) {
    guard prose.count > 2 else { return }
    let text = ErrorText.clean(prose)
    statements(in: text)
    for prefix in ["OData error: ", "with error: ", "Code: ", "code=", "Error Code: ", "ErrorCode: "] {
      guard let word = ErrorText.part(of: text, after: prefix, before: [" ", ",", ")", "'", "\"", ";", ": "]),
        Int(word) == nil
      else { continue }
      code(word)
      break
    }
  }

  /// Reads what Intune's sentences carry: `… - Activity ID: x - Url: y - …`.
  private mutating func statements(in text: String) {
    if result.activityID == nil,
      let found = ErrorText.part(of: text, after: "Activity ID:", before: [" - ", "\"", ","])
    {
      result.activityID = Self.identifier(found)
    }
    if result.backend == nil, let found = ErrorText.part(of: text, after: "Url:", before: [" ", "\"", "\\"]) {
      result.backend = BackendAddress(found)
    }
    if result.claimsChallenge == nil { result.claimsChallenge = ClaimsChallenge.find(in: text) }
  }

  /// An id as far as it is one; a mask such as (*Removed*) or nothing but zeros is none.
  private static func identifier(_ text: String) -> String? {
    let id = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return 8...64 ~= id.utf8.count && id.contains { $0 != "0" && $0 != "-" } ? String(id) : nil
  }

  /// Draws together what several layers said.
  private mutating func settle() {
    if result.request?.method == nil, let method { result.request?.method = method }
    if result.claimsChallenge == nil {
      for header in result.headers where header.name == "www-authenticate" && result.claimsChallenge == nil {
        result.claimsChallenge = ClaimsChallenge.find(in: header.value)
      }
    }
    for header in result.headers {
      keep("\(header.name): \(header.value)")
      switch header.name {
      case "date": if result.date == nil { result.date = Timestamp(response: header.value) }
      case "request-id": if result.requestID == nil { result.requestID = Self.identifier(header.value) }
      case "client-request-id":
        if result.clientRequestID == nil { result.clientRequestID = Self.identifier(header.value) }
      default: break
      }
    }
  }
}
