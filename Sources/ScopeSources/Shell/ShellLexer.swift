/// Reads shell scripts (sh, bash, zsh) into tokens.
///
/// Pieces of one word stand next to each other: bare words, texts, variables and substitutions. A here-document is a
/// text after the line that asks for it, and the `match` of its `<<` leads to it.
package struct ShellLexer {
  /// What is being read, innermost last.
  enum Frame {
    /// Commands, up to a closing byte; 0 for the whole script.
    case commands(until: UInt8, cases: Int, isTest: Bool)
    case quoted
    case parameter
    case document(delimiter: [UInt8], stripsTabs: Bool)
  }

  struct Pending {
    var symbol: Int
    var delimiter: [UInt8]
    var isLiteral: Bool
    var stripsTabs: Bool
  }

  var input: ByteReader
  var writer: TokenWriter
  var frames: [Frame] = [.commands(until: 0, cases: 0, isTest: false)]
  private var pending: [Pending] = []
  var isCommandStart = true
  /// Whether the next word is the name of a function, which its body follows.
  var namesFunction = false

  package static func tokens(_ source: SourceText) -> TokenList {
    var lexer = ShellLexer(source)
    while !lexer.input.isAtEnd { lexer.step() }
    return lexer.writer.finish(source)
  }

  private init(_ source: SourceText) {
    input = ByteReader(source.bytes)
    writer = TokenWriter(capacity: source.bytes.count / 6)
  }

  private mutating func step() {
    switch frames[frames.count - 1] {
    case .commands(let until, let cases, let isTest): command(until, cases, isTest)
    case .quoted: textPiece(end: 0x22)
    case .parameter: textPiece(end: 0x7D)
    case .document(let delimiter, let stripsTabs): documentPiece(delimiter, stripsTabs)
    }
  }

  // MARK: Commands

  mutating func command(_ until: UInt8, _ cases: Int, _ isTest: Bool) {
    let start = input.offset
    let byte = input.peek()
    if byte == until, until != 0, !(byte == 0x29 && cases > 0) { return closeFrame() }
    switch byte {
    case _ where byte.isBlank: input.offset += 1
    case 0x0A: endLine()
    case 0x5C where input.peek(1) == 0x0A: input.offset += 2
    case 0x5C where input.peek(1) == 0x0D && input.peek(2) == 0x0A: input.offset += 3
    case 0x23 where isWordBoundary:
      input.skipLine()
      writer.comment(start, input.offset)
    case 0x27: literal()
    case 0x22: openText(1, .quoted)
    case 0x24: dollar()
    case 0x60: openFrame(1, until: 0x60)
    case 0x28 where !isTest: openFrame(1, until: 0x29)
    case 0x7B where isCommandStart && (input.peek(1).isSpace): openFrame(1, until: 0x7D)
    case _ where !isTest && (byte == 0x3B || byte == 0x26 || byte == 0x7C):
      symbol(input.peek(1) == byte ? 2 : byte == 0x7C && input.peek(1) == 0x26 ? 2 : 1)
      isCommandStart = true
    case 0x3E where !isTest: symbol([0x3E, 0x26, 0x7C].contains(input.peek(1)) ? 2 : 1)
    case 0x3C where !isTest: less()
    case _ where byte == 0x29 || byte == 0x7D && isCommandStart:
      symbol(1)
      isCommandStart = true
    default: word(isTest)
    }
  }

  private var isWordBoundary: Bool {
    guard input.offset > 0 else { return true }
    let before = input.bytes[input.offset - 1]
    return before.isSpace || [0x3B, 0x26, 0x7C, 0x28, 0x29, 0x60].contains(before)
  }

  mutating func symbol(_ length: Int) {
    writer.add(.symbol, input.offset, input.offset + length)
    input.offset += length
  }

  mutating func openFrame(_ length: Int, until: UInt8) {
    writer.open(.open, input.offset, input.offset + length)
    input.offset += length
    frames.append(.commands(until: until, cases: 0, isTest: false))
    isCommandStart = true
  }

  private mutating func closeFrame() {
    // `name() {`: the body is a command of its own.
    let isFunction = input.peek() == 0x29 && writer.tokens.last?.kind == .open
    writer.close(.close, input.offset, input.offset + 1)
    input.offset += 1
    if frames.count > 1 { frames.removeLast() }
    isCommandStart = isFunction
  }

  private mutating func endLine() {
    writer.add(.newline, input.offset, input.offset + 1)
    input.offset += 1
    isCommandStart = true
    guard !pending.isEmpty else { return }
    nextDocument()
  }

  /// Begins the next here-document, or goes on with the script.
  mutating func nextDocument() {
    while !pending.isEmpty {
      let next = pending.removeFirst()
      writer.link(next.symbol, to: writer.tokens.count)
      writer.open(.textOpen, input.offset, input.offset, flag: next.isLiteral)
      frames.append(.document(delimiter: next.delimiter, stripsTabs: next.stripsTabs))
      guard next.isLiteral else { return }
      let start = input.offset
      while !input.isAtEnd, !isDocumentEnd(next.delimiter, next.stripsTabs) {
        input.skipLine()
        input.offset = min(input.offset + 1, input.bytes.count)
      }
      if input.offset > start { writer.add(.text, start, input.offset) }
      endDocument()
    }
  }

  private mutating func less() {
    guard input.peek(1) == 0x3C else { return symbol(input.peek(1) == 0x26 ? 2 : 1) }
    if input.peek(2) == 0x3C { return symbol(3) }
    let stripsTabs = input.peek(2) == 0x2D
    let index = writer.tokens.count
    symbol(stripsTabs ? 3 : 2)
    input.skipBlanks()
    var delimiter: [UInt8] = []
    var isLiteral = false
    while !input.isAtEnd, !input.peek().isSpace, ![0x3B, 0x26, 0x7C, 0x29, 0x3E, 0x3C].contains(input.peek()) {
      if [0x27, 0x22, 0x5C].contains(input.peek()) { isLiteral = true } else { delimiter.append(input.peek()) }
      input.offset += 1
    }
    guard !delimiter.isEmpty else { return }
    pending.append(Pending(symbol: index, delimiter: delimiter, isLiteral: isLiteral, stripsTabs: stripsTabs))
  }

  private static let starters: Set<String> = [
    "if", "then", "else", "elif", "while", "until", "do", "!", "time", "in", "function",
  ]

  mutating func word(_ isTest: Bool) {
    let start = input.offset
    if input.peek() == 0x5C {
      let end = min(input.offset + 2, input.bytes.count)
      writer.add(.text, input.offset, end, flag: true)
      input.offset = end
      isCommandStart = false
      return
    }
    if isTest, input.has("]]") { input.offset += 2 }
    loop: while !input.isAtEnd,
      !isTest || input.offset == start || !input.bytes[start..<input.offset].elementsEqual([0x5D, 0x5D])
    {
      switch input.peek() {
      case 0x20, 0x09, 0x0D, 0x0A, 0x24, 0x60, 0x22, 0x27, 0x5C: break loop
      case let byte where !isTest && [0x3B, 0x26, 0x7C, 0x3C, 0x3E, 0x28, 0x29].contains(byte): break loop
      default: input.offset += 1
      }
    }
    input.offset = max(input.offset, start + 1)
    writer.add(.word, start, input.offset)
    let wasStart = isCommandStart
    isCommandStart = namesFunction
    namesFunction = false
    guard input.offset - start <= 8 else { return }
    let text = String(decoding: input.bytes[start..<input.offset], as: UTF8.self)
    if wasStart, Self.starters.contains(text) { isCommandStart = true }
    namesFunction = wasStart && text == "function"
    guard case .commands(let until, let cases, _) = frames[frames.count - 1] else { return }
    switch text {
    case "case" where wasStart: frames[frames.count - 1] = .commands(until: until, cases: cases + 1, isTest: isTest)
    case "esac" where wasStart && cases > 0:
      frames[frames.count - 1] = .commands(until: until, cases: cases - 1, isTest: isTest)
    case "[[" where wasStart: frames[frames.count - 1] = .commands(until: until, cases: cases, isTest: true)
    case "]]": frames[frames.count - 1] = .commands(until: until, cases: cases, isTest: false)
    default: break
    }
  }
}
