import ScopeValues

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
    case .quoted: textPiece(end: ASCII.quote)
    case .parameter: textPiece(end: ASCII.closeBrace)
    case .document(let delimiter, let stripsTabs): documentPiece(delimiter, stripsTabs)
    }
  }

  // MARK: Commands

  mutating func command(_ until: UInt8, _ cases: Int, _ isTest: Bool) {
    let start = input.offset
    let byte = input.peek()
    if byte == until, until != 0, !(byte == ASCII.closeParenthesis && cases > 0) { return closeFrame() }
    switch byte {
    case _ where byte.isBlank: input.offset += 1
    case ASCII.lineFeed: endLine()
    case ASCII.backslash where input.peek(1) == ASCII.lineFeed: input.offset += 2
    case ASCII.backslash where input.peek(1) == ASCII.carriageReturn && input.peek(2) == ASCII.lineFeed:
      input.offset += 3
    case ASCII.number where isWordBoundary:
      input.skipLine()
      writer.comment(start, input.offset)
    case ASCII.apostrophe: literal()
    case ASCII.quote: openText(1, .quoted)
    case ASCII.dollar: dollar()
    case ASCII.backtick: openFrame(1, until: ASCII.backtick)
    case ASCII.openParenthesis where !isTest: openFrame(1, until: ASCII.closeParenthesis)
    case ASCII.openBrace where isCommandStart && (input.peek(1).isSpace): openFrame(1, until: ASCII.closeBrace)
    case _ where !isTest && (byte == ASCII.semicolon || byte == ASCII.ampersand || byte == ASCII.bar):
      symbol(input.peek(1) == byte ? 2 : byte == ASCII.bar && input.peek(1) == ASCII.ampersand ? 2 : 1)
      isCommandStart = true
    case ASCII.greater where !isTest:
      symbol([ASCII.greater, ASCII.ampersand, ASCII.bar].contains(input.peek(1)) ? 2 : 1)
    case ASCII.less where !isTest: less()
    case _ where byte == ASCII.closeParenthesis || byte == ASCII.closeBrace && isCommandStart:
      symbol(1)
      isCommandStart = true
    default: word(isTest)
    }
  }

  private var isWordBoundary: Bool {
    guard input.offset > 0 else { return true }
    let before = input.bytes[input.offset - 1]
    return before.isSpace
      || [ASCII.semicolon, ASCII.ampersand, ASCII.bar, ASCII.openParenthesis, ASCII.closeParenthesis, ASCII.backtick]
        .contains(before)
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
    let isFunction = input.peek() == ASCII.closeParenthesis && writer.tokens.last?.kind == .open
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
    guard input.peek(1) == ASCII.less else { return symbol(input.peek(1) == ASCII.ampersand ? 2 : 1) }
    if input.peek(2) == ASCII.less { return symbol(3) }
    let stripsTabs = input.peek(2) == ASCII.hyphen
    let index = writer.tokens.count
    symbol(stripsTabs ? 3 : 2)
    input.skipBlanks()
    var delimiter: [UInt8] = []
    var isLiteral = false
    while !input.isAtEnd, !input.peek().isSpace,
      ![ASCII.semicolon, ASCII.ampersand, ASCII.bar, ASCII.closeParenthesis, ASCII.greater, ASCII.less].contains(
        input.peek())
    {
      if [ASCII.apostrophe, ASCII.quote, ASCII.backslash].contains(input.peek()) {
        isLiteral = true
      } else {
        delimiter.append(input.peek())
      }
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
    if input.peek() == ASCII.backslash {
      let end = min(input.offset + 2, input.bytes.count)
      writer.add(.text, input.offset, end, flag: true)
      input.offset = end
      isCommandStart = false
      return
    }
    if isTest, input.has("]]") { input.offset += 2 }
    loop: while !input.isAtEnd,
      !isTest || input.offset == start
        || !input.bytes[start..<input.offset].elementsEqual([ASCII.closeBracket, ASCII.closeBracket])
    {
      switch input.peek() {
      case ASCII.space, ASCII.tab, ASCII.carriageReturn, ASCII.lineFeed, ASCII.dollar, ASCII.backtick, ASCII.quote,
        ASCII.apostrophe, ASCII.backslash:
        break loop
      case let byte
      where !isTest
        && [
          ASCII.semicolon, ASCII.ampersand, ASCII.bar, ASCII.less, ASCII.greater, ASCII.openParenthesis,
          ASCII.closeParenthesis,
        ].contains(byte):
        break loop
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
