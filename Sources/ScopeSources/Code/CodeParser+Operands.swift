import ScopeValues

// Operands.
extension CodeParser {
  /// What a chain begins with.
  mutating func primary() -> Expression {
    let start = at
    switch kind {
    case .textOpen: return text()
    case .number:
      at += 1
      return Expression(.number(string(start)), list[start].span)
    case .word:
      if language == .csharp || language == .java, spells("switch"), isOpen(at + 1, ASCII.openParenthesis) {
        return unknown()
      }
      if language == .go, spells("map"), let table = mapLiteral() { return table }
      at += 1
      let name = string(start)
      guard name.utf8.first == ASCII.at || Self.mayBeLiteral(name) else {
        return Expression(.name(name), list[start].span)
      }
      switch name {
      case "true", "True": return Expression(.boolean(true), list[start].span)
      case "false", "False": return Expression(.boolean(false), list[start].span)
      case "null", "None", "nil", "undefined": return Expression(.null, list[start].span)
      case "class" where language.isScript && (isOpen(at, ASCII.openBrace) || spells("extends")):
        return unknownBlock(start)
      default: return Expression(.name(name.hasPrefix("@") ? String(name.dropFirst()) : name), list[start].span)
      }
    case .open:
      switch first(at) {
      case ASCII.openParenthesis: return parenthesis()
      case ASCII.openBracket: return bracketed()
      default: return braces()
      }
    default: return unknown()
    }
  }

