import ScopeValues

/// Reads the tokens of a general-purpose language: total on any bytes, and each byte is looked at a bounded number of times.
struct CodeLexer {
  /// What the next bytes belong to.
  enum Mode {
    /// Code within a bracket, by the bracket's first byte.
    case bracket(UInt8)
    /// Code within a hole of a string; how many braces close it.
    case hole(braces: Int)
    case string(StringForm)
  }

  let source: SourceText
  let language: CodeLanguage
  let bytes: [UInt8]
  var at = 0
  var writer: TokenWriter
  var modes: [Mode] = []
  /// Parentheses and square brackets that are open since the innermost brace: a line end means nothing within them.
  /// By bits 5 and 6 of the bracket, which differ for `(`, `[` and `{`.
  private var brackets = [0, 0, 0, 0]
  /// The last token's kind and last byte, to tell a division from a regular expression.
  private var last: (kind: Token.Kind, byte: UInt8, start: Int) = (.newline, ASCII.lineFeed, 0)

  init(_ source: SourceText, _ language: CodeLanguage) {
    self.source = source
    self.language = language
    bytes = source.bytes
    writer = TokenWriter(capacity: bytes.count / 4)
  }

  mutating func read() -> TokenList {
    while at < bytes.count {
      if case .string(let form)? = modes.last { readText(form) } else { readCode() }
    }
    return writer.finish(source, recovers: language != .python)
  }

  func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

  func isAt(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard at + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[at + offset] != text.utf8Start[offset] { return false }
    return true
  }

  mutating func add(_ kind: Token.Kind, _ start: Int) {
    writer.add(kind, start, at)
    last = (kind, bytes[max(at - 1, 0)], start)
  }

  mutating func markEndOfString(_ start: Int) { last = (.textClose, ASCII.quote, start) }
  mutating func markOpen(_ start: Int) { last = (.open, ASCII.openBrace, start) }

  // MARK: Code

  private mutating func readCode() {
    let start = at
    let next = byte()
    switch next {
    case ASCII.lineFeed:
      leaveHoleOfLine()
      at += 1
      if language.endsAtLines, !isInBrackets, last.kind != .newline { add(.newline, start) }
    case ASCII.space, ASCII.tab, ASCII.carriageReturn, 0x0B, 0x0C: at += 1
    case ASCII.backslash where byte(1) == ASCII.lineFeed: at += 2
    case ASCII.backslash where byte(1) == ASCII.carriageReturn && byte(2) == ASCII.lineFeed: at += 3
    case ASCII.openParenthesis, ASCII.openBracket, ASCII.openBrace: open(next)
    case ASCII.closeParenthesis, ASCII.closeBracket, ASCII.closeBrace: close(next)
    case ASCII.digits: readNumber()
    default:
      if readComment() || readString() { return }
      if isWordStart(next) { return readWord() }
      if next == ASCII.slash, language.isScript, mayStartExpression, readRegularExpression() { return }
      if endsHole(next) { return }
      readSymbol()
    }
  }

  private var isInBrackets: Bool {
    switch modes.last {
    case .bracket(let byte): byte != ASCII.openBrace || language == .python
    case .hole: true
    default: false
    }
  }

