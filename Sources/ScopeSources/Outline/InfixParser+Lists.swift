import ScopeValues

// Lists and objects.
extension InfixParser {
  mutating func list() -> Expression {
    let span = cursor.token.span
    let kind = within { parser -> Expression.Kind in
      parser.cursor.skipNewlines()
      if parser.cursor.has("for"), let loop = parser.comprehension() { return .comprehension(loop) }
      var items: [Expression] = []
      while !parser.cursor.isAtEnd {
        let before = parser.cursor.index
        if parser.cursor.take("...") {
          let value = parser.expression()
          items.append(Expression(.prefixed("...", value), value.span))
        } else {
          items.append(parser.expression())
        }
        parser.cursor.skipNewlines()
        _ = parser.cursor.take(",")
        parser.cursor.skipNewlines()
        if parser.cursor.index == before { parser.cursor.skip() }
      }
      return .list(items)
    }
    return Expression(kind ?? .unknown, cursor.span(from: span))
  }

  private mutating func comprehension() -> Comprehension? {
    var ahead = cursor
    ahead.index += 1
    var variables: [String] = []
    if ahead.has("(") {
      var inner = ahead.enter()
      while !inner.isAtEnd {
        if inner.kind == .word { variables.append(inner.string) }
        inner.skip()
      }
      // Bicep writes the element before its index.
      variables.reverse()
    } else {
      while ahead.kind == .word, !ahead.has("in") {
        variables.append(ahead.string)
        ahead.index += 1
        _ = ahead.take(",")
      }
    }
    guard ahead.take("in") else { return nil }
    cursor = ahead
    let sequence = expression()
    cursor.skipNewlines()
    guard cursor.take(":") else { return nil }
    cursor.skipNewlines()
    var condition: Expression?
    if language == .bicep, cursor.has("if") {
      cursor.index += 1
      condition = postfix()
      cursor.skipNewlines()
    }
    var value = expression()
    var key: Expression?
    cursor.skipNewlines()
    if cursor.take("=>") {
      cursor.skipNewlines()
      key = value
      value = expression()
      _ = cursor.take("...")
      cursor.skipNewlines()
    }
    if cursor.take("if") { condition = expression() }
    return Comprehension(variables: variables, sequence: sequence, key: key, value: value, condition: condition)
  }

  mutating func object() -> Expression {
    let span = cursor.token.span
    let kind = within { parser -> Expression.Kind in
      parser.cursor.skipNewlines()
      if parser.language == .terraform, parser.cursor.has("for"), let loop = parser.comprehension() {
        return .comprehension(loop)
      }
      return .object(parser.members())
    }
    return Expression(kind ?? .unknown, cursor.span(from: span))
  }

  mutating func members() -> [ObjectMember] {
    var members: [ObjectMember] = []
    while true {
      while cursor.kind == .newline || cursor.has(",") { cursor.index += 1 }
      guard !cursor.isAtEnd else { return members }
      let start = cursor.token.span
      let before = cursor.index
      if cursor.take("...") {
        let value = expression()
        members.append(
          ObjectMember(key: Expression(.unknown, start), value: value, span: cursor.span(from: start), isSpread: true))
        continue
      }
      if let nested, let statement = nested(&self) {
        members.append(
          ObjectMember(
            key: Expression(.name(Block.nestedKey), start), value: Expression(.block([statement]), statement.span),
            span: statement.span))
        continue
      }
      var key: Expression
      if cursor.kind == .word, cursor.has("=", ahead: 1) || cursor.has(":", ahead: 1) {
        key = Expression(.text([.literal(cursor.string, start)]), start)
        cursor.index += 1
      } else {
        key = operation(level: 5)
      }
      if case .name(let name) = key.kind { key = Expression(.text([.literal(name, key.span)]), key.span) }
      guard cursor.take("=") || cursor.take(":") else {
        if cursor.index == before { cursor.skip() }
        continue
      }
      cursor.skipNewlines()
      let value = expression()
      members.append(ObjectMember(key: key, value: value, span: cursor.span(from: start)))
    }
  }
}
