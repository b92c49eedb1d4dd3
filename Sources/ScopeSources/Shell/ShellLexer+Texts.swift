import ScopeValues

// Texts.
extension ShellLexer {
  mutating func literal() {
    writer.open(.textOpen, input.offset, input.offset + 1, flag: true)
    input.offset += 1
    let start = input.offset
    while !input.isAtEnd, input.peek() != ASCII.apostrophe { input.offset += 1 }
    if input.offset > start { writer.add(.text, start, input.offset) }
    let end = min(input.offset + 1, input.bytes.count)
    writer.close(.textClose, input.offset, end)
    input.offset = end
    isCommandStart = false
  }

  mutating func openText(_ length: Int, _ frame: Frame) {
    writer.open(.textOpen, input.offset, input.offset + length)
    input.offset += length
    frames.append(frame)
  }

  /// `$'…'`, in which a backslash begins an escape.
  private mutating func escapedLiteral() {
    writer.open(.textOpen, input.offset, input.offset + 2)
    input.offset += 2
    var start = input.offset
    while !input.isAtEnd, input.peek() != ASCII.apostrophe {
      if input.peek() == ASCII.backslash {
        if input.offset > start { writer.add(.text, start, input.offset) }
        let end = min(input.offset + 2, input.bytes.count)
        writer.add(.text, input.offset, end, flag: true)
        input.offset = end
        start = end
      } else {
        input.offset += 1
      }
    }
    if input.offset > start { writer.add(.text, start, input.offset) }
    let end = min(input.offset + 1, input.bytes.count)
    writer.close(.textClose, input.offset, end)
    input.offset = end
  }

  mutating func dollar() {
    isCommandStart = false
    let next = input.peek(1)
    if next == ASCII.apostrophe, case .commands = frames[frames.count - 1] { return escapedLiteral() }
    if next == ASCII.openParenthesis {
      return input.peek(2) == ASCII.openParenthesis ? arithmetic() : openFrame(2, until: ASCII.closeParenthesis)
    }
    if next == ASCII.openBrace { return parameter() }
    let start = input.offset
    if next.isDigit
      || [ASCII.at, ASCII.asterisk, ASCII.number, ASCII.question, ASCII.exclamation, ASCII.dollar, ASCII.hyphen]
        .contains(next)
    {
      input.offset += 2
    } else if next.isWordStart, next < 0x80 {
      input.offset += 1
      while input.peek().isWordPart, input.peek() < 0x80 { input.offset += 1 }
    } else {
      input.offset += 1
      writer.add(.text, start, input.offset)
      return
    }
    writer.add(.variable, start, input.offset)
  }

  private mutating func arithmetic() {
    let start = input.offset
    input.offset += 3
    var depth = 2
    while !input.isAtEnd, depth > 0, input.peek() != ASCII.lineFeed {
      if input.peek() == ASCII.openParenthesis {
        depth += 1
      } else if input.peek() == ASCII.closeParenthesis {
        depth -= 1
      }
      input.offset += 1
    }
    writer.add(.variable, start, input.offset)
  }

  mutating func parameter() {
    let start = input.offset
    var ahead = input
    ahead.offset += 2
    while ahead.peek().isWordPart { ahead.offset += 1 }
    if ahead.peek() == ASCII.closeBrace {
      writer.add(.variable, start, ahead.offset + 1)
      input.offset = ahead.offset + 1
      return
    }
    writer.open(.open, start, start + 2)
    input.offset = start + 2
    let sign = input.offset
    if input.peek() == ASCII.number || input.peek() == ASCII.exclamation { input.offset += 1 }
    if input.offset > sign { writer.add(.symbol, sign, input.offset) }
    let name = input.offset
    while input.peek().isWordPart || input.peek() == ASCII.at || input.peek() == ASCII.asterisk { input.offset += 1 }
    writer.add(.word, name, input.offset)
    if input.peek() == ASCII.openBracket {
      let index = input.offset
      while !input.isAtEnd, input.peek() != ASCII.closeBracket, input.peek() != ASCII.lineFeed { input.offset += 1 }
      input.offset = min(input.offset + 1, input.bytes.count)
      writer.add(.word, index, input.offset)
    }
    let mark = input.offset
    while [
      ASCII.colon, ASCII.hyphen, ASCII.equals, ASCII.plus, ASCII.question, ASCII.percent, ASCII.number, ASCII.slash,
      ASCII.caret, ASCII.comma, ASCII.at,
    ].contains(input.peek()),
      input.offset - mark < 2
    { input.offset += 1 }
    if input.offset > mark { writer.add(.symbol, mark, input.offset) }
    frames.append(.parameter)
  }

  /// A stretch of a text in which variables and substitutions count, or what ends the text.
  mutating func textPiece(end: UInt8) {
    var start = input.offset
    func flush(_ writer: inout TokenWriter) { if input.offset > start { writer.add(.text, start, input.offset) } }
    while !input.isAtEnd {
      let byte = input.peek()
      if byte == end {
        flush(&writer)
        writer.close(end == ASCII.closeBrace ? .close : .textClose, input.offset, input.offset + 1)
        input.offset += 1
        frames.removeLast()
        if case .commands = frames[frames.count - 1] { isCommandStart = false }
        return
      }
      switch byte {
      case ASCII.backslash:
        flush(&writer)
        escape()
        start = input.offset
      case ASCII.dollar:
        flush(&writer)
        return dollar()
      case ASCII.backtick:
        flush(&writer)
        return openFrame(1, until: ASCII.backtick)
      case ASCII.quote where end == ASCII.closeBrace, ASCII.apostrophe where end == ASCII.closeBrace:
        flush(&writer)
        input.offset += 1
        start = input.offset
      default: input.offset += 1
      }
    }
    flush(&writer)
  }

  /// A backslash within a text: an escape before a few characters, itself before any other, nothing before a line's end.
  mutating func escape() {
    let start = input.offset
    switch input.peek(1) {
    case ASCII.lineFeed: input.offset += 2
    case ASCII.quote, ASCII.dollar, ASCII.backtick, ASCII.backslash:
      writer.add(.text, start, start + 2, flag: true)
      input.offset += 2
    default:
      writer.add(.text, start, start + 1)
      input.offset += 1
    }
  }
}
