import ScopeValues

// Marks.
extension PowerShellLexer {
  var isAdjacent: Bool {
    guard let last = writer.tokens.last else { return false }
    return Int(last.span.end) == input.offset
      && (last.kind == .variable || last.kind == .close || last.kind == .word && mode != .command)
  }

  mutating func symbol(_ length: Int) {
    writer.add(.symbol, input.offset, input.offset + length)
    input.offset += length
  }

  mutating func endLine() {
    writer.add(.newline, input.offset, input.offset + 1)
    input.offset += 1
    let context = contexts[contexts.count - 1]
    if context.isHashtable { mode = .key } else if !context.isGroup { mode = .statement }
  }

  mutating func separator(_ byte: UInt8) {
    let isDouble = input.peek(1) == byte && byte != ASCII.semicolon
    if byte == ASCII.ampersand, !isDouble, mode == .command, writer.tokens.last?.kind == .symbol {
      // 2>&1
      symbol(input.peek(1).isDigit ? 2 : 1)
      return
    }
    let isCall = byte == ASCII.ampersand && !isDouble && mode == .statement
    symbol(isDouble ? 2 : 1)
    if isCall {
      // `& "name" -Option`: what follows the name are arguments.
      mode = .command
      return
    }
    mode = contexts[contexts.count - 1].isHashtable && byte == ASCII.semicolon ? .key : .statement
  }

  mutating func open(_ length: Int, _ context: Context) {
    writer.open(.open, input.offset, input.offset + length)
    input.offset += length
    contexts.append(context)
  }

  mutating func close() {
    let byte = input.peek()
    writer.close(.close, input.offset, input.offset + 1)
    input.offset += 1
    guard contexts.count > 1 else {
      mode = .statement
      return
    }
    let closed = contexts.removeLast()
    if closed.isHole, let isHere = texts.popLast() {
      textBody(isHere: isHere)
      return
    }
    if byte == ASCII.closeParenthesis, closesParameters {
      mode = .statement
      return
    }
    if mode == .command { return }
    mode = byte == ASCII.closeBrace && !closed.isHashtable && mode != .key ? .statement : .expression
  }

  /// Whether the bracket just closed is that of `param(…)`, after which a statement may begin on the same line.
  private var closesParameters: Bool {
    guard let last = writer.tokens.last, last.match > 0, Int(last.match) < writer.tokens.count else { return false }
    let word = writer.tokens[Int(last.match) - 1]
    return word.kind == .word && word.span.end - word.span.start == 5
      && String(decoding: input.bytes[word.span.bytes], as: UTF8.self).lowercased() == "param"
  }

  mutating func blockComment() {
    let start = input.offset
    input.offset += 2
    while !input.isAtEnd, !input.has("#>") { input.offset += 1 }
    input.offset = min(input.offset + 2, input.bytes.count)
    writer.comment(start, input.offset)
  }

  mutating func at() {
    switch input.peek(1) {
    case ASCII.openParenthesis: open(2, Context(mode: .statement))
    case ASCII.openBrace: open(2, Context(mode: .key, isHashtable: true))
    case ASCII.quote, ASCII.apostrophe: hereString()
    case 0xE2 where isDoubleQuote(1) || isSingleQuote(1): hereString()
    case let byte where byte.isWordStart:
      let start = input.offset
      input.offset += 1
      input.skipWord()
      writer.add(.variable, start, input.offset)
    default: symbol(1)
    }
  }

  /// `$name`, `${name}`, `$scope:name`, `$( … )`.
  mutating func dollar() {
    if input.peek(1) == ASCII.openParenthesis { return open(2, Context(mode: .statement)) }
    guard let end = variableEnd() else { return symbol(1) }
    writer.add(.variable, input.offset, end)
    input.offset = end
    if mode != .command { mode = .expression }
  }

  func variableEnd() -> Int? {
    var reader = input
    reader.offset += 1
    if reader.peek() == ASCII.openBrace {
      while !reader.isAtEnd, reader.peek() != ASCII.closeBrace, reader.peek() != ASCII.lineFeed { reader.offset += 1 }
      return reader.peek() == ASCII.closeBrace ? reader.offset + 1 : nil
    }
    if [ASCII.underscore, ASCII.question, ASCII.caret, ASCII.dollar].contains(reader.peek()), !reader.peek(1).isWordPart
    {
      return reader.offset + 1
    }
    guard reader.peek().isWordPart, !isQuote(reader.offset) else { return nil }
    while reader.peek().isWordPart, !isQuote(reader.offset) { reader.offset += 1 }
    if reader.peek() == ASCII.colon, reader.peek(1).isWordStart {
      reader.offset += 1
      reader.skipWord()
    }
    return reader.offset
  }
}
