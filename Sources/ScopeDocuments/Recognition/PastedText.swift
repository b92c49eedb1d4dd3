import ScopeValues

/// Takes off what terminals, logs and mails draw around a text, and joins what a console broke at its edge.
enum PastedText {
  /// The text without box characters, colours and bars before its lines.
  static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let drawn = text.contains { $0 == 0xE2 || $0 == 0x1B } ? withoutDrawings(text) : Array(text)
    guard drawn.contains(where: { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }) else { return drawn }
    return joined(lines(of: drawn))
  }

  // MARK: Drawings

  /// Box and block characters (U+2500 to U+259F) become spaces, colours (ECMA-48) vanish, curly quotes become straight.
  private static func withoutDrawings(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let hasStraightQuotes = text.contains(ASCII.quote)
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let rest = text[index...]
      if rest.first == 0x1B, rest.dropFirst().first == ASCII.openBracket {
        index += 2
        while index < text.endIndex, !(ASCII.at...ASCII.tilde).contains(text[index]) { index += 1 }
        index += 1
      } else if rest.first == 0xE2, rest.count >= 3, (0x94...0x96).contains(text[index + 1]) {
        result.append(ASCII.space)
        index += 3
      } else if !hasStraightQuotes, rest.first == 0xE2, rest.count >= 3, text[index + 1] == 0x80,
        text[index + 2] == 0x9C || text[index + 2] == 0x9D
      {
        result.append(ASCII.quote)
        index += 3
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  // MARK: Lines

  private struct Line {
    var text: ArraySlice<UInt8>
    /// Whether a bar stood before it, as in PowerShell's short view of an error.
    var isBarred: Bool
  }

  private static func lines(of text: [UInt8]) -> [Line] {
    let all = text.split(omittingEmptySubsequences: false) { $0 == ASCII.lineFeed }.map { line in
      line.last == ASCII.carriageReturn ? line.dropLast() : line
    }
    let filled = all.count { line in line.contains { $0 != ASCII.space } }
    // A mail's quotation marks; curl puts the same before what it sends, but not before what it gets.
    let isQuoted = filled > 1 && all.count { $0.first { $0 != ASCII.space } == ASCII.greater } == filled
    return all.map { line in
      var rest = line.drop { $0 == ASCII.space || $0 == ASCII.tab }
      if isQuoted, rest.first == ASCII.greater { rest = rest.dropFirst() }
      let numbered = rest.drop { $0.isASCIIDigit }.drop { $0 == ASCII.space }
      guard numbered.first == ASCII.bar else { return Line(text: isQuoted ? rest : line, isBarred: false) }
      return Line(text: numbered.dropFirst().drop { $0 == ASCII.space }, isBarred: true)
    }
  }

  /// The lines, an address that the edge of a console broke put together again.
  private static func joined(_ lines: [Line]) -> [UInt8] {
    let counts = lines.map(\.text.count)
    let width = counts.max() ?? 0
    let isWrapped = width >= 60 && counts.count { $0 == width } > 1
    var result: [UInt8] = []
    for (index, line) in lines.enumerated() {
      result += line.text
      guard index + 1 < lines.count else { break }
      let next = lines[index + 1]
      let isAtEdge = line.isBarred && next.isBarred ? line.text.count >= 60 : isWrapped && line.text.count == width
      if !(isAtEdge && endsInsideAddress(line.text) && goesOn(next.text)) {
        result.append(ASCII.lineFeed)
      }
    }
    return result
  }

  private static func endsInsideAddress(_ line: ArraySlice<UInt8>) -> Bool {
    let word = line.suffix(from: line.lastIndex(of: ASCII.space).map { $0 + 1 } ?? line.startIndex)
    let scheme = Array("https://".utf8)
    guard word.count > scheme.count, let last = word.last, continuesAddress(last) else { return false }
    return word.indices.contains { word[$0] == scheme[0] && word[$0...].starts(with: scheme) }
  }

  /// Whether a line can begin in the middle of an address; a word with a colon, such as the level of a log, cannot.
  private static func goesOn(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, continuesAddress(first) else { return false }
    return line.prefix { $0 != ASCII.space }.last != ASCII.colon
  }

  /// Whether a byte can stand inside an address.
  private static func continuesAddress(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.digits, ASCII.capitals,
      ASCII.smallLetters, ASCII.dollar, ASCII.percent, ASCII.ampersand, ASCII.openParenthesis,
      ASCII.closeParenthesis, ASCII.hyphen, ASCII.point, ASCII.slash, ASCII.equals, ASCII.question, ASCII.underscore:
      true
    default: false
    }
  }
}
