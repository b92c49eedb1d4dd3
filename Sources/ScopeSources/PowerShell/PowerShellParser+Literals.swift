import ScopeValues

extension PowerShellParser {
  /// `[Type]` before a value is a cast, which does not change it; alone it is the type.
  mutating func typeLiteral() -> Expression {
    let open = cursor.token
    cursor.skip()
    let span = cursor.span(from: open.span)
    let name = cursor.list.source.string(SourceSpan(start: open.span.end, end: cursor.previous.start))
    if cursor.has("::") || endsStatement || cursor.kind == .symbol || cursor.kind == .close {
      return Expression(.name("[\(name)]"), span)
    }
    cursor.skipNewlines()
    guard cursor.depth < Outline.maximumDepth, !cursor.isAtEnd else { return Expression(.name("[\(name)]"), span) }
    cursor.depth += 1
    defer { cursor.depth -= 1 }
    return value()
  }

  mutating func members() -> [ObjectMember] {
    var members: [ObjectMember] = []
    while true {
      while cursor.kind == .newline || cursor.has(";") { cursor.index += 1 }
      guard !cursor.isAtEnd else { return members }
      let span = cursor.token.span
      let before = cursor.index
      var key = value()
      if case .name(let name) = key.kind, cursor.list[before].kind == .word {
        key = Expression(.text([.literal(name, key.span)]), key.span)
      } else if case .number(let name) = key.kind {
        key = Expression(.text([.literal(name, key.span)]), key.span)
      }
      guard cursor.take("=") else {
        if cursor.index == before { cursor.skip() }
        continue
      }
      cursor.skipNewlines()
      let value = memberValue()
      members.append(ObjectMember(key: key, value: value, span: cursor.span(from: span)))
    }
  }

  private mutating func memberValue() -> Expression {
    if cursor.kind == .word, ["if", "foreach", "switch", "try"].contains(cursor.string.lowercased()) {
      var inner = self
      inner.cursor = cursor
      let statements = inner.oneStatement()
      cursor.index = inner.cursor.index
      faults = inner.faults
      if let statements { return Expression(.block([statements]), statements.span) }
    }
    return pipeline()
  }

  /// A text with the holes between its pieces.
  mutating func text() -> Expression {
    let open = cursor.token
    let close = Int(open.match)
    var parts: [TextPart] = []
    cursor.index += 1
    while !cursor.isAtEnd, cursor.index < close {
      let token = cursor.token
      switch token.kind {
      case .text:
        parts.append(.literal(token.flag ? Self.escape(cursor.string) : cursor.string, token.span))
        cursor.index += 1
      case .variable: parts.append(.hole(primary()))
      case .open: parts.append(.hole(bracket()))
      default: cursor.index += 1
      }
    }
    if cursor.index == close, !cursor.isAtEnd { cursor.index += 1 }
    return Expression(.text(parts), cursor.span(from: open.span))
  }

  private static func escape(_ text: String) -> String {
    switch text.dropFirst().first {
    case "n": "\n"
    case "r": "\r"
    case "t": "\t"
    case "0": "\0"
    case "\n", "\r\n": ""
    case let character?: String(character)
    case nil: ""
    }
  }
}
