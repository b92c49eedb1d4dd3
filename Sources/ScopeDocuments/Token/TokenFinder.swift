import ScopeValues

/// Finds the tokens in what a person pasted: a bare one, a header line, an assignment, a JSON cache.
struct TokenFinder {
  /// What a hostile input may cost; the largest real tokens carry 200 groups and stay below 16 KiB.
  static let inputLimit = 8 << 20
  static let tokenLimit = 1 << 20
  private static let tokensLimit = 1_000

  /// The bytes of one token and where they begin in the input.
  struct Found {
    var bytes: [UInt8]
    var position: TextPosition
  }

  static func find(in input: [UInt8]) throws(TokenFault) -> [Found] {
    guard input.count <= inputLimit else { throw .tooLarge(limit: inputLimit) }
    let text = utf8(input)
    guard let first = text.firstIndex(where: { !$0.isSpace }) else { throw .empty }
    guard !text.holdsSecureString else { throw .secureString }
    let found =
      switch text[first] {
      case ASCII.openBrace, ASCII.openBracket: try inJSON(text)
      default: try inText(text[...])
      }
    for token in found where token.bytes.count > tokenLimit { throw .tooLarge(limit: tokenLimit) }
    return found
  }

  /// Windows PowerShell's `>` writes UTF-16; a byte order mark says nothing here.
  static func utf8(_ input: [UInt8]) -> [UInt8] {
    if input.starts(with: [0xEF, 0xBB, 0xBF]) { return blanked(Array(input.dropFirst(3))) }
    guard var transcoder = UTF16Transcoder.recognise(input) else { return blanked(input) }
    return blanked(transcoder.transcode(input[...], isLast: true))
  }

  /// The text with spaces for what pages and chats put between letters unseen, and without zero bytes at its end.
  private static func blanked(_ text: [UInt8]) -> [UInt8] {
    var text = text
    while text.last == 0 { text.removeLast() }
    guard text.contains(where: { $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF }) else { return text }
    for invisible in invisibles {
      var index = 0
      while index + invisible.count <= text.count {
        if text[index] == invisible[0], text[index...].starts(with: invisible) {
          for place in index..<(index + invisible.count) { text[place] = ASCII.space }
          index += invisible.count
        } else {
          index += 1
        }
      }
    }
    return text
  }

  /// No-break space, soft hyphen, zero-width space and joiners, marks of direction, word joiner, byte order mark.
  private static let invisibles = [
    "\u{A0}", "\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{2060}", "\u{FEFF}",
  ].map { Array($0.utf8) }

  // MARK: JSON

  private static func inJSON(_ text: [UInt8]) throws(TokenFault) -> [Found] {
    var limits = JSONItemReader.Limits()
    limits.value = inputLimit + 1
    var reader = JSONItemReader(limits: limits, read: readBytes(of: text))
    var members = TokenMembers()
    do throws(JSONError) {
      while let item = try reader.next() { members.collect(item.document) }
    } catch {
      throw .inputNotJSON(error.position)
    }
    // An ID token is judged only where nothing better is there: it is the wrong one to send.
    let places = [members.access, members.unnamed, members.identity].first { !$0.isEmpty } ?? []
    guard places.count <= tokensLimit else { throw .tooMany(limit: tokensLimit) }
    var found: [Found] = []
    var fault: TokenFault?
    for (document, place) in places {
      let position = document.position(of: place)
      do throws(TokenFault) {
        for token in try inText(Array(document.text(place).utf8)[...])
        where !found.contains(where: { $0.bytes == token.bytes }) {
          found.append(Found(bytes: token.bytes, position: position))
        }
      } catch {
        if case .character = error { throw .character(position) }
        fault = fault ?? error
      }
    }
    if found.isEmpty, members.hasSecureString { throw .secureString }
    if found.isEmpty { throw fault ?? (members.hasRefreshToken ? .onlyRefreshToken : .noTokenInJSON) }
    return found
  }

  // MARK: Text

  private static func inText(_ text: ArraySlice<UInt8>) throws(TokenFault) -> [Found] {
    let body = unwrapped(headerValue(in: text))
    guard !body.isEmpty else { throw .noToken }
    if body.starts(with: jsonObjectStart) {
      do throws(TokenFault) {
        return try joined(body, of: text)
      } catch {
        // Something else stands after the token: the rest of a script, of a table's row.
        let found = (try? embedded(in: body, of: text)) ?? nil
        let whole = (found ?? []).filter { token in token.bytes.count { $0 == ASCII.point } > 1 }
        guard !whole.isEmpty else { throw error }
        return whole
      }
    }
    guard GUID(body) == nil else { throw .identifier }
    if let embedded = try embedded(in: body, of: text) { return embedded }
    let words = body.split { $0.isSpace }
    guard words.count == 1 || !body.contains(where: { $0 == ASCII.space || $0 == ASCII.tab }) else { throw .noToken }
    let found = try joined(body, of: text)
    guard found.allSatisfy({ $0.bytes.count >= 16 }) else { throw .noToken }
    return found
  }

  /// How the base64url of a JSON object begins: `{"`.
  private static let jsonObjectStart = Array("eyJ".utf8)

