import ScopeValues

/// Reads PowerShell into tokens.
///
/// Whether `-eq` is an operator or a parameter and `a/b` a quotient or a word depends on what a statement began with;
/// so each bracket keeps a mode. Typographic quotes and dashes count as plain ones, as in PowerShell.
package struct PowerShellLexer {
  enum Mode { case statement, command, expression, key }

  struct Context {
    var mode: Mode
    var isHashtable = false
    /// A hole in a text: the text goes on after it.
    var isHole = false
    /// Round brackets and indices do not end statements at a line's end.
    var isGroup = false
  }

  var input: ByteReader
  var writer: TokenWriter
  var contexts = [Context(mode: .statement)]
  /// Texts that holes interrupted, innermost last: whether a here-string.
  var texts: [Bool] = []

  package static func tokens(_ source: SourceText) -> TokenList {
    var lexer = PowerShellLexer(source)
    lexer.run()
    return lexer.writer.finish(source)
  }

  private init(_ source: SourceText) {
    input = ByteReader(source.bytes)
    writer = TokenWriter(capacity: source.bytes.count / 6)
  }

  var mode: Mode {
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
    case ASCII.lineFeed: endLine()
    case ASCII.backtick:  // a backtick
      if input.peek(1) == ASCII.lineFeed || input.peek(1) == ASCII.carriageReturn {
        input.offset += input.peek(1) == ASCII.carriageReturn && input.peek(2) == ASCII.lineFeed ? 3 : 2
      } else {
        word()
      }
    case ASCII.number:
      input.skipLine()
      writer.comment(start, input.offset)
    case ASCII.less where input.peek(1) == ASCII.number: blockComment()
    case ASCII.quote: text(quoteLength: 1)
    case ASCII.apostrophe: literal(quoteLength: 1)
    case 0xE2 where isDoubleQuote(0): text(quoteLength: 3)
    case 0xE2 where isSingleQuote(0): literal(quoteLength: 3)
    case ASCII.at: at()
    case ASCII.dollar: dollar()
    case ASCII.openParenthesis: open(1, Context(mode: .statement, isGroup: true))
    case ASCII.openBrace: open(1, Context(mode: .statement))
    case ASCII.openBracket where mode != .command || isAdjacent: open(1, Context(mode: .expression, isGroup: true))
    case ASCII.closeParenthesis, ASCII.closeBrace: close()
    case ASCII.closeBracket where mode != .command: close()
    case ASCII.semicolon, ASCII.bar, ASCII.ampersand: separator(byte)
    case ASCII.comma: symbol(1)
    case ASCII.greater: symbol(input.peek(1) == ASCII.greater ? 2 : 1)
    default:
      switch mode {
      case .statement: statementStart(byte)
      case .command: argument(byte)
      case .expression: expression(byte)
      case .key: key(byte)
      }
    }
  }

  // MARK: Modes

  private static let keywords: Set<String> = [
    "if", "elseif", "else", "foreach", "for", "while", "do", "until", "switch", "try", "catch", "finally", "return",
    "throw", "exit", "begin", "process", "end", "param", "in", "trap", "data", "dynamicparam", "break", "continue",
  ]

  private mutating func statementStart(_ byte: UInt8) {
    if byte == ASCII.point,
      isAdjacent || writer.tokens.last.map({ Int($0.span.end) == input.offset && $0.kind == .close }) == true
    {
      mode = .expression
      return expression(byte)
    }
    if byte.isDigit || byte == ASCII.exclamation || byte == ASCII.plus || dashLength(0) > 0 {
      mode = .expression
      return expression(byte)
    }
    let start = input.offset
    if byte == ASCII.point, input.peek(1).isBlank { return symbol(1) }
    word()
    let text = String(decoding: input.bytes[start..<input.offset], as: UTF8.self).lowercased()
    mode = Self.keywords.contains(text) ? .statement : .command
    // `Name = value` of Desired State Configuration.
    if mode == .command {
      var ahead = input
      ahead.skipBlanks()
      if ahead.peek() == ASCII.equals, ahead.peek(1) != ASCII.equals {
        input = ahead
        symbol(1)
        mode = .statement
      }
    }
  }

  private mutating func argument(_ byte: UInt8) {
    word()
  }

  mutating func key(_ byte: UInt8) {
    if byte == ASCII.equals {
      symbol(1)
      mode = .statement
      return
    }
    if byte.isWordPart {
      let start = input.offset
      while input.peek().isWordPart || input.peek() == ASCII.hyphen || input.peek() == ASCII.point { input.offset += 1 }
      writer.add(.word, start, input.offset)
      return
    }
    expression(byte)
  }

  mutating func expression(_ byte: UInt8) {
    let start = input.offset
    let dash = dashLength(0)
    if dash > 0, input.peek(dash).isWordStart, !isQuote(input.offset + dash) {
      input.offset += dash
      input.skipWord()
      writer.add(.symbol, start, input.offset)
      return
    }
    if byte.isDigit {
      while input.peek().isWordPart || input.peek() == ASCII.point && input.peek(1).isDigit { input.offset += 1 }
      writer.add(.number, start, input.offset)
      return
    }
    if byte.isWordStart, dash == 0 {
      while input.peek().isWordPart, !isQuote(input.offset), dashLength(0) == 0 { input.offset += 1 }
      input.offset = max(input.offset, start + 1)
      writer.add(.word, start, input.offset)
      if input.offset - start == 2, input.bytes[start] | 0x20 == UInt8(ascii: "i"),
        input.bytes[start + 1] | 0x20 == UInt8(ascii: "n")
      {
        mode = .statement
      }
      return
    }
    if byte == ASCII.equals
      || input.peek(1) == ASCII.equals
        && [ASCII.plus, ASCII.hyphen, ASCII.asterisk, ASCII.slash, ASCII.percent].contains(byte)
    {
      symbol(byte == ASCII.equals ? 1 : 2)
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
      symbol(double.utf8Start[1] == ASCII.openBracket ? 1 : 2)
      return
    }
    symbol(max(dash, 1))
  }

  /// A bare word, up to a space or a mark; what is quoted or named within it is a token of its own, next to it.
  mutating func word() {
    let start = input.offset
    loop: while !input.isAtEnd {
      let byte = input.peek()
      switch byte {
      case ASCII.backtick:
        if input.peek(1) == ASCII.lineFeed || input.peek(1) == ASCII.carriageReturn { break loop }
        input.offset += 2
      case _ where byte.isSpace: break loop
      case ASCII.semicolon, ASCII.bar, ASCII.ampersand, ASCII.openParenthesis, ASCII.closeParenthesis, ASCII.openBrace,
        ASCII.closeBrace, ASCII.comma, ASCII.quote, ASCII.apostrophe, ASCII.dollar, ASCII.greater:
        break loop
      case ASCII.closeBracket where contexts.count > 1 && contexts[contexts.count - 1].mode == .expression: break loop
      case 0xE2 where isQuote(input.offset): break loop
      default: input.offset += 1
      }
    }
    input.offset = min(max(input.offset, start + 1), input.bytes.count)
    writer.add(.word, start, input.offset)
  }
}
