import ScopeValues

/// How a string literal ends, and what in it is not literal.
struct StringForm {
  enum Holes {
    case none
    /// `{…}`; two braces in a row are one.
    case braces
    /// `{…}` of as many braces as there are dollar signs before a raw string.
    case rawBraces(Int)
    /// `${…}`.
    case dollarBrace
  }

  var quote: UInt8
  /// How many quotes in a row end it.
  var quotes = 1
  var holes = Holes.none
  /// Whether a backslash is an escape.
  var hasEscapes = true
  /// Whether two quotes in a row are one.
  var doublesQuotes = false
  /// Whether it may go on on the next line.
  var spansLines = false
}

extension CodeLexer {
  /// Opens a string literal that begins here, prefix included.
  mutating func readString() -> Bool {
    switch language {
    case .csharp: openSharpString()
    case .python: openPythonString()
    case .java:
      isAt("\"\"\"")
        ? open(3, StringForm(quote: ASCII.quote, quotes: 3, spansLines: true))
        : byte() == ASCII.quote
          ? open(1, StringForm(quote: ASCII.quote))
          : byte() == ASCII.apostrophe ? open(1, StringForm(quote: ASCII.apostrophe)) : false
    case .go:
      byte() == ASCII.backtick
        ? open(1, StringForm(quote: ASCII.backtick, hasEscapes: false, spansLines: true))
        : byte() == ASCII.quote
          ? open(1, StringForm(quote: ASCII.quote))
          : byte() == ASCII.apostrophe ? open(1, StringForm(quote: ASCII.apostrophe)) : false
    case .javascript, .typescript:
      byte() == ASCII.backtick
        ? open(1, StringForm(quote: ASCII.backtick, holes: .dollarBrace, spansLines: true))
        : byte() == ASCII.quote
          ? open(1, StringForm(quote: ASCII.quote))
          : byte() == ASCII.apostrophe ? open(1, StringForm(quote: ASCII.apostrophe)) : false
    }
  }

  private mutating func open(_ length: Int, _ form: StringForm) -> Bool {
    let start = at
    at += length
    writer.open(.textOpen, start, at, flag: !form.hasEscapes)
    modes.append(.string(form))
    return true
  }

  private mutating func openSharpString() -> Bool {
    if byte() == ASCII.apostrophe { return open(1, StringForm(quote: ASCII.apostrophe)) }
    var dollars = 0
    var isVerbatim = false
    var length = 0
    while byte(length) == ASCII.dollar || byte(length) == ASCII.at {
      if byte(length) == ASCII.dollar { dollars += 1 } else { isVerbatim = true }
      length += 1
    }
    var quotes = 0
    while byte(length + quotes) == ASCII.quote { quotes += 1 }
    guard quotes > 0 else { return false }
    if quotes >= 3, !isVerbatim {
      return open(
        length + quotes,
        StringForm(
          quote: ASCII.quote, quotes: quotes, holes: dollars > 0 ? .rawBraces(dollars) : .none, hasEscapes: false,
          spansLines: true))
    }
    return open(
      length + 1,
      StringForm(
        quote: ASCII.quote, holes: dollars > 0 ? .braces : .none, hasEscapes: !isVerbatim, doublesQuotes: isVerbatim,
        spansLines: isVerbatim))
  }

  private mutating func openPythonString() -> Bool {
    var length = 0
    var isFormatted = false
    var isRaw = false
    loop: while length < 3 {
      switch byte(length) | 0x20 {
      case UInt8(ascii: "f"), UInt8(ascii: "t"): isFormatted = true
      case UInt8(ascii: "r"): isRaw = true
      case UInt8(ascii: "b"), UInt8(ascii: "u"): break
      default: break loop
      }
      length += 1
    }
    let quote = byte(length)
    guard quote == ASCII.quote || quote == ASCII.apostrophe else { return false }
    let isTriple = byte(length + 1) == quote && byte(length + 2) == quote
    return open(
      length + (isTriple ? 3 : 1),
      StringForm(
        quote: quote, quotes: isTriple ? 3 : 1, holes: isFormatted ? .braces : .none, hasEscapes: !isRaw,
        spansLines: isTriple))
  }

  // MARK: Within a string

