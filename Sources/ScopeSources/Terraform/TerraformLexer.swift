import ScopeValues

/// Reads Terraform's language (HCL) into tokens.
package struct TerraformLexer {
  private enum Frame {
    case code
    case quoted
    case document(delimiter: [UInt8])
  }

  private var input: ByteReader
  private var writer: TokenWriter
  private var frames: [Frame] = [.code]

  package static func tokens(_ source: SourceText) -> TokenList {
    var lexer = TerraformLexer(source)
    while !lexer.input.isAtEnd { lexer.step() }
    return lexer.writer.finish(source)
  }

  private init(_ source: SourceText) {
    input = ByteReader(source.bytes)
    writer = TokenWriter(capacity: source.bytes.count / 6)
  }

  private mutating func step() {
    switch frames[frames.count - 1] {
    case .code: code()
    case .quoted: template(document: nil)
    case .document(let delimiter): template(document: delimiter)
    }
  }

  private mutating func code() {
    let start = input.offset
    let byte = input.peek()
    switch byte {
    case ASCII.lineFeed:
      input.offset += 1
      writer.add(.newline, start, input.offset)
    case _ where byte.isSpace:
      repeat { input.offset += 1 } while input.peek() == ASCII.space
    case ASCII.number: comment()
    case ASCII.slash where input.peek(1) == ASCII.slash: comment()
    case ASCII.slash where input.peek(1) == ASCII.asterisk: blockComment()
    case ASCII.quote:
      input.offset += 1
      writer.open(.textOpen, start, input.offset)
      frames.append(.quoted)
    case ASCII.less where input.peek(1) == ASCII.less && (input.peek(2).isWordStart || input.peek(2) == ASCII.hyphen):
      document()
    case ASCII.openParenthesis, ASCII.openBracket, ASCII.openBrace:
      input.offset += 1
      writer.open(.open, start, input.offset)
      frames.append(.code)
    case ASCII.closeParenthesis, ASCII.closeBracket, ASCII.closeBrace:
      input.offset += 1
      writer.close(.close, start, input.offset)
      if frames.count > 1 { frames.removeLast() }
    case _ where byte.isWordStart:
      while input.peek().isWordPart || input.peek() == ASCII.hyphen { input.offset += 1 }
      writer.add(.word, start, input.offset)
    case _ where byte.isDigit:
      while input.peek().isWordPart || input.peek() == ASCII.point && input.peek(1).isDigit { input.offset += 1 }
      writer.add(.number, start, input.offset)
    default:
      let isDouble = ["==", "!=", "<=", ">=", "&&", "||", "=>"].contains { (mark: StaticString) in input.has(mark) }
      input.offset += input.has("...") ? 3 : isDouble ? 2 : 1
      writer.add(.symbol, start, input.offset)
    }
  }

  private mutating func comment() {
    let start = input.offset
    input.skipLine()
    writer.comment(start, input.offset)
  }

  private mutating func blockComment() {
    let start = input.offset
    input.offset += 2
    while !input.isAtEnd, !input.has("*/") { input.offset += 1 }
    input.offset = min(input.offset + 2, input.bytes.count)
    writer.comment(start, input.offset)
  }

  private mutating func document() {
    let start = input.offset
    input.offset += input.peek(2) == ASCII.hyphen ? 3 : 2
    let name = input.offset
    input.skipWord()
    let delimiter = Array(input.bytes[name..<input.offset])
    input.skipLine()
    input.offset = min(input.offset + 1, input.bytes.count)
    writer.open(.textOpen, start, input.offset)
    frames.append(.document(delimiter: delimiter))
  }

  /// Whether a line begins here that holds the delimiter alone.
  private func isDocumentEnd(_ delimiter: [UInt8]) -> Bool {
    guard input.offset == 0 || input.bytes[input.offset - 1] == ASCII.lineFeed else { return false }
    var ahead = input
    ahead.skipBlanks()
    guard ahead.offset + delimiter.count <= ahead.bytes.count,
      ahead.bytes[ahead.offset..<ahead.offset + delimiter.count].elementsEqual(delimiter)
    else { return false }
    ahead.offset += delimiter.count
    return ahead.isAtEnd || ahead.peek().isSpace
  }

  /// A stretch of a text, up to its end or a hole.
  private mutating func template(document delimiter: [UInt8]?) {
    var start = input.offset
    func flush(_ writer: inout TokenWriter) { if input.offset > start { writer.add(.text, start, input.offset) } }
    func end(_ writer: inout TokenWriter, _ length: Int) {
      flush(&writer)
      writer.close(.textClose, input.offset, min(input.offset + length, input.bytes.count))
      input.offset = min(input.offset + length, input.bytes.count)
      frames.removeLast()
    }
    while !input.isAtEnd {
      let byte = input.peek()
      if let delimiter {
        if isDocumentEnd(delimiter) {
          var ahead = input
          ahead.skipBlanks()
          return end(&writer, ahead.offset - input.offset + delimiter.count)
        }
      } else if byte == ASCII.quote {
        return end(&writer, 1)
      } else if byte == ASCII.backslash {
        flush(&writer)
        let length = input.peek(1) == UInt8(ascii: "u") ? 6 : input.peek(1) == UInt8(ascii: "U") ? 10 : 2
        let stop = min(input.offset + length, input.bytes.count)
        writer.add(.text, input.offset, stop, flag: true)
        input.offset = stop
        start = stop
        continue
      } else if byte == ASCII.lineFeed {
        // A text in quotes never goes over a line's end.
        return end(&writer, 0)
      }
      if byte == ASCII.dollar || byte == ASCII.percent, input.peek(1) == ASCII.openBrace {
        flush(&writer)
        writer.open(.open, input.offset, input.offset + 2)
        input.offset += 2
        frames.append(.code)
        return
      }
      if byte == ASCII.dollar || byte == ASCII.percent, input.peek(1) == byte, input.peek(2) == ASCII.openBrace {
        // `$${` is `${` as text.
        input.offset += 1
        flush(&writer)
        input.offset += 2
        start = input.offset - 1
        continue
      }
      input.offset += 1
    }
    flush(&writer)
  }
}
