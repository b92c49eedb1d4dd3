// Texts.
extension ShellLexer {
  mutating func literal() {
    writer.open(.textOpen, input.offset, input.offset + 1, flag: true)
    input.offset += 1
    let start = input.offset
    while !input.isAtEnd, input.peek() != 0x27 { input.offset += 1 }
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
    while !input.isAtEnd, input.peek() != 0x27 {
      if input.peek() == 0x5C {
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
    if next == 0x27, case .commands = frames[frames.count - 1] { return escapedLiteral() }
    if next == 0x28 { return input.peek(2) == 0x28 ? arithmetic() : openFrame(2, until: 0x29) }
    if next == 0x7B { return parameter() }
    let start = input.offset
    if next.isDigit || [0x40, 0x2A, 0x23, 0x3F, 0x21, 0x24, 0x2D].contains(next) {
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
    while !input.isAtEnd, depth > 0, input.peek() != 0x0A {
      if input.peek() == 0x28 { depth += 1 } else if input.peek() == 0x29 { depth -= 1 }
      input.offset += 1
    }
    writer.add(.variable, start, input.offset)
  }

  mutating func parameter() {
    let start = input.offset
    var ahead = input
    ahead.offset += 2
    while ahead.peek().isWordPart { ahead.offset += 1 }
    if ahead.peek() == 0x7D {
      writer.add(.variable, start, ahead.offset + 1)
      input.offset = ahead.offset + 1
      return
    }
    writer.open(.open, start, start + 2)
    input.offset = start + 2
    let sign = input.offset
    if input.peek() == 0x23 || input.peek() == 0x21 { input.offset += 1 }
    if input.offset > sign { writer.add(.symbol, sign, input.offset) }
    let name = input.offset
    while input.peek().isWordPart || input.peek() == 0x40 || input.peek() == 0x2A { input.offset += 1 }
    writer.add(.word, name, input.offset)
    if input.peek() == 0x5B {
      let index = input.offset
      while !input.isAtEnd, input.peek() != 0x5D, input.peek() != 0x0A { input.offset += 1 }
      input.offset = min(input.offset + 1, input.bytes.count)
      writer.add(.word, index, input.offset)
    }
    let mark = input.offset
    while [0x3A, 0x2D, 0x3D, 0x2B, 0x3F, 0x25, 0x23, 0x2F, 0x5E, 0x2C, 0x40].contains(input.peek()),
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
        writer.close(end == 0x7D ? .close : .textClose, input.offset, input.offset + 1)
        input.offset += 1
        frames.removeLast()
        if case .commands = frames[frames.count - 1] { isCommandStart = false }
        return
      }
      switch byte {
      case 0x5C:
        flush(&writer)
        escape()
        start = input.offset
      case 0x24:
        flush(&writer)
        return dollar()
      case 0x60:
        flush(&writer)
        return openFrame(1, until: 0x60)
      case 0x22 where end == 0x7D, 0x27 where end == 0x7D:
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
    case 0x0A: input.offset += 2
    case 0x22, 0x24, 0x60, 0x5C:
      writer.add(.text, start, start + 2, flag: true)
      input.offset += 2
    default:
      writer.add(.text, start, start + 1)
      input.offset += 1
    }
  }
}
