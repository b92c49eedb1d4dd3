import ScopeValues

/// Text in which JSON stands on lines of its own: a warning before it, an HTTP head, the fence of a page or an issue.
///
/// What is no JSON is replaced by spaces, so that places stay what they are.
struct TextAroundJSON {
  private(set) var bytes: [UInt8]
  /// Where the first text that was taken away speaks of permissions.
  private(set) var firstUnread: Int?
  private let start: Int
  private let maximumDepth: Int

  init(_ bytes: [UInt8], from start: Int, maximumDepth: Int) {
    self.bytes = bytes
    self.start = start
    self.maximumDepth = maximumDepth
  }

  /// Takes the text away; false where no line begins a JSON object or array that can be read.
  mutating func separate() -> Bool {
    var values: [Range<Int>] = []
    var offset = start
    while let candidate = nextCandidate(from: offset) {
      let (end, isValue) = parse(at: candidate)
      if isValue { values.append(candidate..<end) }
      // What was looked at is never looked at again, so that no text costs more than its length.
      offset = max(end, candidate + 1)
    }
    guard !values.isEmpty else { return false }
    var lower = start
    for value in values + [bytes.count..<bytes.count] {
      blank(lower..<value.lowerBound)
      lower = value.upperBound
    }
    return true
  }

  /// The next line's first byte that is a brace or a bracket.
  private func nextCandidate(from offset: Int) -> Int? {
    var index = offset
    var isAtLineStart = index == 0 || bytes[index - 1] == ASCII.lineFeed
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.lineFeed: isAtLineStart = true
      case ASCII.space, ASCII.tab, ASCII.carriageReturn: break
      case ASCII.openBrace, ASCII.openBracket: if isAtLineStart { return index }
      default: isAtLineStart = false
      }
      index += 1
    }
    return nil
  }

  private func parse(at candidate: Int) -> (end: Int, isValue: Bool) {
    bytes.withUnsafeBytes { buffer in
      var parser = JSONParser(
        bytes: buffer, from: candidate, mayContinue: false, maximumDepth: maximumDepth, reserving: 64)
      do throws(JSONParser.Failure) {
        try parser.parseValue()
        return (parser.offset, true)
      } catch {
        return (error.offset, false)
      }
    }
  }

  private mutating func blank(_ range: Range<Int>) {
    var marks = RegistrationMarks(.permissionLists)
    if firstUnread == nil, marks.scan(bytes[range]) { firstUnread = range.lowerBound }
    for index in range where bytes[index] != ASCII.lineFeed { bytes[index] = ASCII.space }
  }
}

/// Members of an object without the braces around them, as people paste them from a portal.
enum MemberFragment {
  /// Whether a string that begins a text is the name of a member.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool { byteAfterString(bytes) == ASCII.colon }

  /// Whether a string that begins a text is the first cell of a table.
  static func isTable(_ bytes: ArraySlice<UInt8>) -> Bool { byteAfterString(bytes) == ASCII.comma }

  private static func byteAfterString(_ bytes: ArraySlice<UInt8>) -> UInt8? {
    var index = bytes.startIndex + 1
    while index < bytes.endIndex, bytes[index] != ASCII.quote {
      if bytes[index] == ASCII.lineFeed { return nil }
      index += bytes[index] == ASCII.backslash ? 2 : 1
    }
    index += 1
    while index < bytes.endIndex {
      switch bytes[index] {
      case ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn: index += 1
      default: return bytes[index]
      }
    }
    return nil
  }
}
