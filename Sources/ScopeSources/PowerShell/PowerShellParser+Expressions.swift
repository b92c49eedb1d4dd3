import ScopeValues

// Values and operators.
extension PowerShellParser {
  /// The levels of the operators, the loosest first; the comma and what binds closer are apart.
  private static let levels: [String: Int] = {
    let all: [[String]] = [
      ["-and", "-or", "-xor", "-band", "-bor", "-bxor"],
      [
        "-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-like", "-notlike", "-match", "-notmatch", "-contains",
        "-notcontains", "-in", "-notin", "-is", "-isnot", "-as", "-split", "-isplit", "-csplit", "-join", "-replace",
        "-ireplace", "-creplace", "-ceq", "-cne", "-ieq", "-ine", "-clike", "-ilike", "-cmatch", "-imatch",
        "-icontains", "??",
      ],
      ["+", "-"],
      ["*", "/", "%"],
      ["-f"],
      [".."],
    ]
    return Dictionary(
      all.enumerated().flatMap { level, signs in signs.map { ($0, level) } }, uniquingKeysWith: { first, _ in first })
  }()

  private static let tightest = 5

  /// The operator at the place, in small letters and with a plain dash, and its level; nil where none is.
  private var sign: (text: String, level: Int)? {
    guard cursor.kind == .symbol, !cursor.has("="), !cursor.has("|"), !cursor.has(";") else { return nil }
    let text = cursor.string.lowercased().replacingDash()
    return Self.levels[text].map { (text, $0) }
  }

  /// A value with the operators of a level and of tighter ones after it.
  mutating func operation(level loosest: Int) -> Expression {
    let start = cursor.token.span
    var result = commaList()
    // Most values have no operator after them: no need to go down the levels one by one.
    if var next = sign {
      var level = Self.tightest
      while level >= loosest {
        var rest: [Operand] = []
        while next.level == level {
          cursor.index += 1
          cursor.skipNewlines()
          guard !cursor.isAtEnd else {
            next = ("", -1)
            break
          }
          rest.append(Operand(sign: next.text, value: operation(level: level + 1)))
          next = sign ?? ("", -1)
        }
        if !rest.isEmpty { result = Expression(.operation(result, rest), cursor.span(from: start)) }
        level -= 1
      }
    }
    if loosest == 0, cursor.has("?"), cursor.depth < Outline.maximumDepth {
      cursor.index += 1
      cursor.depth += 1
      let yes = operation(level: 0)
      if cursor.take(":") {
        result = Expression(.conditional(result, then: yes, else: operation(level: 0)), cursor.span(from: start))
      }
      cursor.depth -= 1
    }
    return result
  }

  private mutating func commaList() -> Expression {
    let start = cursor.token.span
    if cursor.has(",") { cursor.index += 1 }
    var values = [value()]
    while cursor.has(",") {
      cursor.index += 1
      cursor.skipNewlines()
      guard !cursor.isAtEnd else { break }
      values.append(value())
    }
    return values.count == 1 ? values[0] : Expression(.list(values), cursor.span(from: start))
  }

  /// A value with its signs before it and its members after it.
  mutating func value() -> Expression {
    let start = cursor.token.span
    var signs: [String] = []
    while cursor.kind == .symbol, !cursor.has(","), signs.count < Outline.maximumDepth {
      signs.append(cursor.string.lowercased().replacingDash())
      cursor.index += 1
    }
    var result = primary()
    steps: while !cursor.isAtEnd {
      if cursor.has(".") || cursor.has("::") || cursor.has("?."), cursor.isAdjacent || cursor.kind(ahead: 1) == .word {
        cursor.index += 1
        cursor.skipNewlines()
        let step = member()
        Self.extend(&result, by: step)
      } else if cursor.has("["), cursor.isAdjacent {
        let step = index()
        Self.extend(&result, by: step)
      } else if cursor.has("("), cursor.isAdjacent, isCallable(result) {
        let step = call()
        Self.extend(&result, by: step)
      } else if cursor.has("++") || cursor.has("--") {
        cursor.index += 1
      } else {
        break steps
      }
    }
    for sign in signs.reversed() { result = Expression(.prefixed(sign, result), cursor.span(from: start)) }
    return result
  }

  private func isCallable(_ expression: Expression) -> Bool {
    guard case .chain(_, let steps) = expression.kind, case .member? = steps.last?.kind else { return false }
    return true
  }

  private mutating func member() -> Access {
    let span = cursor.token.span
    switch cursor.kind {
    case .word, .number:
      let name = cursor.string
      cursor.index += 1
      return Access(.member(name), span)
    case .end, .newline, .close: return Access(.member(""), span)
    default: return Access(.index(primary()), span)
    }
  }

  mutating func index() -> Access {
    let span = cursor.token.span
    let value = within { $0.operation(level: 0) }
    return Access(.index(value ?? Expression(.unknown, span)), cursor.span(from: span))
  }

