import ScopeValues

/// Reads the expressions that Terraform and Bicep share: operators, calls, members, lists, objects, loops, lambdas.
struct InfixParser {
  var cursor: TokenCursor
  var faults: [Outline.Fault] = []
  let language: Language
  /// What a language adds to an object's members: Bicep's nested resources.
  var nested: (@Sendable (inout InfixParser) -> Statement?)?

  enum Language { case terraform, bicep }

  init(_ list: TokenList, _ language: Language) {
    cursor = TokenCursor(list)
    self.language = language
  }

  private static let levels: [Set<String>] = [
    ["??"], ["||"], ["&&"], ["==", "!=", "=~", "!~"], ["<", ">", "<=", ">="], ["+", "-"], ["*", "/", "%"],
  ]

  mutating func expression() -> Expression {
    let start = cursor.token.span
    if let lambda = lambda() { return lambda }
    let condition = operation(level: 0)
    guard cursor.kind == .newline || cursor.has("?") else { return condition }
    var ahead = cursor
    ahead.skipNewlines()
    guard ahead.has("?"), cursor.depth < Outline.maximumDepth else { return condition }
    cursor = ahead
    cursor.index += 1
    cursor.depth += 1
    defer { cursor.depth -= 1 }
    cursor.skipNewlines()
    let yes = expression()
    cursor.skipNewlines()
    guard cursor.take(":") else { return Expression(.unknown, cursor.span(from: start)) }
    cursor.skipNewlines()
    return Expression(.conditional(condition, then: yes, else: expression()), cursor.span(from: start))
  }

  private mutating func operation(level: Int) -> Expression {
    guard level < Self.levels.count else { return unary() }
    let start = cursor.token.span
    let first = operation(level: level + 1)
    var rest: [Operand] = []
    while cursor.kind == .symbol {
      let sign = cursor.string
      // Marks that end an expression are no operators of any level.
      if sign == "," || sign == "=" || sign == ":" || sign == "." { break }
      guard Self.levels[level].contains(sign) else { break }
      cursor.index += 1
      cursor.skipNewlines()
      rest.append(Operand(sign: sign, value: operation(level: level + 1)))
    }
    return rest.isEmpty ? first : Expression(.operation(first, rest), cursor.span(from: start))
  }

  private mutating func unary() -> Expression {
    let start = cursor.token.span
    var signs: [String] = []
    while cursor.has("!") || cursor.has("-"), signs.count < Outline.maximumDepth {
      signs.append(cursor.string)
      cursor.index += 1
    }
    var result = postfix()
    for sign in signs.reversed() { result = Expression(.prefixed(sign, result), cursor.span(from: start)) }
    return result
  }

  private mutating func postfix() -> Expression {
    let start = cursor.token.span
    let base = primary()
    var steps: [Access] = []
    while !cursor.isAtEnd {
      let span = cursor.token.span
      if cursor.has(".") || cursor.has(".?") || cursor.has("::") {
        cursor.index += 1
        if cursor.has("*") {
          cursor.index += 1
          steps.append(Access(.all, span))
        } else if cursor.kind == .word {
          steps.append(Access(.member(cursor.string), cursor.token.span))
          cursor.index += 1
        } else if cursor.kind == .number {
          steps.append(Access(.index(Expression(.number(cursor.string), cursor.token.span)), cursor.token.span))
          cursor.index += 1
        } else {
          break
        }
      } else if cursor.has("["), cursor.isAdjacent {
        let inner = within { parser -> Access in
          parser.cursor.skipNewlines()
          if parser.cursor.take("*") { return Access(.all, span) }
          _ = parser.cursor.take("?")
          return Access(.index(parser.expression()), span)
        }
        steps.append(inner ?? Access(.index(Expression(.unknown, span)), span))
      } else if cursor.has("("), cursor.isAdjacent {
        steps.append(Access(.call(arguments()), cursor.span(from: span)))
      } else if language == .bicep, cursor.has("!"), cursor.isAdjacent {
        cursor.index += 1
      } else {
        break
      }
    }
    return steps.isEmpty ? base : Expression(.chain(base, steps), cursor.span(from: start))
  }

