import ScopeValues

extension CodeParser {
  // MARK: Operands

  /// What a chain begins with.
  mutating func primary() -> Expression {
    let start = at
    switch kind {
    case .textOpen: return text()
    case .number:
      at += 1
      return Expression(.number(string(start)), list[start].span)
    case .word:
      if language == .csharp || language == .java, spells("switch"), isOpen(at + 1, 0x28) { return unknown() }
      at += 1
      let name = string(start)
      switch name {
      case "true", "True": return Expression(.boolean(true), list[start].span)
      case "false", "False": return Expression(.boolean(false), list[start].span)
      case "null", "None", "nil", "undefined": return Expression(.null, list[start].span)
      case "class" where language.isScript && (isOpen(at, 0x7B) || spells("extends")): return unknownBlock(start)
      default: return Expression(.name(name.hasPrefix("@") ? String(name.dropFirst()) : name), list[start].span)
      }
    case .open:
      switch first(at) {
      case 0x28: return parenthesis()
      case 0x5B: return bracketed()
      default: return braces()
      }
    default: return unknown()
    }
  }

  private mutating func unknown() -> Expression {
    let start = at
    // What ends an expression is left where it stands.
    if kind != .close, kind != .end, kind != .newline, !isSymbol(at, ","), !isSymbol(at, ";"), !isSymbol(at, ":") {
      at = kind == .open ? match(at) + 1 : at + 1
    }
    return Expression(.unknown, list[start].span)
  }

