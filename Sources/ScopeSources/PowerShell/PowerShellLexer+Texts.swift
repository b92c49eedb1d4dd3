import ScopeValues

// Texts.
extension PowerShellLexer {
  /// The length of a dash at a place: one byte, or three for U+2013, U+2014 and U+2015.
  func dashLength(_ ahead: Int) -> Int {
    if input.peek(ahead) == ASCII.hyphen { return 1 }
    let isDash = input.peek(ahead) == 0xE2 && input.peek(ahead + 1) == 0x80
    return isDash && (0x93...0x95).contains(input.peek(ahead + 2)) ? 3 : 0
  }

  func isSingleQuote(_ ahead: Int) -> Bool {
    input.peek(ahead) == 0xE2 && input.peek(ahead + 1) == 0x80 && (0x98...0x9B).contains(input.peek(ahead + 2))
  }

  func isDoubleQuote(_ ahead: Int) -> Bool {
    input.peek(ahead) == 0xE2 && input.peek(ahead + 1) == 0x80 && (0x9C...0x9E).contains(input.peek(ahead + 2))
  }

  func isQuote(_ offset: Int) -> Bool {
    isSingleQuote(offset - input.offset) || isDoubleQuote(offset - input.offset)
  }

  private func singleQuoteLength(_ ahead: Int) -> Int {
    input.peek(ahead) == ASCII.apostrophe ? 1 : isSingleQuote(ahead) ? 3 : 0
  }

  private func doubleQuoteLength(_ ahead: Int) -> Int {
    input.peek(ahead) == ASCII.quote ? 1 : isDoubleQuote(ahead) ? 3 : 0
  }

  mutating func literal(quoteLength: Int) {
    writer.open(.textOpen, input.offset, input.offset + quoteLength, flag: true)
    input.offset += quoteLength
    var start = input.offset
    while !input.isAtEnd {
      let length = singleQuoteLength(0)
      guard length > 0 else {
        input.offset += 1
        continue
      }
      let next = singleQuoteLength(length)
      if next == 0 { break }
      // Two quotes are one: the first is part of the text, the second is passed over.
      writer.add(.text, start, input.offset + length)
      input.offset += length + next
      start = input.offset
    }
    if input.offset > start { writer.add(.text, start, input.offset) }
    let length = singleQuoteLength(0)
    writer.close(.textClose, input.offset, input.offset + length)
    input.offset += length
    afterText()
  }

  private mutating func afterText() { if mode == .statement { mode = .expression } }

  mutating func text(quoteLength: Int) {
    writer.open(.textOpen, input.offset, input.offset + quoteLength)
    input.offset += quoteLength
    textBody(isHere: false)
  }

  mutating func hereString() {
    let isLiteral = input.peek(1) == ASCII.apostrophe || isSingleQuote(1)
    let start = input.offset
    var ahead = input
    ahead.offset += input.peek(1) == 0xE2 ? 4 : 2
    ahead.skipBlanks()
    guard ahead.peek() == ASCII.lineFeed else { return symbol(1) }
    writer.open(.textOpen, start, ahead.offset + 1, flag: isLiteral)
    input.offset = ahead.offset + 1
    if isLiteral { hereLiteral() } else { textBody(isHere: true) }
  }

  private mutating func hereLiteral() {
    let start = input.offset
    while !input.isAtEnd, !(atHereEnd(single: true)) { input.offset += 1 }
    endHere(start, single: true)
  }

  /// Whether a line begins here with the end of a here-string.
  private func atHereEnd(single: Bool) -> Bool {
    guard input.offset > 0, input.bytes[input.offset - 1] == ASCII.lineFeed else { return false }
    let length = single ? singleQuoteLength(0) : doubleQuoteLength(0)
    return length > 0 && input.peek(length) == ASCII.at
  }

  private mutating func endHere(_ start: Int, single: Bool) {
    if input.offset > start { writer.add(.text, start, input.offset) }
    let length = input.isAtEnd ? 0 : (single ? singleQuoteLength(0) : doubleQuoteLength(0)) + 1
    writer.close(.textClose, input.offset, input.offset + length)
    input.offset += length
    afterText()
  }

  /// The rest of an expandable text, up to its end or to a hole in brackets.
  mutating func textBody(isHere: Bool) {
    var start = input.offset
    func flush(_ writer: inout TokenWriter) { if input.offset > start { writer.add(.text, start, input.offset) } }
    while !input.isAtEnd {
      let byte = input.peek()
      if isHere, atHereEnd(single: false) { break }
      if byte == ASCII.backtick {
        flush(&writer)
        writer.add(.text, input.offset, min(input.offset + 2, input.bytes.count), flag: true)
        input.offset = min(input.offset + 2, input.bytes.count)
        start = input.offset
      } else if byte == ASCII.dollar, input.peek(1) == ASCII.openParenthesis {
        flush(&writer)
        texts.append(isHere)
        open(2, Context(mode: .statement, isHole: true))
        return
      } else if byte == ASCII.dollar, let end = variableEnd() {
        flush(&writer)
        writer.add(.variable, input.offset, end)
        input.offset = end
        start = end
      } else if !isHere, case let length = doubleQuoteLength(0), length > 0 {
        let next = doubleQuoteLength(length)
        guard next > 0 else { break }
        input.offset += length
        flush(&writer)
        input.offset += next
        start = input.offset
      } else {
        input.offset += 1
      }
    }
    if isHere { return endHere(start, single: false) }
    flush(&writer)
    let length = doubleQuoteLength(0)
    writer.close(.textClose, input.offset, input.offset + length)
    input.offset += length
    afterText()
  }
}
