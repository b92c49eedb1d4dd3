import ScopeValues

/// A line of text in whose addresses nothing stands any more that parts them: a placeholder with spaces, the pieces of a
/// concatenation, a scheme that an encoding hides.
enum AddressLine {
  /// The words of a line, in which an address is one word.
  static func words(_ line: Substring) -> [Substring] {
    let bytes = Array(line.utf8)
    guard mayNeedMending(bytes) else { return split(line) }
    return split(String(decoding: joined(plain(bytes)), as: UTF8.self)[...])
  }

  private static func split(_ line: Substring) -> [Substring] { line.split { $0 == " " || $0 == "\t" } }

  private static func mayNeedMending(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains {
      switch bytes[$0] {
      case ASCII.colon: at(bytes, $0, "://") || at(bytes, $0, ":\\/")
      case ASCII.percent: at(bytes, $0, "%3a")
      // A path without its host: /users/{id | userPrincipalName}/calendarView.
      case ASCII.slash: spacedPlaceholder(bytes, $0 + 1) != nil
      default: false
      }
    }
  }

  /// The line whose addresses are written as they are sent, whatever a string or a query made of their slashes.
  private static func plain(_ bytes: [UInt8]) -> [UInt8] {
    let isEscaped = bytes.indices.contains { at(bytes, $0, ":\\/\\/") }
    let isEncoded = bytes.indices.contains { at(bytes, $0, "%3a%2f%2f") }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 8)
    var index = 0
    while index < bytes.count {
      if isEscaped, at(bytes, index, "\\/") {
        result.append(ASCII.slash)
        index += 2
      } else if isEncoded, let byte = encoded.first(where: { at(bytes, index, $0.text) })?.byte {
        result.append(byte)
        index += 3
      } else if at(bytes, index, "http://graph.") {
        // Whoever calls it so is sent on to the other one.
        result += Array("https://".utf8)
        index += 7
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static let encoded: [(text: StaticString, byte: UInt8)] = [
    ("%3a", ASCII.colon), ("%2f", ASCII.slash), ("%3f", ASCII.question), ("%3d", ASCII.equals),
    ("%26", ASCII.ampersand), ("%24", ASCII.dollar),
  ]

  /// The line with `{id}` where an address names something in words, or adds an expression to a text.
  private static func joined(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    var isAddress = false
    while index < bytes.count {
      let byte = bytes[index]
      if at(bytes, index, "://") { isAddress = true }
      if byte == ASCII.slash, isAddress || followsSegment(result), let end = spacedPlaceholder(bytes, index + 1) {
        result += Array("/{id}".utf8)
        index = end
        continue
      }
      if isAddress {
        if isQuote(byte), let end = concatenation(bytes, index) {
          if result.last == ASCII.slash || result.last == ASCII.equals || result.last == ASCII.apostrophe {
            result += Array("{id}".utf8)
          }
          // A second text goes on with the address; where none follows, the expression was its end.
          isAddress = end.goesOn
          index = end.index
          continue
        }
        if byte == ASCII.space || byte == ASCII.tab || isQuote(byte) && byte != ASCII.apostrophe { isAddress = false }
      }
      result.append(byte)
      index += 1
    }
    return result
  }

  /// Whether the last thing is the segment of a path, so that a slash behind it goes on with one.
  private static func followsSegment(_ before: [UInt8]) -> Bool {
    before.last.map { $0.isASCIILetter || $0.isASCIIDigit || $0 == ASCII.closeBrace } == true
  }

  /// Where a placeholder ends that holds a space, such as `{user-id | userPrincipalName}` and `[object id]`.
  private static func spacedPlaceholder(_ bytes: [UInt8], _ start: Int) -> Int? {
    let closes: [UInt8: UInt8] = [
      ASCII.openBrace: ASCII.closeBrace, ASCII.openBracket: ASCII.closeBracket, ASCII.less: ASCII.greater,
    ]
    guard start < bytes.count, let close = closes[bytes[start]] else { return nil }
    var hasSpace = false
    for index in (start + 1)..<min(bytes.count, start + 60) {
      let byte = bytes[index]
      if byte == close { return hasSpace && index > start + 1 ? index + 1 : nil }
      if byte == ASCII.space { hasSpace = true }
      guard
        byte == ASCII.space || byte == ASCII.bar || byte == ASCII.hyphen || byte == ASCII.underscore
          || byte.isASCIILetter || byte.isASCIIDigit || byte == ASCII.point || byte == ASCII.apostrophe
      else { return nil }
    }
    return nil
  }

  /// Where the next piece of a text begins behind `" + id + "`, or where an expression ends that closes the text.
  private static func concatenation(_ bytes: [UInt8], _ start: Int) -> (index: Int, goesOn: Bool)? {
    var index = start + 1
    func skipSpaces() { while index < bytes.count, bytes[index] == ASCII.space { index += 1 } }
    skipSpaces()
    guard index < bytes.count, [ASCII.plus, ASCII.ampersand, ASCII.point].contains(bytes[index]) else { return nil }
    let isPoint = bytes[index] == ASCII.point
    index += 1
    let beforeSpaces = index
    skipSpaces()
    // "…".format(x) is a call, and PHP's point stands before a variable or has spaces around it.
    guard index < bytes.count, !isPoint || bytes[index] == ASCII.dollar || index > beforeSpaces else { return nil }
    let limit = min(bytes.count, index + 80)
    let begin = index
    while index < limit, !isQuote(bytes[index]), ![ASCII.comma, ASCII.semicolon].contains(bytes[index]) { index += 1 }
    guard index > begin else { return nil }
    guard index < bytes.count, index < limit, isQuote(bytes[index]) else {
      let word = bytes[begin..<index].prefix { $0 != ASCII.space }
      return (begin + word.count, false)
    }
    var last = index - 1
    while last > begin, bytes[last] == ASCII.space { last -= 1 }
    guard [ASCII.plus, ASCII.ampersand, ASCII.point].contains(bytes[last]) else { return nil }
    return (index + 1, true)
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == ASCII.quote || byte == ASCII.apostrophe || byte == ASCII.backtick
  }

  /// Whether text in small letters stands at a place, in any letter case.
  private static func at(_ bytes: [UInt8], _ index: Int, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    return UnsafeBufferPointer(start: text.utf8Start, count: count).indices.allSatisfy {
      bytes[index + $0].lowercased == text.utf8Start[$0]
    }
  }
}