  mutating func call() -> Access {
    let span = cursor.token.span
    let arguments = within { parser -> [Argument] in
      var list: [Argument] = []
      parser.cursor.skipNewlines()
      while !parser.cursor.isAtEnd {
        let start = parser.cursor.token.span
        let value = parser.singleOperation()
        list.append(Argument(value: value, span: parser.cursor.span(from: start)))
        parser.cursor.skipNewlines()
        if !parser.cursor.take(",") { break }
        parser.cursor.skipNewlines()
      }
      return list
    }
    return Access(.call(arguments ?? []), cursor.span(from: span))
  }

  /// An operand of a method's argument list, in which commas separate arguments.
  mutating func singleOperation() -> Expression {
    let start = cursor.token.span
    let first = value()
    var rest: [Operand] = []
    while cursor.kind == .symbol, !cursor.has(",") {
      let sign = cursor.string.lowercased().replacingDash()
      cursor.index += 1
      guard !cursor.isAtEnd else { break }
      rest.append(Operand(sign: sign, value: value()))
    }
    return rest.isEmpty ? first : Expression(.operation(first, rest), cursor.span(from: start))
  }

  /// Adds a step to a chain, in its place: a chain may have as many as its file has bytes.
  static func extend(_ base: inout Expression, by step: Access) {
    let span = base.span.through(step.span)
    guard case .chain(let root, var steps) = base.kind else { return base = Expression(.chain(base, [step]), span) }
    base.kind = .unknown
    steps.append(step)
    base = Expression(.chain(root, steps), span)
  }

  mutating func primary() -> Expression {
    let span = cursor.token.span
    switch cursor.kind {
    case .variable:
      let name = Self.name(cursor.string)
      cursor.index += 1
      guard name.utf8.count == 4 || name.utf8.count == 5 else { return Expression(.name(name), span) }
      switch name.lowercased() {
      case "true": return Expression(.boolean(true), span)
      case "false": return Expression(.boolean(false), span)
      case "null": return Expression(.null, span)
      default: return Expression(.name(name), span)
      }
    case .textOpen: return text()
    case .number:
      let number = cursor.string
      cursor.index += 1
      return Expression(.number(number), span)
    case .word:
      // `class T` names, bare words in brackets and DSC's typed objects.
      let word = cursor.string
      cursor.index += 1
      return Expression(.name(word), span)
    case .open: return bracket()
    default:
      return Expression(.unknown, span)
    }
  }

  mutating func bracket() -> Expression {
    let span = cursor.token.span
    if cursor.has("@{") {
      let members = within { $0.members() }
      return Expression(members.map { .object($0) } ?? .unknown, cursor.span(from: span))
    }
    if cursor.has("[") { return typeLiteral() }
    if cursor.has("{") {
      let body = within { parser -> Function in
        var list: [Parameter] = []
        parser.cursor.skipNewlines()
        if parser.cursor.kind == .word, parser.cursor.string.lowercased() == "param" {
          parser.cursor.index += 1
          list = parser.lambdaParameters()
        }
        return Function(name: "", parameters: list, body: parser.statements(), span: span)
      }
      return Expression(body.map { .function($0) } ?? .unknown, cursor.span(from: span))
    }
    let isArray = cursor.has("@(")
    let statements = within { $0.statements() }
    guard let statements else { return Expression(.unknown, cursor.span(from: span)) }
    if !isArray, statements.count == 1, case .expression(let value) = statements[0].kind {
      return Expression(value.kind, value.span)
    }
    if isArray {
      // The values of several statements and lists in a row are one list.
      let values = statements.map { statement -> Expression in
        if case .expression(let value) = statement.kind {
          value
        } else {
          Expression(.block([statement]), statement.span)
        }
      }
      let flat = values.flatMap { value -> [Expression] in
        if case .list(let inner) = value.kind { inner } else { [value] }
      }
      return Expression(.list(flat), cursor.span(from: span))
    }
    return Expression(.block(statements), cursor.span(from: span))
  }

  private mutating func lambdaParameters() -> [Parameter] {
    guard cursor.has("(") else { return [] }
    return within { parser -> [Parameter] in
      var list: [Parameter] = []
      while !parser.cursor.isAtEnd {
        if parser.cursor.kind == .variable {
          list.append(Parameter(name: Self.name(parser.cursor.string), span: parser.cursor.token.span))
        }
        parser.cursor.skip()
      }
      return list
    } ?? []
  }
}

extension String {
  /// The text with a typographic dash at its beginning made plain.
  fileprivate func replacingDash() -> String {
    guard let first = unicodeScalars.first, first.value >= 0x2013, first.value <= 0x2015 else { return self }
    return "-" + String(unicodeScalars.dropFirst())
  }
}