  /// The value of an Authorization header, where a line of the text is one; else the text.
  private static func headerValue(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let name = Array("authorization".utf8)
    var lineStart = text.startIndex
    while lineStart < text.endIndex {
      let lineEnd = text[lineStart...].firstIndex(of: ASCII.lineFeed) ?? text.endIndex
      let line = text[lineStart..<lineEnd].drop { $0.isSpace || $0.isQuote }
      if line.count > name.count, zip(line, name).allSatisfy({ $0 | 0x20 == $1 }),
        let colon = line.dropFirst(name.count).first(where: { !$0.isSpace && !$0.isQuote }), colon == ASCII.colon
      {
        let start = (line.firstIndex(of: ASCII.colon) ?? line.startIndex) + 1
        return text[start..<endOfHeader(in: text, from: lineEnd)]
      }
      lineStart = lineEnd + (lineEnd < text.endIndex ? 1 : 0)
      if lineEnd == text.endIndex { break }
    }
    return text
  }

  /// Where the header that goes on after `lineEnd` ends: before an empty line or one that names another header.
  private static func endOfHeader(in text: ArraySlice<UInt8>, from lineEnd: Int) -> Int {
    var end = lineEnd
    while end < text.endIndex {
      let next = text[(end + 1)...].firstIndex(of: ASCII.lineFeed) ?? text.endIndex
      let line = text[(end + 1)..<next]
      if line.allSatisfy(\.isSpace) || line.contains(ASCII.colon) { return end }
      end = next
    }
    return end
  }

  private static let curlyQuotes = ["\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}"].map { Array($0.utf8) }

  /// The text without quotes, the word Bearer and white space around it.
  private static func unwrapped(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let bearer = Array("bearer".utf8)
    var body = text
    while true {
      while let last = body.last, last.isSpace || last.isQuote || last == ASCII.comma || last == ASCII.semicolon {
        body.removeLast()
      }
      while let first = body.first, first.isSpace || first.isQuote { body.removeFirst() }
      if curlyQuotes.contains(where: { body.starts(with: $0) }) {
        body.removeFirst(3)
        continue
      }
      if curlyQuotes.contains(where: { body.suffix(3).elementsEqual($0) }) {
        body.removeLast(3)
        continue
      }
      guard body.count > bearer.count, zip(body, bearer).allSatisfy({ $0 | 0x20 == $1 }),
        body[body.startIndex + bearer.count].isSpace || body[body.startIndex + bearer.count] == ASCII.colon
      else { return body }
      body = body.dropFirst(bearer.count + 1)
    }
  }

  /// The tokens of a text that holds nothing else, however its lines are wrapped.
  private static func joined(_ body: ArraySlice<UInt8>, of text: ArraySlice<UInt8>) throws(TokenFault) -> [Found] {
    var found = [Found(bytes: [], position: position(of: body.startIndex, in: text))]
    var dots = 0
    for line in body.split(separator: ASCII.lineFeed) {
      let start = line.firstIndex { !$0.isSpace } ?? line.startIndex
      // The header of the next token; the claims of this one begin alike, but after its first dot.
      if line[start...].starts(with: jsonObjectStart), dots == 2 || dots == 4 {
        guard found.count < tokensLimit else { throw .tooMany(limit: tokensLimit) }
        found.append(Found(bytes: [], position: position(of: start, in: text)))
        dots = 0
      }
      for index in line.indices where !line[index].isSpace {
        let byte = line[index]
        guard byte.isTokenCharacter else { throw .character(position(of: index, in: text)) }
        if byte == ASCII.point { dots += 1 }
        found[found.count - 1].bytes.append(byte)
      }
    }
    return found
  }

  /// The tokens inside other text, such as a command line, an assignment or an address; nil if there are none.
  private static func embedded(in body: ArraySlice<UInt8>, of text: ArraySlice<UInt8>) throws(TokenFault) -> [Found]? {
    var found: [Found] = []
    var index = body.startIndex
    while index < body.endIndex {
      guard body[index...].starts(with: jsonObjectStart),
        index == body.startIndex || !body[index - 1].isTokenCharacter
          || body[index - 1] == ASCII.equals
      else {
        index += 1
        continue
      }
      var run = body[index...].prefix { $0.isTokenCharacter }
      if run.endIndex < body.endIndex, !body[run.endIndex].endsToken {
        throw .character(position(of: run.endIndex, in: text))
      }
      var token = Array(run)
      while let next = indentedContinuation(after: run, in: body) {
        token += next
        run = next
      }
      if !found.contains(where: { $0.bytes == token }) {
        guard found.count < tokensLimit else { throw .tooMany(limit: tokensLimit) }
        found.append(Found(bytes: token, position: position(of: index, in: text)))
      }
      index = run.endIndex
    }
    return found.isEmpty ? nil : found
  }

  /// The next line, where it is indented and holds token characters alone, as PowerShell's lists wrap values.
  private static func indentedContinuation(
    after run: ArraySlice<UInt8>, in body: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8>? {
    let gap = body[run.endIndex...].prefix { $0.isSpace }
    guard gap.contains(ASCII.lineFeed), gap.last == ASCII.space || gap.last == ASCII.tab else { return nil }
    let next = body[gap.endIndex...].prefix { $0.isTokenCharacter }
    let isWholeLine =
      next.endIndex == body.endIndex || body[next.endIndex] == ASCII.lineFeed
      || body[next.endIndex] == ASCII.carriageReturn
    return isWholeLine && !next.isEmpty && !next.starts(with: jsonObjectStart) ? next : nil
  }

  private static func position(of index: Int, in text: ArraySlice<UInt8>) -> TextPosition {
    TextPosition.start.advanced(over: text[text.startIndex..<index])
  }
}
