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

  /// The level of a token as an operator, the loosest first; nil for what is none.
  private func level(_ index: Int) -> Int? {
    let list = cursor.list
    let span = list[index].span.bytes
    guard let first = span.first else { return nil }
    switch (list.source.bytes[first], span.count) {
    case (ASCII.plus, 1), (ASCII.hyphen, 1): return 5
    case (ASCII.asterisk, 1), (ASCII.slash, 1), (ASCII.percent, 1): return 6
    case (ASCII.less, 1), (ASCII.greater, 1): return 4
    case (_, 2):
      switch list.source.bytes[first + 1] {
      case ASCII.question where list.spells(index, "??"): return 0
      case ASCII.bar where list.spells(index, "||"): return 1
      case ASCII.ampersand where list.spells(index, "&&"): return 2
      case ASCII.equals where list.spells(index, "==") || list.spells(index, "!="): return 3
      case ASCII.equals where list.spells(index, "<=") || list.spells(index, ">="): return 4
      case ASCII.tilde where list.spells(index, "=~") || list.spells(index, "!~"): return 3
      default: return nil
      }
    default: return nil
    }
  }

  private static let tightest = 6

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

  /// An operand with the operators of a level and of tighter ones after it.
  mutating func operation(level loosest: Int) -> Expression {
    let start = cursor.token.span
    var result = unary()
    // Most operands have no operator after them: no need to go down the levels one by one.
    guard cursor.kind == .symbol, var next = level(cursor.index) else { return result }
    var level = Self.tightest
    while level >= loosest {
      var rest: [Operand] = []
      while next == level {
        let sign = cursor.string
        cursor.index += 1
        cursor.skipNewlines()
        rest.append(Operand(sign: sign, value: operation(level: level + 1)))
        next = cursor.kind == .symbol ? self.level(cursor.index) ?? -1 : -1
      }
      if !rest.isEmpty { result = Expression(.operation(result, rest), cursor.span(from: start)) }
      level -= 1
    }
    return result
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

  mutating func postfix() -> Expression {
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