  func isWordStart(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.capitals, ASCII.smallLetters, ASCII.underscore: true
    case 0x80...: true
    case ASCII.dollar: language.isScript || language == .java
    case ASCII.number: language.isScript && isWordByte(self.byte(1))
    case ASCII.at: language == .csharp && isWordByte(self.byte(1))
    default: false
    }
  }

  func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.digits, ASCII.capitals, ASCII.smallLetters, ASCII.underscore: true
    case 0x80...: true
    case ASCII.dollar: language.isScript || language == .java
    default: false
    }
  }

  private mutating func readWord() {
    let start = at
    at += 1
    while at < bytes.count, isWordByte(bytes[at]) { at += 1 }
    add(.word, start)
  }

  private mutating func readNumber() {
    let start = at
    while at < bytes.count, isWordByte(bytes[at]) || bytes[at] == ASCII.point && byte(1).isASCIIDigit { at += 1 }
    add(.number, start)
  }

  private static let symbols: [StaticString] = [
    "...", "??=", "===", "!==", "**=", "||=", "&&=", "//=", "=>", "->", "?.", "??", "+=", "-=", "*=", "/=", "|=", "&=",
    "%=", ":=", "==", "!=", "&&", "||", "::", "<-", "++", "--", "**", "<=", ">=", "//",
  ]

  /// Whether a byte can be the second one of a symbol.
  private static func goesOn(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.ampersand, ASCII.asterisk, ASCII.plus, ASCII.hyphen, ASCII.point, ASCII.slash, ASCII.colon, ASCII.equals,
      ASCII.greater, ASCII.question, ASCII.bar:
      true
    default: false
    }
  }

  private mutating func readSymbol() {
    let start = at
    guard Self.goesOn(byte(1)) else {
      at += 1
      return add(.symbol, start)
    }
    for symbol in Self.symbols where bytes[at] == symbol.utf8Start[0] && isAt(symbol) {
      // `a ?.5 : 1` is a condition.
      if symbol.utf8CodeUnitCount == 2, isAt("?."), byte(2).isASCIIDigit {
        continue
      }
      at += symbol.utf8CodeUnitCount
      return add(.symbol, start)
    }
    at += 1
    add(.symbol, start)
  }

  // MARK: Brackets

  private mutating func open(_ bracket: UInt8) {
    let start = at
    at += 1
    writer.open(.open, start, at)
    last = (.open, bracket, start)
    modes.append(.bracket(bracket))
    brackets[Int(bracket >> 5)] += 1
  }

  private mutating func close(_ bracket: UInt8) {
    let start = at
    if bracket == ASCII.closeBrace, case .hole(let braces)? = modes.last { return closeHole(braces) }
    let opening: UInt8 =
      bracket == ASCII.closeParenthesis
      ? ASCII.openParenthesis : bracket == ASCII.closeBracket ? ASCII.openBracket : ASCII.openBrace
    // What was never closed inside is closed here, at no width; what was never opened is a sign.
    var isOpen = false
    if brackets[Int(opening >> 5)] > 0 {
      for mode in modes.suffix(64).reversed() {
        guard case .bracket(let inner) = mode else { break }
        if inner == opening {
          isOpen = true
          break
        }
        // A brace is not closed by a parenthesis.
        if inner == ASCII.openBrace { break }
      }
    }
    guard isOpen else {
      at += 1
      return add(.symbol, start)
    }
    while case .bracket(let inner)? = modes.popLast() {
      brackets[Int(inner >> 5)] -= 1
      if inner == opening { break }
      writer.closeUnclosed(start)
    }
    at += 1
    writer.close(.close, start, at)
    last = (.close, bracket, start)
  }

  private mutating func closeHole(_ braces: Int) {
    let start = at
    var count = 0
    while count < braces, byte(count) == ASCII.closeBrace { count += 1 }
    at += max(count, 1)
    modes.removeLast()
    writer.close(.close, start, at)
    last = (.close, ASCII.closeBrace, start)
  }

  /// A format or a conversion within a hole: `{x:N2}`, `{x!r}`. Nothing in it is code.
  private mutating func endsHole(_ next: UInt8) -> Bool {
    guard case .hole(let braces)? = modes.last else { return false }
    let isFormat = next == ASCII.colon && byte(1) != ASCII.colon && byte(1) != ASCII.equals && !language.isScript
    let isConversion = next == ASCII.exclamation && language == .python && byte(1) != ASCII.equals
    guard isFormat || isConversion else { return false }
    var depth = 0
    while at < bytes.count, bytes[at] != ASCII.lineFeed {
      if bytes[at] == ASCII.openBrace { depth += 1 }
      if bytes[at] == ASCII.closeBrace {
        if depth == 0 { break }
        depth -= 1
      }
      at += 1
    }
    if byte() == ASCII.closeBrace { closeHole(braces) } else { leaveHole() }
    return true
  }

  /// Ends a hole at the end of a line, where its string may not go on on the next one.
  private mutating func leaveHoleOfLine() {
    guard modes.count > 1, case .hole? = modes.last, case .string(let form) = modes[modes.count - 2], !form.spansLines
    else { return }
    leaveHole()
    modes.removeLast()
    writer.close(.textClose, at, at)
  }

  /// Ends a hole that nothing closes.
  mutating func leaveHole() {
    guard case .hole? = modes.last else { return }
    modes.removeLast()
    writer.close(.close, at, at)
  }

  // MARK: Comments and regular expressions

  private mutating func readComment() -> Bool {
    let start = at
    if language == .python || language == .csharp && last.kind != .word && byte() == ASCII.number {
      guard byte() == ASCII.number else { return false }
      skipLine()
    } else if isAt("//") {
      skipLine()
    } else if isAt("/*") {
      at += 2
      while at < bytes.count, !isAt("*/") { at += 1 }
      at = min(at + 2, bytes.count)
    } else if start == 0, isAt("#!") {
      skipLine()
    } else {
      return false
    }
    writer.comment(start, at)
    return true
  }

  private mutating func skipLine() { while at < bytes.count, bytes[at] != ASCII.lineFeed { at += 1 } }

  private var mayStartExpression: Bool {
    switch last.kind {
    case .number, .close, .textClose, .variable: false
    case .word:
      ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "await", "yield"].contains(
        source.string(SourceSpan(last.start..<last.start + min(6, at - last.start))).prefix { $0.isLetter })
    default: true
    }
  }

  private mutating func readRegularExpression() -> Bool {
    var end = at + 1
    var isClass = false
    while end < min(bytes.count, at + 4_096) {
      switch bytes[end] {
      case ASCII.lineFeed: return false
      case ASCII.backslash: end += 1
      case ASCII.openBracket: isClass = true
      case ASCII.closeBracket: isClass = false
      case ASCII.slash where !isClass:
        let start = at
        at = end + 1
        while at < bytes.count, isWordByte(bytes[at]) { at += 1 }
        add(.number, start)
        return true
      default: break
      }
      end += 1
    }
    return false
  }
}
