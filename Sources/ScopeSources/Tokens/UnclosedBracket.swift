import ScopeValues

/// Where a list of arguments ends that its text does not close: before the next statement, so that this one is read.
enum UnclosedBracket {
  /// Beyond these nothing is looked for, so that the whole stays linear.
  static let limit = 64

  /// The last token within the parenthesis that opens at `open`: that before a word which begins a line, and stands no
  /// deeper than the parenthesis's own line; nil where there is none.
  static func end(of open: Int, before close: Int, _ tokens: [Token], _ source: SourceText) -> Int? {
    let bytes = source.bytes
    let start = Int(tokens[open].span.start)
    guard start < bytes.count, bytes[start] == ASCII.openParenthesis else { return nil }
    let own = indentation(ofLineAt: start, bytes)
    var index = open + 1
    while index < close {
      let token = tokens[index]
      let before = tokens[index - 1]
      if index > open + 1, token.kind == .word,
        before.kind != .symbol || bytes[Int(before.span.start)] == ASCII.semicolon,
        beginsLine(Int(token.span.start), bytes), indentation(ofLineAt: Int(token.span.start), bytes) <= own
      {
        return index - 1
      }
      index = max(Int(token.match), index) + 1
    }
    return nil
  }

  private static func beginsLine(_ place: Int, _ bytes: [UInt8]) -> Bool {
    var at = place - 1
    while at >= 0, bytes[at] == ASCII.space || bytes[at] == ASCII.tab { at -= 1 }
    return at < 0 || bytes[at] == ASCII.lineFeed
  }

  /// How many bytes of white space begin a line; it is looked for within a bounded distance.
  private static func indentation(ofLineAt place: Int, _ bytes: [UInt8]) -> Int {
    var start = place
    while start > 0, bytes[start - 1] != ASCII.lineFeed, place - start < 4_096 { start -= 1 }
    var end = start
    while end < bytes.count, bytes[end] == ASCII.space || bytes[end] == ASCII.tab { end += 1 }
    return end - start
  }
}
