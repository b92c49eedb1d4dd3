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
    case 0x0A:
      input.offset += 1
      writer.add(.newline, start, input.offset)
    case _ where byte.isSpace: input.offset += 1
    case 0x23: comment()
    case 0x2F where input.peek(1) == 0x2F: comment()
    case 0x2F where input.peek(1) == 0x2A: blockComment()
    case 0x22:
      input.offset += 1
      writer.open(.textOpen, start, input.offset)
      frames.append(.quoted)
    case 0x3C where input.peek(1) == 0x3C && (input.peek(2).isWordStart || input.peek(2) == 0x2D): document()
    case 0x28, 0x5B, 0x7B:
      input.offset += 1
      writer.open(.open, start, input.offset)
      frames.append(.code)
    case 0x29, 0x5D, 0x7D:
      input.offset += 1
      writer.close(.close, start, input.offset)
      if frames.count > 1 { frames.removeLast() }
    case _ where byte.isWordStart:
      while input.peek().isWordPart || input.peek() == 0x2D { input.offset += 1 }
      writer.add(.word, start, input.offset)
    case _ where byte.isDigit:
      while input.peek().isWordPart || input.peek() == 0x2E && input.peek(1).isDigit { input.offset += 1 }
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
    input.offset += input.peek(2) == 0x2D ? 3 : 2
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
    guard input.offset == 0 || input.bytes[input.offset - 1] == 0x0A else { return false }
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
      } else if byte == 0x22 {
        return end(&writer, 1)
      } else if byte == 0x5C {
        flush(&writer)
        let length = input.peek(1) == 0x75 ? 6 : input.peek(1) == 0x55 ? 10 : 2
        let stop = min(input.offset + length, input.bytes.count)
        writer.add(.text, input.offset, stop, flag: true)
        input.offset = stop
        start = stop
        continue
      } else if byte == 0x0A {
        // A text in quotes never goes over a line's end.
        return end(&writer, 0)
      }
      if byte == 0x24 || byte == 0x25, input.peek(1) == 0x7B {
        flush(&writer)
        writer.open(.open, input.offset, input.offset + 2)
        input.offset += 2
        frames.append(.code)
        return
      }
      if byte == 0x24 || byte == 0x25, input.peek(1) == byte, input.peek(2) == 0x7B {
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