  mutating func readText(_ form: StringForm) {
    let start = at
    var hasEscapes = false
    while at < bytes.count {
      let next = bytes[at]
      if next == form.quote {
        if form.doublesQuotes, byte(1) == form.quote {
          hasEscapes = true
          at += 2
          continue
        }
        if isQuoteRun(form) {
          guard language.isScript, form.quote == ASCII.apostrophe, let inner = afterUnescapedArgument(from: start)
          else { break }
          at = inner
          continue
        }
      } else if next == ASCII.backslash, form.hasEscapes {
        hasEscapes = true
        at += 2
        continue
      } else if next == ASCII.backslash, form.quotes == 1, language == .python {
        // A raw string keeps the backslash, and the quote after it does not end the string.
        at += 2
        continue
      } else if next == ASCII.lineFeed, !form.spansLines {
        break
      } else if next == ASCII.openBrace || next == ASCII.closeBrace || next == ASCII.dollar {
        switch opensHole(form.holes) {
        case 0: break
        case 1:
          hasEscapes = true
          at += 2
          continue
        case let length:
          flush(start, hasEscapes)
          return openHole(length - 1, form.holes)
        }
      }
      at += 1
    }
    at = min(at, bytes.count)
    flush(start, hasEscapes)
    guard at < bytes.count else { return }
    let end = at
    if bytes[at] == form.quote { at += form.quotes }
    modes.removeLast()
    writer.close(.textClose, end, at)
    markEndOfString(end)
  }

  /// The byte after an OData literal whose quotes nobody escaped, as in `'/reports/getX(period='D7')'` of documentation;
  /// nil where the quote at hand ends the string.
  ///
  /// No script has a word right after a string that ends in an equals sign, or in a type's name, within a parenthesis,
  /// nor after one that ends with a parenthesis.
  private func afterUnescapedArgument(from start: Int) -> Int? {
    guard at > start, opensArgument(byte(1)), endsBeforeArgument(bytes[at - 1]) else { return nil }
    let head = bytes[max(start, at - 256)..<at]
    guard let open = head.lastIndex(of: ASCII.openParenthesis), !bytes[open..<at].contains(ASCII.closeParenthesis)
    else { return nil }
    // Its end, and behind it the end of the list of arguments or its next one.
    var end = at + 1
    while end < min(bytes.count, at + 256), bytes[end] != ASCII.apostrophe, bytes[end] != ASCII.lineFeed { end += 1 }
    guard end + 1 < bytes.count, bytes[end] == ASCII.apostrophe,
      bytes[end + 1] == ASCII.closeParenthesis || bytes[end + 1] == ASCII.comma
    else { return nil }
    return end + 1
  }

  private func endsBeforeArgument(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.equals, ASCII.openParenthesis, ASCII.capitals, ASCII.smallLetters: true
    default: false
    }
  }

  /// Whether a byte begins an OData literal, or what documentation puts in its place: `{search-text}`, `<id>`.
  private func opensArgument(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.digits, ASCII.capitals, ASCII.smallLetters, ASCII.openBrace, ASCII.less, ASCII.at, ASCII.hyphen,
      ASCII.dollar:
      true
    default: false
    }
  }

  private func isQuoteRun(_ form: StringForm) -> Bool {
    for offset in 0..<form.quotes where byte(offset) != form.quote { return false }
    return true
  }

  /// 0 for none, 1 for a doubled brace, otherwise one more than the length of what opens the hole.
  private func opensHole(_ holes: StringForm.Holes) -> Int {
    switch holes {
    case .none: return 0
    case .dollarBrace: return byte() == ASCII.dollar && byte(1) == ASCII.openBrace ? 3 : 0
    case .braces:
      if byte() == ASCII.openBrace { return byte(1) == ASCII.openBrace ? 1 : 2 }
      return byte() == ASCII.closeBrace && byte(1) == ASCII.closeBrace ? 1 : 0
    case .rawBraces(let count):
      for offset in 0..<count where byte(offset) != ASCII.openBrace { return 0 }
      return byte(count) == ASCII.openBrace ? 0 : count + 1
    }
  }

  private mutating func flush(_ start: Int, _ hasEscapes: Bool) {
    if at > start { writer.add(.text, start, at, flag: hasEscapes) }
  }

  private mutating func openHole(_ length: Int, _ holes: StringForm.Holes) {
    let start = at
    at += length
    writer.open(.open, start, at)
    var braces = 1
    if case .rawBraces(let count) = holes { braces = count }
    modes.append(.hole(braces: braces))
    markOpen(start)
  }
}
