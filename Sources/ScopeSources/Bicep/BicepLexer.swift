import ScopeValues

/// Reads Bicep into tokens.
package struct BicepLexer {
  private enum Frame { case code, quoted }

  private var input: ByteReader
  private var writer: TokenWriter
  private var frames: [Frame] = [.code]

  package static func tokens(_ source: SourceText) -> TokenList {
    var lexer = BicepLexer(source)
    while !lexer.input.isAtEnd {
      if case .quoted = lexer.frames[lexer.frames.count - 1] { lexer.text() } else { lexer.code() }
    }
    return lexer.writer.finish(source)
  }

  private init(_ source: SourceText) {
    input = ByteReader(source.bytes)
    writer = TokenWriter(capacity: source.bytes.count / 6)
  }

  private mutating func code() {
    let start = input.offset
    let byte = input.peek()
    switch byte {
    case ASCII.lineFeed:
      input.offset += 1
      writer.add(.newline, start, input.offset)
    case _ where byte.isSpace: input.offset += 1
    case ASCII.slash where input.peek(1) == ASCII.slash:
      input.skipLine()
      writer.comment(start, input.offset)
    case ASCII.slash where input.peek(1) == ASCII.asterisk:
      input.offset += 2
      while !input.isAtEnd, !input.has("*/") { input.offset += 1 }
      input.offset = min(input.offset + 2, input.bytes.count)
      writer.comment(start, input.offset)
    case ASCII.apostrophe where input.has("'''"): literal()
    case ASCII.apostrophe:
      input.offset += 1
      writer.open(.textOpen, start, input.offset)
      frames.append(.quoted)
    case ASCII.openParenthesis, ASCII.openBracket, ASCII.openBrace:
      input.offset += 1
      writer.open(.open, start, input.offset)
      frames.append(.code)
    case ASCII.closeParenthesis, ASCII.closeBracket, ASCII.closeBrace:
      input.offset += 1
      writer.close(.close, start, input.offset)
      if frames.count > 1 { frames.removeLast() }
    case _ where byte.isWordStart:
      input.skipWord()
      writer.add(.word, start, input.offset)
    case _ where byte.isDigit:
      while input.peek().isDigit { input.offset += 1 }
      writer.add(.number, start, input.offset)
    default:
      let isDouble = ["==", "!=", "<=", ">=", "&&", "||", "??", "=>", "=~", "!~", "::", ".?"].contains {
        (mark: StaticString) in input.has(mark)
      }
      input.offset += input.has("...") ? 3 : isDouble ? 2 : 1
      writer.add(.symbol, start, input.offset)
    }
  }

  private mutating func literal() {
    let start = input.offset
    writer.open(.textOpen, start, start + 3, flag: true)
    input.offset += 3
    // The line's end after the quotes is not part of the text.
    if input.peek() == ASCII.lineFeed { input.offset += 1 } else if input.has("\r\n") { input.offset += 2 }
    let text = input.offset
    while !input.isAtEnd, !input.has("'''") { input.offset += 1 }
    if input.offset > text { writer.add(.text, text, input.offset) }
    let end = min(input.offset + 3, input.bytes.count)
    writer.close(.textClose, input.offset, end)
    input.offset = end
  }

  /// A stretch of a text, up to its end or a hole.
  private mutating func text() {
    var start = input.offset
    func flush(_ writer: inout TokenWriter) { if input.offset > start { writer.add(.text, start, input.offset) } }
    while !input.isAtEnd {
      switch input.peek() {
      case ASCII.apostrophe, ASCII.lineFeed:
        // A text never goes over a line's end.
        flush(&writer)
        let length = input.peek() == ASCII.apostrophe ? 1 : 0
        writer.close(.textClose, input.offset, input.offset + length)
        input.offset += length
        frames.removeLast()
        return
      case ASCII.backslash:
        flush(&writer)
        let stop = min(input.offset + 2, input.bytes.count)
        writer.add(.text, input.offset, stop, flag: true)
        input.offset = stop
        start = stop
      case ASCII.dollar where input.peek(1) == ASCII.openBrace:
        flush(&writer)
        writer.open(.open, input.offset, input.offset + 2)
        input.offset += 2
        frames.append(.code)
        return
      default: input.offset += 1
      }
    }
    flush(&writer)
  }
}
