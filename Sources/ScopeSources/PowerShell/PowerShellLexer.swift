import ScopeValues

/// Reads PowerShell into tokens.
///
/// Whether `-eq` is an operator or a parameter and `a/b` a quotient or a word depends on what a statement began with;
/// so each bracket keeps a mode. Typographic quotes and dashes count as plain ones, as in PowerShell.
package struct PowerShellLexer {
  private enum Mode { case statement, command, expression, key }

  private struct Context {
    var mode: Mode
    var isHashtable = false
    /// A hole in a text: the text goes on after it.
    var isHole = false
    /// Round brackets and indices do not end statements at a line's end.
    var isGroup = false
  }

  private var input: ByteReader
  private var writer: TokenWriter
  private var contexts = [Context(mode: .statement)]
  /// Texts that holes interrupted, innermost last: whether a here-string.
  private var texts: [Bool] = []

  package static func tokens(_ source: SourceText) -> TokenList {
    var lexer = PowerShellLexer(source)
    lexer.run()
    return lexer.writer.finish(source)
  }

  private init(_ source: SourceText) {
    input = ByteReader(source.bytes)
    writer = TokenWriter(capacity: source.bytes.count / 6)
  }

  private var mode: Mode {
    get { contexts[contexts.count - 1].mode }
    set { contexts[contexts.count - 1].mode = newValue }
  }

  private mutating func run() {
    while !input.isAtEnd { step() }
  }

  private mutating func step() {
    let start = input.offset
    let byte = input.peek()
    switch byte {
    case _ where byte.isBlank: input.offset += 1
    case 0x0A: endLine()
    case 0x60:  // a backtick
      if input.peek(1) == 0x0A || input.peek(1) == 0x0D {
        input.offset += input.peek(1) == 0x0D && input.peek(2) == 0x0A ? 3 : 2
      } else {
        word()
      }
    case 0x23:
      input.skipLine()
      writer.comment(start, input.offset)
    case 0x3C where input.peek(1) == 0x23: blockComment()
    case 0x22: text(quoteLength: 1)
    case 0x27: literal(quoteLength: 1)
    case 0xE2 where isDoubleQuote(0): text(quoteLength: 3)
    case 0xE2 where isSingleQuote(0): literal(quoteLength: 3)
    case 0x40: at()
    case 0x24: dollar()
    case 0x28: open(1, Context(mode: .statement, isGroup: true))
    case 0x7B: open(1, Context(mode: .statement))
    case 0x5B where mode != .command || isAdjacent: open(1, Context(mode: .expression, isGroup: true))
    case 0x29, 0x7D: close()
    case 0x5D where mode != .command: close()
    case 0x3B, 0x7C, 0x26: separator(byte)
    case 0x2C: symbol(1)
    case 0x3E: symbol(input.peek(1) == 0x3E ? 2 : 1)
    default:
      switch mode {
      case .statement: statementStart(byte)
      case .command: argument(byte)
      case .expression: expression(byte)
      case .key: key(byte)
      }
    }
  }

  // MARK: Marks

  private var isAdjacent: Bool {
    guard let last = writer.tokens.last else { return false }
    return Int(last.span.end) == input.offset
      && (last.kind == .variable || last.kind == .close || last.kind == .word && mode != .command)
  }

  private mutating func symbol(_ length: Int) {
    writer.add(.symbol, input.offset, input.offset + length)
    input.offset += length
  }

  private mutating func endLine() {
    writer.add(.newline, input.offset, input.offset + 1)
    input.offset += 1
    let context = contexts[contexts.count - 1]
    if context.isHashtable { mode = .key } else if !context.isGroup { mode = .statement }
  }

  private mutating func separator(_ byte: UInt8) {
    let isDouble = input.peek(1) == byte && byte != 0x3B
    if byte == 0x26, !isDouble, mode == .command, writer.tokens.last?.kind == .symbol {
      // 2>&1
      symbol(input.peek(1).isDigit ? 2 : 1)
      return
    }
    symbol(isDouble ? 2 : 1)
    mode = contexts[contexts.count - 1].isHashtable && byte == 0x3B ? .key : .statement
  }

  private mutating func open(_ length: Int, _ context: Context) {
    writer.open(.open, input.offset, input.offset + length)
    input.offset += length
    contexts.append(context)
  }

  private mutating func close() {
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
    if byte == 0x29, closesParameters {
      mode = .statement
      return
    }
    if mode == .command { return }
    mode = byte == 0x7D && !closed.isHashtable && mode != .key ? .statement : .expression
  }

  /// Whether the bracket just closed is that of `param(…)`, after which a statement may begin on the same line.
  private var closesParameters: Bool {
    guard let last = writer.tokens.last, last.match > 0, Int(last.match) < writer.tokens.count else { return false }
    let word = writer.tokens[Int(last.match) - 1]
    return word.kind == .word && word.span.end - word.span.start == 5
      && String(decoding: input.bytes[word.span.bytes], as: UTF8.self).lowercased() == "param"
  }

  private mutating func blockComment() {
    let start = input.offset
    input.offset += 2
    while !input.isAtEnd, !input.has("#>") { input.offset += 1 }
    input.offset = min(input.offset + 2, input.bytes.count)
    writer.comment(start, input.offset)
  }

  private mutating func at() {
    switch input.peek(1) {
    case 0x28: open(2, Context(mode: .statement))
    case 0x7B: open(2, Context(mode: .key, isHashtable: true))
    case 0x22, 0x27: hereString()
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
  private mutating func dollar() {
    if input.peek(1) == 0x28 { return open(2, Context(mode: .statement)) }
    guard let end = variableEnd() else { return symbol(1) }
    writer.add(.variable, input.offset, end)
    input.offset = end
    if mode != .command { mode = .expression }
  }

  private func variableEnd() -> Int? {
    var reader = input
    reader.offset += 1
    if reader.peek() == 0x7B {
      while !reader.isAtEnd, reader.peek() != 0x7D, reader.peek() != 0x0A { reader.offset += 1 }
      return reader.peek() == 0x7D ? reader.offset + 1 : nil
    }
    if [0x5F, 0x3F, 0x5E, 0x24].contains(reader.peek()), !reader.peek(1).isWordPart { return reader.offset + 1 }
    guard reader.peek().isWordPart, !isQuote(reader.offset) else { return nil }
    while reader.peek().isWordPart, !isQuote(reader.offset) { reader.offset += 1 }
    if reader.peek() == 0x3A, reader.peek(1).isWordStart {
      reader.offset += 1
      reader.skipWord()
    }
    return reader.offset
  }

  // MARK: Modes

  private static let keywords: Set<String> = [
    "if", "elseif", "else", "foreach", "for", "while", "do", "until", "switch", "try", "catch", "finally", "return",
    "throw", "exit", "begin", "process", "end", "param", "in", "trap", "data", "dynamicparam", "break", "continue",
  ]

  private mutating func statementStart(_ byte: UInt8) {
    if byte == 0x2E,
      isAdjacent || writer.tokens.last.map({ Int($0.span.end) == input.offset && $0.kind == .close }) == true
    {
      mode = .expression
      return expression(byte)
    }
    if byte.isDigit || byte == 0x21 || byte == 0x2B || dashLength(0) > 0 {
      mode = .expression
      return expression(byte)
    }
    let start = input.offset
    if byte == 0x2E, input.peek(1).isBlank { return symbol(1) }
    word()
    let text = String(decoding: input.bytes[start..<input.offset], as: UTF8.self).lowercased()
    mode = Self.keywords.contains(text) ? .statement : .command
    // `Name = value` of Desired State Configuration.
    if mode == .command {
      var ahead = input
      ahead.skipBlanks()
      if ahead.peek() == 0x3D, ahead.peek(1) != 0x3D {
        input = ahead
        symbol(1)
        mode = .statement
      }
    }
  }

  private mutating func argument(_ byte: UInt8) {
    word()
  }

  private mutating func key(_ byte: UInt8) {
    if byte == 0x3D {
      symbol(1)
      mode = .statement
      return
    }
    if byte.isWordPart {
      let start = input.offset
      while input.peek().isWordPart || input.peek() == 0x2D || input.peek() == 0x2E { input.offset += 1 }
      writer.add(.word, start, input.offset)
      return
    }
    expression(byte)
  }

  private mutating func expression(_ byte: UInt8) {
    let start = input.offset
    let dash = dashLength(0)
    if dash > 0, input.peek(dash).isWordStart, !isQuote(input.offset + dash) {
      input.offset += dash
      input.skipWord()
      writer.add(.symbol, start, input.offset)
      return
    }
    if byte.isDigit {
      while input.peek().isWordPart || input.peek() == 0x2E && input.peek(1).isDigit { input.offset += 1 }
      writer.add(.number, start, input.offset)
      return
    }
    if byte.isWordStart, dash == 0 {
      while input.peek().isWordPart, !isQuote(input.offset), dashLength(0) == 0 { input.offset += 1 }
      input.offset = max(input.offset, start + 1)
      writer.add(.word, start, input.offset)
      if input.offset - start == 2, input.bytes[start] | 0x20 == 0x69, input.bytes[start + 1] | 0x20 == 0x6E {
        mode = .statement
      }
      return
    }
    if byte == 0x3D || input.peek(1) == 0x3D && [0x2B, 0x2D, 0x2A, 0x2F, 0x25].contains(byte) {
      symbol(byte == 0x3D ? 1 : 2)
      if !contexts[contexts.count - 1].isGroup || contexts[contexts.count - 1].mode == .expression { mode = .statement }
      return
    }
    if input.has("??=") {
      symbol(3)
      mode = .statement
      return
    }
    for double: StaticString in ["::", "..", "++", "--", "??", "?.", "?["] where input.has(double) {
      // `?[` opens an index of its own.
      symbol(double.utf8Start[1] == 0x5B ? 1 : 2)
      return
    }
    symbol(max(dash, 1))
  }

  /// A bare word, up to a space or a mark; what is quoted or named within it is a token of its own, next to it.
  private mutating func word() {
    let start = input.offset
    loop: while !input.isAtEnd {
      let byte = input.peek()
      switch byte {
      case 0x60:
        if input.peek(1) == 0x0A || input.peek(1) == 0x0D { break loop }
        input.offset += 2
      case _ where byte.isSpace: break loop
      case 0x3B, 0x7C, 0x26, 0x28, 0x29, 0x7B, 0x7D, 0x2C, 0x22, 0x27, 0x24, 0x3E: break loop
      case 0x5D where contexts.count > 1 && contexts[contexts.count - 1].mode == .expression: break loop
      case 0xE2 where isQuote(input.offset): break loop
      default: input.offset += 1
      }
    }
    input.offset = min(max(input.offset, start + 1), input.bytes.count)
    writer.add(.word, start, input.offset)
  }

  // MARK: Texts

  /// The length of a dash at a place: one byte, or three for U+2013, U+2014 and U+2015.
  private func dashLength(_ ahead: Int) -> Int {
    if input.peek(ahead) == 0x2D { return 1 }
    let isDash = input.peek(ahead) == 0xE2 && input.peek(ahead + 1) == 0x80
    return isDash && (0x93...0x95).contains(input.peek(ahead + 2)) ? 3 : 0
  }

  private func isSingleQuote(_ ahead: Int) -> Bool {
    input.peek(ahead) == 0xE2 && input.peek(ahead + 1) == 0x80 && (0x98...0x9B).contains(input.peek(ahead + 2))
  }

  private func isDoubleQuote(_ ahead: Int) -> Bool {
    input.peek(ahead) == 0xE2 && input.peek(ahead + 1) == 0x80 && (0x9C...0x9E).contains(input.peek(ahead + 2))
  }

  private func isQuote(_ offset: Int) -> Bool {
    isSingleQuote(offset - input.offset) || isDoubleQuote(offset - input.offset)
  }

  private func singleQuoteLength(_ ahead: Int) -> Int {
    input.peek(ahead) == 0x27 ? 1 : isSingleQuote(ahead) ? 3 : 0
  }

  private func doubleQuoteLength(_ ahead: Int) -> Int {
    input.peek(ahead) == 0x22 ? 1 : isDoubleQuote(ahead) ? 3 : 0
  }

  private mutating func literal(quoteLength: Int) {
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

  private mutating func text(quoteLength: Int) {
    writer.open(.textOpen, input.offset, input.offset + quoteLength)
    input.offset += quoteLength
    textBody(isHere: false)
  }

  private mutating func hereString() {
    let isLiteral = input.peek(1) == 0x27 || isSingleQuote(1)
    let start = input.offset
    var ahead = input
    ahead.offset += input.peek(1) == 0xE2 ? 4 : 2
    ahead.skipBlanks()
    guard ahead.peek() == 0x0A else { return symbol(1) }
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
    guard input.offset > 0, input.bytes[input.offset - 1] == 0x0A else { return false }
    let length = single ? singleQuoteLength(0) : doubleQuoteLength(0)
    return length > 0 && input.peek(length) == 0x40
  }

  private mutating func endHere(_ start: Int, single: Bool) {
    if input.offset > start { writer.add(.text, start, input.offset) }
    let length = input.isAtEnd ? 0 : (single ? singleQuoteLength(0) : doubleQuoteLength(0)) + 1
    writer.close(.textClose, input.offset, input.offset + length)
    input.offset += length
    afterText()
  }

  /// The rest of an expandable text, up to its end or to a hole in brackets.
  private mutating func textBody(isHere: Bool) {
    var start = input.offset
    func flush(_ writer: inout TokenWriter) { if input.offset > start { writer.add(.text, start, input.offset) } }
    while !input.isAtEnd {
      let byte = input.peek()
      if isHere, atHereEnd(single: false) { break }
      if byte == 0x60 {
        flush(&writer)
        writer.add(.text, input.offset, min(input.offset + 2, input.bytes.count), flag: true)
        input.offset = min(input.offset + 2, input.bytes.count)
        start = input.offset
      } else if byte == 0x24, input.peek(1) == 0x28 {
        flush(&writer)
        texts.append(isHere)
        open(2, Context(mode: .statement, isHole: true))
        return
      } else if byte == 0x24, let end = variableEnd() {
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