  /// Whether a word may be one of those that are no names, by its length and its first letter.
  private static func mayBeLiteral(_ word: String) -> Bool {
    guard word.utf8.count <= 9, let first = word.utf8.first else { return false }
    switch first | 0x20 {
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "u"), UInt8(ascii: "c"): return true
    default: return false
    }
  }

  mutating func unknown() -> Expression {
    let start = at
    // What ends an expression is left where it stands.
    if kind != .close, kind != .end, kind != .newline, !isSymbol(at, ","), !isSymbol(at, ";"), !isSymbol(at, ":") {
      at = kind == .open ? match(at) + 1 : at + 1
    }
    return Expression(.unknown, list[start].span)
  }

  private mutating func unknownBlock(_ start: Int) -> Expression {
    while !isAtEnd, !isOpen(at, ASCII.openBrace) { at += 1 }
    let body = isOpen(at, ASCII.openBrace) ? typeBody() : []
    return Expression(.block(body), span(from: start))
  }

  private mutating func parenthesis() -> Expression {
    nested(Expression(.unknown, span)) { parser in
      let start = parser.at
      let end = parser.match(start)
      parser.at += 1
      parser.skipNewlines()
      // A cast: `(Type)value`.
      if parser.language.putsTypesFirst, let type = parser.afterType(parser.at), type.next == end,
        parser.isWord(end + 1)
          && (!CodeWords.notTypes.contains(parser.string(end + 1)) || parser.spells(end + 1, "new")
            || parser.spells(end + 1, "await"))
          || parser.kind(end + 1) == .textOpen,
        parser.isWord(parser.at)
      {
        parser.at = end + 1
        return parser.operand()
      }
      var values: [Expression] = []
      var isTuple = false
      let outer = parser.bracesAreBlocks
      parser.bracesAreBlocks = false
      while parser.at < end {
        let before = parser.at
        let isSpread = parser.language == .python && parser.isSymbol(parser.at, "*")
        if isSpread { parser.at += 1 }
        let value = parser.expression()
        values.append(isSpread ? Expression(.prefixed(Expression.spread, value), value.span) : value)
        if parser.language == .python, values.count == 1, parser.spells("for"), parser.kind == .word {
          let comprehension = parser.comprehension(values[0])
          parser.bracesAreBlocks = outer
          parser.at = max(end, start) + 1
          return Expression(.comprehension(comprehension), parser.span(from: start))
        }
        while parser.at < end, !parser.isSymbol(parser.at, ",") {
          parser.at = parser.kind == .open || parser.kind == .textOpen ? parser.match(parser.at) + 1 : parser.at + 1
        }
        if parser.isSymbol(parser.at, ",") {
          parser.at += 1
          isTuple = parser.language == .python
        }
        if parser.at == before { parser.at += 1 }
      }
      parser.bracesAreBlocks = outer
      parser.at = max(end, start) + 1
      if values.count == 1, !isTuple { return values[0] }
      return Expression(.list(values), parser.span(from: start))
    }
  }

  /// `[a, b]`; of Go `[]Type{…}`; of Python and C# comprehensions as well.
  private mutating func bracketed() -> Expression {
    nested(Expression(.unknown, span)) { parser in
      let start = parser.at
      let end = parser.match(start)
      if parser.language == .go, let type = parser.afterType(end + 1), parser.isOpen(type.next, ASCII.openBrace) {
        parser.at = type.next
        return parser.elements(of: type.name, parser.braces())
      }
      parser.at += 1
      parser.skipNewlines()
      var values: [Expression] = []
      let outer = parser.bracesAreBlocks
      parser.bracesAreBlocks = false
      defer { parser.bracesAreBlocks = outer }
      while parser.at < end {
        let before = parser.at
        let isSpread = parser.isSymbol(parser.at, "*") || parser.isSymbol(parser.at, "...")
        if isSpread { parser.at += 1 }
        var value = parser.expression()
        if isSpread { value = Expression(.prefixed(Expression.spread, value), value.span) }
        if parser.language == .python, values.isEmpty, parser.spells("for"), parser.kind == .word {
          let comprehension = parser.comprehension(value)
          parser.at = end + 1
          return Expression(.comprehension(comprehension), parser.span(from: start))
        }
        values.append(value)
        while parser.at < end, !parser.isSymbol(parser.at, ",") {
          parser.at = parser.kind == .open || parser.kind == .textOpen ? parser.match(parser.at) + 1 : parser.at + 1
        }
        if parser.isSymbol(parser.at, ",") { parser.at += 1 }
        parser.skipNewlines()
        if parser.at == before { parser.at += 1 }
      }
      parser.at = max(end, start) + 1
      return Expression(.list(values), parser.span(from: start))
    }
  }

  /// The elements of `[]Type{{…}, {…}}`, each made of its type.
  private func elements(of type: String, _ list: Expression) -> Expression {
    switch list.kind {
    case .list(let values): return Expression(.list(values.map { made(of: type, $0) }), list.span)
    case .object(let members):
      return Expression(
        .object(members.map { ObjectMember(key: $0.key, value: made(of: type, $0.value), span: $0.span) }), list.span)
    default: return list
    }
  }

  private func made(of type: String, _ value: Expression) -> Expression {
    switch value.kind {
    case .list, .object:
      let argument = Argument(label: "{}", value: value, span: value.span)
      return Expression(
        .chain(Expression(.name(type), value.span), [Access(.call([argument]), value.span)]), value.span)
    default: return value
    }
  }

  /// `map[Key]Value{…}` of Go.
  private mutating func mapLiteral() -> Expression? {
    guard isOpen(at + 1, ASCII.openBracket) else { return nil }
    var next = match(at + 1) + 1
    while isOpen(next, ASCII.openBracket) || isSymbol(next, "*") {
      next = isSymbol(next, "*") ? next + 1 : match(next) + 1
    }
    guard let type = afterType(next), isOpen(type.next, ASCII.openBrace) else { return nil }
    at = type.next
    return elements(of: type.name, braces())
  }

  mutating func comprehension(_ value: Expression) -> Comprehension {
    at += 1
    var variables: [String] = []
    while !isAtEnd, !spells("in") {
      if isWord(at) { variables.append(string(at)) }
      if kind == .close { break }
      at += 1
    }
    if spells("in") { at += 1 }
    let sequence = operations(0)
    return Comprehension(variables: variables, sequence: sequence, value: value)
  }

  /// `{ key: value }`, `{ Key = value }`, `{ value, value }`.
  mutating func braces() -> Expression {
    nested(Expression(.unknown, span)) { parser in
      let start = parser.at
      let end = parser.match(start)
      parser.at += 1
      var members: [ObjectMember] = []
      var values: [Expression] = []
      let outer = parser.bracesAreBlocks
      parser.bracesAreBlocks = false
      while parser.at < end {
        let before = parser.at
        parser.skipNewlines()
        if parser.at < end { parser.member(&members, &values) }
        while parser.at < end, !parser.isSymbol(parser.at, ","), !parser.isSymbol(parser.at, ";"),
          parser.kind != .newline || parser.language == .go
        {
          parser.at = parser.kind == .open || parser.kind == .textOpen ? parser.match(parser.at) + 1 : parser.at + 1
        }
        if parser.isSymbol(parser.at, ",") || parser.isSymbol(parser.at, ";") { parser.at += 1 }
        if parser.at == before { parser.at += 1 }
      }
      parser.bracesAreBlocks = outer
      parser.at = max(end, start) + 1
      let span = parser.span(from: start)
      if members.isEmpty, !values.isEmpty { return Expression(.list(values), span) }
      return Expression(.object(members), span)
    }
  }

  mutating func member(_ members: inout [ObjectMember], _ values: inout [Expression]) {
    let start = at
    if isSymbol(at, "...") || isSymbol(at, "**") {
      at += 1
      let value = expression()
      members.append(ObjectMember(key: value, value: value, span: span(from: start), isSpread: true))
      return
    }
    if isWord(at) || kind == .number, isSymbol(at + 1, ":") || isSymbol(at + 1, "=") {
      let key = Expression(.text([.literal(string(at), span)]), span)
      at += 2
      skipNewlines()
      let value = expression()
      members.append(ObjectMember(key: key, value: value, span: span(from: start)))
      return
    }
    if isOpen(at, ASCII.openBracket), isSymbol(match(at) + 1, ":") || isSymbol(match(at) + 1, "=") {
      let after = match(at) + 2
      at += 1
      let key = expression()
      at = after
      skipNewlines()
      let value = expression()
      members.append(ObjectMember(key: key, value: value, span: span(from: start)))
      return
    }
    // A method of an object literal.
    if language.isScript, let method = objectMethod() {
      members.append(method)
      return
    }
    let key = expression()
    if isSymbol(at, ":") || isSymbol(at, "=>") {
      at += 1
      skipNewlines()
      let value = expression()
      members.append(ObjectMember(key: key, value: value, span: span(from: start)))
    } else if language.isScript, case .name(let name) = key.kind {
      members.append(
        ObjectMember(key: Expression(.text([.literal(name, key.span)]), key.span), value: key, span: key.span))
    } else if case .list(let pair) = key.kind, pair.count == 2, language == .csharp, isOpen(start, ASCII.openBrace) {
      members.append(ObjectMember(key: pair[0], value: pair[1], span: key.span))
    } else {
      values.append(key)
    }
  }

  private mutating func objectMethod() -> ObjectMember? {
    let start = at
    var next = at
    while isWord(next), ["async", "get", "set", "static"].contains(string(next)),
      isWord(next + 1) || isSymbol(next + 1, "*")
    {
      next += 1
    }
    if isSymbol(next, "*") { next += 1 }
    guard isWord(next), isOpen(next + 1, ASCII.openParenthesis) else { return nil }
    var brace = match(next + 1) + 1
    if isSymbol(brace, ":") { brace = afterReturnType(brace) }
    guard isOpen(brace, ASCII.openBrace) else { return nil }
    at = next + 1
    let name = string(next)
    let parameters = self.parameters()
    at = brace
    let body = block()
    let function = Function(name: name, parameters: parameters, body: body, span: span(from: start))
    return ObjectMember(
      key: Expression(.text([.literal(name, list[next].span)]), list[next].span),
      value: Expression(.function(function), span(from: start)), span: span(from: start))
  }
}