  private mutating func unknownBlock(_ start: Int) -> Expression {
    while !isAtEnd, !isOpen(at, 0x7B) { at += 1 }
    let body = isOpen(at, 0x7B) ? typeBody() : []
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
        parser.isWord(end + 1) && !CodeWords.notTypes.contains(parser.string(end + 1))
          || parser.kind(end + 1) == .textOpen,
        parser.isWord(parser.at)
      {
        parser.at = end + 1
        return parser.operand()
      }
      var values: [Expression] = []
      let outer = parser.bracesAreBlocks
      parser.bracesAreBlocks = false
      while parser.at < end {
        let before = parser.at
        values.append(parser.expression())
        while parser.at < end, !parser.isSymbol(parser.at, ",") {
          if parser.language == .python, parser.spells("for"), parser.kind == .word { parser.at = end; break }
          parser.at = parser.kind == .open || parser.kind == .textOpen ? parser.match(parser.at) + 1 : parser.at + 1
        }
        if parser.isSymbol(parser.at, ",") { parser.at += 1 }
        if parser.at == before { parser.at += 1 }
      }
      parser.bracesAreBlocks = outer
      parser.at = max(end, start) + 1
      if values.count == 1 { return values[0] }
      return Expression(.list(values), parser.span(from: start))
    }
  }

  /// `[a, b]`; of Go `[]Type{…}`; of Python and C# comprehensions as well.
  private mutating func bracketed() -> Expression {
    nested(Expression(.unknown, span)) { parser in
      let start = parser.at
      let end = parser.match(start)
      if parser.language == .go, let type = parser.afterType(end + 1), parser.isOpen(type.next, 0x7B) {
        parser.at = type.next
        return parser.braces()
      }
      parser.at += 1
      parser.skipNewlines()
      var values: [Expression] = []
      let outer = parser.bracesAreBlocks
      parser.bracesAreBlocks = false
      defer { parser.bracesAreBlocks = outer }
      while parser.at < end {
        let before = parser.at
        if parser.isSymbol(parser.at, "*") || parser.isSymbol(parser.at, "...") { parser.at += 1 }
        let value = parser.expression()
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

  private mutating func comprehension(_ value: Expression) -> Comprehension {
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

  private mutating func member(_ members: inout [ObjectMember], _ values: inout [Expression]) {
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
    if isOpen(at, 0x5B), isSymbol(match(at) + 1, ":") || isSymbol(match(at) + 1, "=") {
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
    } else if case .list(let pair) = key.kind, pair.count == 2, language == .csharp, isOpen(start, 0x7B) {
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
    guard isWord(next), isOpen(next + 1, 0x28) else { return nil }
    var brace = match(next + 1) + 1
    if isSymbol(brace, ":") { brace = afterReturnType(brace) }
    guard isOpen(brace, 0x7B) else { return nil }
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

  // MARK: Chains

  /// What follows a chain's beginning: members, indexes and calls.
  mutating func chain(_ base: Expression, _ start: Int) -> Expression {
    var steps: [Access] = []
    if case .unknown = base.kind, at == start { return base }
    loop: while true {
      var next = continued(at)
      if language.isScript, isSymbol(next, "!"),
        isSymbol(next + 1, ".") || isOpen(next + 1, 0x5B) || isOpen(next + 1, 0x28) || kind(next + 1) == .close
          || kind(next + 1) == .newline || isSymbol(next + 1, ";") || isSymbol(next + 1, ",")
      {
        at = next + 1
        continue
      }
      if language == .csharp, isSymbol(next, "!"), !isSymbol(next + 1, "="), !isWord(next + 1),
        kind(next + 1) != .textOpen, kind(next + 1) != .number
      {
        at = next + 1
        continue
      }
      if next != at, !isSymbol(next, "."), !isSymbol(next, "?.") { break }
      let begin = next
      switch kind(next) {
      case .symbol
      where isSymbol(next, ".") || isSymbol(next, "?.") || isSymbol(next, "::") || isSymbol(next, "->") && false:
        next = afterNewlines(next + 1)
        if language == .java, let after = afterGenerics(next) { next = after }
        if isWord(next) {
          at = next + 1
          steps.append(Access(.member(string(next)), list[next].span))
          if let after = afterGenerics(at), followsGenerics(after) { at = after }
        } else if isOpen(next, 0x28) || isOpen(next, 0x5B) {
          // `f?.(x)`, `a?.[x]`; of Go `x.(Type)`.
          at = language == .go && isOpen(next, 0x28) ? match(next) + 1 : next
        } else {
          at = next
          break loop
        }
      case .symbol where isSymbol(next, "?") && isOpen(next + 1, 0x5B) && language == .csharp: at = next + 1
      case .symbol where first(next) == 0x3C && steps.isEmpty:
        guard let after = afterGenerics(next), followsGenerics(after) else { break loop }
        at = after
      case .open where first(next) == 0x28:
        at = next
        let arguments = self.arguments()
        steps.append(Access(.call(arguments), list[begin].span.through(list[at - 1].span)))
      case .open where first(next) == 0x5B:
        if language.isScript || language == .go, steps.isEmpty, case .text = base.kind { break loop }
        let end = match(next)
        at = next + 1
        skipNewlines()
        let index = at < end ? expression() : Expression(.unknown, span)
        at = max(end, next) + 1
        steps.append(Access(.index(index), list[begin].span.through(list[at - 1].span)))
      case .open where language == .go && !bracesAreBlocks && isComposite(base, steps):
        at = next
        let value = braces()
        steps.append(Access(.call([Argument(label: "{}", value: value, span: value.span)]), value.span))
      default: break loop
      }
    }
    return steps.isEmpty ? base : Expression(.chain(base, steps), span(from: start))
  }

  /// Whether what follows `<…>` shows that it was a list of types.
  private func followsGenerics(_ index: Int) -> Bool {
    isOpen(index, 0x28) || isSymbol(index, ".") || isSymbol(index, "::") || isSymbol(index, "?.")
      || isOpen(index, 0x7B)
        && language.putsTypesFirst
      || isOpen(index, 0x5B) && language.putsTypesFirst
  }

  private func isComposite(_ base: Expression, _ steps: [Access]) -> Bool {
    guard case .name = base.kind, steps.count < 2 else { return false }
    return steps.allSatisfy { if case .member = $0.kind { true } else { false } }
  }

  /// `new Type(arguments) { members }`: a chain on the type's name; the members are an argument labelled `{}`.
  mutating func creation() -> Expression {
    let start = at
    var base = Expression(.name(""), span)
    if isOpen(at, 0x5B) {
      at = match(at) + 1
    } else if let type = afterType(at) {
      // The brackets of an array belong to the type; its length does not matter.
      base = Expression(.name(type.name), span)
      at = type.next
      if isOpen(at, 0x5B) { at = match(at) + 1 }
    } else if !isOpen(at, 0x28), !isOpen(at, 0x7B) {
      base = primary()
    }
    var arguments = isOpen(at, 0x28) ? self.arguments() : []
    if isOpen(at, 0x7B), language.putsTypesFirst {
      if language == .java, at > start, !isSymbol(at - 1, "]"), kind(at - 1) != .close || first(at - 1) != 0x5D {
        let body = typeBody()
        arguments.append(
          Argument(label: "{}", value: Expression(.block(body), span(from: start)), span: span(from: start)))
      } else {
        let value = braces()
        if case .list = value.kind { return chain(value, start) }
        arguments.append(Argument(label: "{}", value: value, span: value.span))
      }
    }
    let call = Access(.call(arguments), span(from: start))
    let made = Expression(.chain(base, [call]), span(from: start))
    guard case .chain(let inner, let more) = chain(Expression(.unknown, span), at - 1).kind, case .unknown = inner.kind
    else { return made }
    return Expression(.chain(base, [call] + more), span(from: start))
  }

  /// The arguments in parentheses.
  mutating func arguments() -> [Argument] {
    nested([]) { parser in
      let end = parser.match(parser.at)
      let open = parser.at
      parser.at += 1
      var arguments: [Argument] = []
      let outer = parser.bracesAreBlocks
      parser.bracesAreBlocks = false
      while parser.at < end {
        let before = parser.at
        parser.skipNewlines()
        if parser.at < end { arguments.append(parser.argument(end)) }
        while parser.at < end, !parser.isSymbol(parser.at, ",") {
          parser.at = parser.kind == .open || parser.kind == .textOpen ? parser.match(parser.at) + 1 : parser.at + 1
        }
        if parser.isSymbol(parser.at, ",") { parser.at += 1 }
        if parser.at == before { parser.at += 1 }
      }
      parser.bracesAreBlocks = outer
      parser.at = max(end, open) + 1
      return arguments
    }
  }

  private mutating func argument(_ end: Int) -> Argument {
    let start = at
    var label: String?
    var isSpread = false
    if isSymbol(at, "...") || language == .python && (isSymbol(at, "**") || isSymbol(at, "*")) {
      isSpread = true
      at += 1
    } else if isWord(at), language == .python && isSymbol(at + 1, "=") || language == .csharp && isSymbol(at + 1, ":") {
      label = string(at)
      at += 2
    }
    let value = expression()
    if language == .python, spells("for"), kind == .word {
      let comprehension = comprehension(value)
      at = end
      return Argument(value: Expression(.comprehension(comprehension), value.span), span: span(from: start))
    }
    return Argument(label: label, value: value, isSpread: isSpread, span: span(from: start))
  }

  mutating func pythonLambda() -> Expression {
    let start = at
    at += 1
    var parameters: [Parameter] = []
    while !isAtEnd, !isSymbol(at, ":"), kind != .close, kind != .newline {
      if isWord(at) { parameters.append(Parameter(name: string(at), span: span)) }
      at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
    }
    if isSymbol(at, ":") { at += 1 }
    let value = expression()
    let function = Function(
      name: "", parameters: parameters, body: [Statement(.result(value), value.span)], span: span(from: start))
    return Expression(.function(function), span(from: start))
  }
}
