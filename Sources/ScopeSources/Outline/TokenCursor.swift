import ScopeValues

/// A place in a token list between two brackets, for parsers.
package struct TokenCursor: Sendable {
  package let list: TokenList
  package var index: Int
  /// The index of the token that ends the stretch: a closing bracket, or the end of the text.
  package private(set) var limit: Int
  /// How many brackets are open around the place.
  package var depth = 0

  package init(_ list: TokenList) {
    self.list = list
    index = 0
    limit = list.count - 1
  }

  package var isAtEnd: Bool { index >= limit }

  /// The token at the place; the one that ends the stretch where there is none.
  package var token: Token { list[min(index, limit)] }

  package var kind: Token.Kind { isAtEnd ? .end : token.kind }

  /// The span of the token before the place.
  package var previous: SourceSpan { list[max(index - 1, 0)].span }

  package func kind(ahead: Int) -> Token.Kind { index + ahead < limit ? list[index + ahead].kind : .end }

  /// Whether the token at the place is a symbol, a word or a bracket that is spelled so.
  @inline(__always) package func has(_ spelling: StaticString) -> Bool { !isAtEnd && list.spells(index, spelling) }

  package func has(_ spelling: StaticString, ahead: Int) -> Bool {
    index + ahead < limit && list.spells(index + ahead, spelling)
  }

  package var string: String { isAtEnd ? "" : list.string(index) }

  /// Whether nothing stands between the token before and the one at the place.
  package var isAdjacent: Bool { index > 0 && !isAtEnd && list[index - 1].span.end == token.span.start }

  /// Passes over the token at the place if it is spelled so.
  package mutating func take(_ spelling: StaticString) -> Bool {
    guard has(spelling) else { return false }
    index += 1
    return true
  }

  package mutating func skipNewlines() { while kind == .newline { index += 1 } }

  /// Goes into the brackets at the place; the result reads what is between them, and the place is after them.
  package mutating func enter() -> TokenCursor {
    var inner = self
    inner.index = index + 1
    let close = Int(token.match)
    inner.limit = max(min(close, limit), index + 1)
    inner.depth = depth + 1
    index = min(close + 1, limit)
    return inner
  }

  /// Goes past the token at the place, or past the brackets that it opens.
  package mutating func skip() {
    let match = Int(token.match)
    index = max(index + 1, token.kind == .open || token.kind == .textOpen ? min(match + 1, limit) : 0)
  }

  /// The span from a token's beginning to the end of what was read last.
  package func span(from start: SourceSpan) -> SourceSpan { start.through(previous) }
}
