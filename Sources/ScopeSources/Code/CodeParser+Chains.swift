import ScopeValues

extension CodeParser {
  // MARK: Chains

  /// What follows a chain's beginning: members, indexes and calls.
  mutating func chain(_ base: Expression, _ start: Int) -> Expression {
    var steps: [Access] = []
    if case .unknown = base.kind, at == start { return base }
    loop: while true {
      var next = continued(at)
      if language.isScript, isSymbol(next, "!"),
        isSymbol(next + 1, ".") || isOpen(next + 1, ASCII.openBracket) || isOpen(next + 1, ASCII.openParenthesis)
          || kind(next + 1) == .close
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
        // `Users.$count` of documentation.
        if language == .csharp || language == .go, isSymbol(next, "$"), isWord(next + 1) { next += 1 }
        if isWord(next) {
          at = next + 1
          steps.append(Access(.member(string(next)), list[next].span))
          if let after = afterGenerics(at), followsGenerics(after) { at = after }
        } else if isOpen(next, ASCII.openParenthesis) || isOpen(next, ASCII.openBracket) {
          // `f?.(x)`, `a?.[x]`; of Go `x.(Type)`.
          at = language == .go && isOpen(next, ASCII.openParenthesis) ? match(next) + 1 : next
        } else if isOpen(next, ASCII.openBrace), let after = placeholder(next) {
          // `chats().{id}()`: documentation leaves a key to be filled in.
          steps.append(Access(.index(Expression(.unknown, list[next].span)), list[begin].span.through(list[next].span)))
          at = after
        } else {
          at = next
          break loop
        }
      case .symbol where isSymbol(next, "?") && isOpen(next + 1, ASCII.openBracket) && language == .csharp:
        at = next + 1
      case .symbol where first(next) == ASCII.less && steps.isEmpty:
        guard let after = afterGenerics(next), followsGenerics(after) else { break loop }
        at = after
      case .open where first(next) == ASCII.openParenthesis:
        at = next
        let arguments = self.arguments()
        steps.append(Access(.call(arguments), list[begin].span.through(list[at - 1].span)))
      case .open where first(next) == ASCII.openBracket:
        if language == .go, isOpen(match(next) + 1, ASCII.openParenthesis), let type = afterType(next + 1),
          type.next == match(next)
        {
          // `list[User](…)`.
          at = match(next) + 1
          continue
        }
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

  /// What follows `{name}` or `{name}()` of one line; nil where the braces hold anything else.
  private func placeholder(_ open: Int) -> Int? {
    let close = match(open)
    guard language == .java, close > open + 1, close < open + 10 else { return nil }
    for index in (open + 1)..<close where !isWord(index) && !isSymbol(index, "-") && kind(index) != .number {
      return nil
    }
    let isCalled = isOpen(close + 1, ASCII.openParenthesis) && match(close + 1) == close + 2
    return isCalled ? close + 3 : close + 1
  }

  /// Whether what follows `<…>` shows that it was a list of types.
  private func followsGenerics(_ index: Int) -> Bool {
    isOpen(index, ASCII.openParenthesis) || isSymbol(index, ".") || isSymbol(index, "::") || isSymbol(index, "?.")
      || isOpen(index, ASCII.openBrace)
        && language.putsTypesFirst
      || isOpen(index, ASCII.openBracket) && language.putsTypesFirst
  }

  private func isComposite(_ base: Expression, _ steps: [Access]) -> Bool {
    guard case .name = base.kind, steps.count < 2 else { return false }
    return steps.allSatisfy { if case .member = $0.kind { true } else { false } }
  }

  /// `new Type(arguments) { members }`: a chain on the type's name; the members are an argument labelled `{}`.
  mutating func creation() -> Expression {
    let start = at
    var base = Expression(.name(""), span)
    if isOpen(at, ASCII.openBracket) {
      at = match(at) + 1
    } else if !isOpen(at, ASCII.openParenthesis), let type = afterType(at) {
      // The brackets of an array belong to the type; its length does not matter.
      base = Expression(.name(type.name), span)
      // `OkHttpClient.Builder` makes a client, `Request.Builder` a request.
      if type.name == "Builder", isSymbol(at + 1, "."), !string(at).hasSuffix("Request") {
        base = Expression(.name(string(at)), span)
      }
      at = type.next
      if isOpen(at, ASCII.openBracket) { at = match(at) + 1 }
    } else if !isOpen(at, ASCII.openParenthesis), !isOpen(at, ASCII.openBrace) {
      base = primary()
    }
    var arguments = isOpen(at, ASCII.openParenthesis) ? self.arguments() : []
    if isOpen(at, ASCII.openBrace), language.putsTypesFirst {
      if language == .java, at > start, !isSymbol(at - 1, "]"),
        kind(at - 1) != .close || first(at - 1) != ASCII.closeBracket
      {
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
    // `parts...` of Go.
    if language == .go, isSymbol(at, "...") { isSpread = true }
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
