import ScopeValues

/// Text around JSON, and text in the place of JSON.
extension JSONItemReader {
  /// Reads all there is into the window.
  mutating func readToEnd() throws(JSONError) {
    while !window.isExhausted {
      guard window.bytes.count - window.offset < limits.value else {
        state = .finished
        throw JSONError(.tooLarge(limit: limits.value), at: window.position(of: window.offset))
      }
      window.refill(keepingFrom: window.offset)
    }
  }

  /// Takes away the text around JSON, as logs, answers and pages have it; false where there is no JSON in it.
  mutating func blankSurroundingText() throws(JSONError) -> Bool {
    let start = window.position(of: window.offset)
    try readToEnd()
    var surroundings = TextAroundJSON(window.bytes, from: window.offset, maximumDepth: limits.depth)
    guard surroundings.separate() else { return false }
    unread = surroundings.firstUnread.map { window.position(of: $0) }
    note(.surroundingText, at: start)
    window.bytes = surroundings.bytes
    return true
  }

  mutating func foreignText() throws(JSONError) -> ForeignText? {
    if [UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n")].contains(window.byte) { try readToEnd() }
    // A tar archive begins with a name, and that of another kind with a digit.
    if let archive = Archive.recognise(window.rest) { return .archive(archive) }
    return switch window.byte {
    case ASCII.quote: MemberFragment.isTable(window.rest) ? .table : nil
    // A list of YAML begins with a hyphen as well, and a space behind it.
    case ASCII.hyphen: window.rest.dropFirst().first == ASCII.space ? ForeignText.recognise(window.rest) : nil
    case ASCII.openBrace, ASCII.openBracket, ASCII.digits: nil
    default: isLiteral ? nil : ForeignText.recognise(window.rest)
    }
  }

  /// Whether true, false or null stands here, as a value and not as the beginning of a word or a sentence.
  private var isLiteral: Bool {
    ["true", "false", "null"].contains { (word: StaticString) in
      let rest = window.rest
      guard word.withUTF8Buffer({ rest.starts(with: $0) }) else { return false }
      return rest.dropFirst(word.utf8CodeUnitCount).first {
        ![ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn].contains($0)
      } == nil
    }
  }
}
