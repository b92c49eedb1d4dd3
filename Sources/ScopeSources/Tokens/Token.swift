import ScopeValues

/// One token of any language.
///
/// A string is several tokens in a row: `textOpen`, then `text` (literal bytes, perhaps with escapes) and holes, each
/// of which is `open` … `close` around the tokens of its expression (or one `variable`), then `textClose`. So strings
/// nest in holes and holes in strings without recursion; `match` leaps over any of them.
package struct Token: Sendable {
  package enum Kind: UInt8, Sendable {
    /// An identifier, a keyword or a bare word.
    case word
    case number
    /// A variable with its sign: `$name`, `${name}`, `@name`.
    case variable
    /// The beginning of a string literal, with its prefix and quotes.
    case textOpen
    /// Literal bytes within a string.
    case text
    case textClose
    /// An opening bracket of any kind, with its sign: `(`, `[`, `{`, `@(`, `@{`, `$(`, `${`, `%{`.
    case open
    case close
    /// An operator or a mark, as long as the language reads it: `=`, `=>`, `+=`, `,`, `;`.
    case symbol
    /// The end of a line, in languages in which it ends a statement.
    case newline
    /// The end of the text; always the last token, and nowhere else.
    case end
  }

  package var kind: Kind
  /// Of a `text`: whether it holds escapes. Of a `textOpen`: whether it is raw, so that nothing in it is an escape.
  package var flag: Bool
  package var span: SourceSpan
  /// Of `open` and `textOpen` the index of the token that closes it, and the other way round; where nothing closes it,
  /// the last token. Of any other token its own index.
  package var match: UInt32

  package init(_ kind: Kind, _ span: SourceSpan, flag: Bool = false, match: UInt32 = 0) {
    self.kind = kind
    self.span = span
    self.flag = flag
    self.match = match
  }
}

/// The tokens of one file, and its comments apart; a class, because parsers copy the place that they are at.
package final class TokenList: Sendable {
  package let source: SourceText
  /// Ends with one `end`.
  package let tokens: [Token]
  /// Comments with their marks, in the order of the text.
  package let comments: [SourceSpan]
  /// The first bracket that nothing of its kind closes; what follows it may have been read as part of it.
  package let unclosed: SourceSpan?

  package init(source: SourceText, tokens: [Token], comments: [SourceSpan], unclosed: SourceSpan? = nil) {
    self.source = source
    self.tokens = tokens
    self.comments = comments
    self.unclosed = unclosed
  }

  /// A token; the last one for any index beyond.
  package subscript(index: Int) -> Token { tokens[min(max(index, 0), tokens.count - 1)] }

  package var count: Int { tokens.count }

  /// Whether a token's bytes are exactly the ASCII text `other`.
  @inline(__always) package func spells(_ index: Int, _ other: StaticString) -> Bool {
    // Most tokens are told from a text by their length.
    let span = self[index].span
    return span.end &- span.start == UInt32(truncatingIfNeeded: other.utf8CodeUnitCount) && isSpelled(span, other)
  }

  @inline(never) private func isSpelled(_ span: SourceSpan, _ other: StaticString) -> Bool {
    source.bytes.withUnsafeBufferPointer { bytes in
      guard Int(span.end) <= bytes.count else { return false }
      for offset in 0..<other.utf8CodeUnitCount where bytes[Int(span.start) + offset] != other.utf8Start[offset] {
        return false
      }
      return true
    }
  }

  package func string(_ index: Int) -> String { source.string(self[index].span) }
}

/// What a lexer writes its tokens into: it keeps the brackets matched, and always ends well.
package struct TokenWriter {
  package private(set) var tokens: [Token] = []
  package private(set) var comments: [SourceSpan] = []
  private var opened: [UInt32] = []
  /// Brackets that their text does not close, and the tokens that close them all the same.
  private var unclosed: [(open: UInt32, close: UInt32)] = []

  package init(capacity: Int) { tokens.reserveCapacity(capacity) }

  package mutating func add(_ kind: Token.Kind, _ start: Int, _ end: Int, flag: Bool = false) {
    tokens.append(Token(kind, SourceSpan(start..<max(start, end)), flag: flag, match: UInt32(tokens.count)))
  }

  /// Adds an `open` or `textOpen`.
  package mutating func open(_ kind: Token.Kind, _ start: Int, _ end: Int, flag: Bool = false) {
    opened.append(UInt32(tokens.count))
    add(kind, start, end, flag: flag)
  }

  /// Adds a `close` or `textClose` for what was opened last; with nothing open it matches itself.
  package mutating func close(_ kind: Token.Kind, _ start: Int, _ end: Int) {
    let index = UInt32(tokens.count)
    add(kind, start, end)
    guard let partner = opened.popLast() else { return }
    tokens[Int(partner)].match = index
    tokens[Int(index)].match = partner
  }

  /// Closes a bracket that its text does not, at no width.
  package mutating func closeUnclosed(_ place: Int) {
    if unclosed.count < UnclosedBracket.limit, let partner = opened.last {
      unclosed.append((partner, UInt32(tokens.count)))
    }
    close(.close, place, place)
  }

  /// Lets a symbol stand for a text that comes later: a shell's `<<` for its here-document.
  package mutating func link(_ index: Int, to other: Int) { tokens[index].match = UInt32(other) }

  package mutating func comment(_ start: Int, _ end: Int) { comments.append(SourceSpan(start..<max(start, end))) }

  /// How many brackets and strings are open.
  package var depth: Int { opened.count }

  /// The tokens, with all that is still open closed by the end.
  ///
  /// - Parameter recovers: whether an open list of arguments ends before the next statement.
  package mutating func finish(_ source: SourceText, recovers: Bool = false) -> TokenList {
    let end = UInt32(tokens.count)
    add(.end, source.bytes.count, source.bytes.count)
    for partner in opened { tokens[Int(partner)].match = end }
    unclosed += opened.prefix(UnclosedBracket.limit).map { ($0, end) }
    var first: SourceSpan?
    // What stands within another comes first.
    for bracket in unclosed.sorted(by: { $0.open > $1.open }) {
      if recovers, let last = UnclosedBracket.end(of: Int(bracket.open), before: Int(bracket.close), tokens, source) {
        tokens[Int(bracket.open)].match = UInt32(last)
      } else if first.map({ tokens[Int(bracket.open)].span < $0 }) ?? true {
        first = tokens[Int(bracket.open)].span
      }
    }
    return TokenList(source: source, tokens: tokens, comments: comments, unclosed: first)
  }
}