  private mutating func arguments() -> [Argument] {
    within { parser -> [Argument] in
      var list: [Argument] = []
      parser.cursor.skipNewlines()
      while !parser.cursor.isAtEnd {
        let start = parser.cursor.token.span
        let before = parser.cursor.index
        let value = parser.expression()
        let isSpread = parser.cursor.take("...")
        list.append(Argument(value: value, isSpread: isSpread, span: parser.cursor.span(from: start)))
        parser.cursor.skipNewlines()
        _ = parser.cursor.take(",")
        parser.cursor.skipNewlines()
        if parser.cursor.index == before { parser.cursor.skip() }
      }
      return list
    } ?? []
  }

  /// `x => value`, `(a, b) => value`; nil where something else stands.
  private mutating func lambda() -> Expression? {
    guard language == .bicep else { return nil }
    let start = cursor.token.span
    let isPlain = cursor.kind == .word && cursor.has("=>", ahead: 1)
    guard isPlain || cursor.has("(") && cursor.list.spells(Int(cursor.token.match) + 1, "=>") else { return nil }
    var list: [Parameter] = []
    var ahead = cursor
    if isPlain {
      list = [Parameter(name: ahead.string, span: start)]
      ahead.index += 2
    } else if ahead.has("(") {
      var inner = ahead.enter()
      guard ahead.has("=>") else { return nil }
      while !inner.isAtEnd {
        if inner.kind == .word { list.append(Parameter(name: inner.string, span: inner.token.span)) }
        inner.skip()
      }
      ahead.index += 1
    } else {
      return nil
    }
    guard cursor.depth < Outline.maximumDepth else { return nil }
    cursor = ahead
    cursor.depth += 1
    defer { cursor.depth -= 1 }
    cursor.skipNewlines()
    let value = expression()
    let span = cursor.span(from: start)
    return Expression(
      .function(Function(name: "", parameters: list, body: [Statement(.result(value), value.span)], span: span)), span)
  }

  private mutating func primary() -> Expression {
    let span = cursor.token.span
    switch cursor.kind {
    case .word:
      let word = cursor.string
      cursor.index += 1
      switch word {
      case "true": return Expression(.boolean(true), span)
      case "false": return Expression(.boolean(false), span)
      case "null": return Expression(.null, span)
      default: return Expression(.name(word), span)
      }
    case .number:
      let number = cursor.string
      cursor.index += 1
      return Expression(.number(number), span)
    case .textOpen: return text()
    case .open:
      if cursor.has("(") {
        let inner = within { parser -> Expression in
          parser.cursor.skipNewlines()
          return parser.expression()
        }
        return inner ?? Expression(.unknown, span)
      }
      return cursor.has("[") ? list() : object()
    default: return Expression(.unknown, span)
    }
  }

  // MARK: Lists and objects

  private mutating func list() -> Expression {
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

  private mutating func object() -> Expression {
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

  private mutating func members() -> [ObjectMember] {
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

  // MARK: Texts

  mutating func text() -> Expression {
    let open = cursor.token
    let close = Int(open.match)
    var parts: [TextPart] = []
    cursor.index += 1
    while !cursor.isAtEnd, cursor.index < close {
      let token = cursor.token
      switch token.kind {
      case .text:
        let text = cursor.string
        parts.append(.literal(token.flag ? Self.escape(text) : text, token.span))
        cursor.index += 1
      case .open:
        let isDirective = cursor.has("%{")
        let hole = within { parser -> Expression in
          _ = parser.cursor.take("~")
          return isDirective ? Expression(.unknown, token.span) : parser.expression()
        }
        parts.append(.hole(hole ?? Expression(.unknown, token.span)))
      default: cursor.index += 1
      }
    }
    if cursor.index == close, !cursor.isAtEnd { cursor.index += 1 }
    return Expression(.text(parts), cursor.span(from: open.span))
  }

  private static func escape(_ text: String) -> String {
    switch text.dropFirst().first {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u", "U":
      let digits = text.dropFirst(2).filter(\.isHexDigit)
      return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? "\u{FFFD}"
    case let character?: return String(character)
    case nil: return ""
    }
  }

  /// Reads what stands between the brackets at the place; nil where they nest too deeply.
  mutating func within<Result>(_ read: (inout InfixParser) -> Result) -> Result? {
    let open = cursor.token.span
    guard cursor.depth < Outline.maximumDepth else {
      faults.append(.tooDeep(open))
      cursor.skip()
      return nil
    }
    if cursor.list[Int(cursor.token.match)].kind == .end { faults.append(.endsInside(open)) }
    var after = cursor
    cursor = after.enter()
    let result = read(&self)
    cursor = after
    return result
  }
}

extension Block {
  /// The name under which a resource within a resource stands among an object's members.
  package static let nestedKey = "resource"
}
