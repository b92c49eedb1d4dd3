import ScopeValues

// Lambdas.
extension CodeParser {
  /// A lambda that begins here: `x => …`, `(a, b) => …`, `x -> …`, `lambda x: …`, `function (…) {…}`, `func(…) {…}`.
  mutating func lambda() -> Expression? {
    let start = at
    var next = at
    if spells(next, "async"), kind(next) == .word { next += 1 }
    if spells(next, "static"), kind(next) == .word, language == .csharp { next += 1 }
    if language == .python { return spells("lambda") ? pythonLambda() : nil }
    if isWord(next), spells(next, "function") || spells(next, "func") && language == .go {
      at = next
      return functionExpression(start)
    }
    var parameters: [Parameter] = []
    var arrow = next
    if isWord(next), isSymbol(next + 1, "=>") || isSymbol(next + 1, "->") {
      guard language != .go else { return nil }
      parameters = [Parameter(name: string(next), span: list[next].span)]
      arrow = next + 1
    } else if isOpen(next, ASCII.openParenthesis), language != .go {
      arrow = match(next) + 1
      if language.isScript, isSymbol(arrow, ":") { arrow = afterReturnType(arrow) }
      guard isSymbol(arrow, "=>") || isSymbol(arrow, "->") else { return nil }
      at = next
      parameters = self.parameters()
    } else {
      return nil
    }
    guard isSymbol(arrow, "=>") || isSymbol(arrow, "->") else { return nil }
    at = arrow + 1
    skipNewlines()
    let unpacked = takeUnpacked()
    let body: [Statement]
    if isOpen(at, ASCII.openBrace) {
      body = unpacked + block()
    } else {
      let outer = pending
      pending = []
      let value = expression()
      body = unpacked + pending + [Statement(.result(value), value.span)]
      pending = outer
    }
    return Expression(
      .function(Function(name: "", parameters: parameters, body: body, span: span(from: start))), span(from: start))
  }

  private mutating func takeUnpacked() -> [Statement] {
    defer { unpacked = [] }
    return unpacked
  }

  /// The token after `: Type` before the arrow of a lambda or the brace of a function.
  func afterReturnType(_ index: Int) -> Int {
    var next = index + 1
    let limit = min(index + 64, tokens.count - 1)
    while next < limit {
      if isSymbol(next, "=>") || kind(next) == .newline || kind(next) == .close || isSymbol(next, ";") { return next }
      if isOpen(next, ASCII.openBrace), next > index + 1, !isSymbol(next - 1, "|"), !isSymbol(next - 1, "&") {
        return next
      }
      if let after = afterGenerics(next) { next = after; continue }
      next = kind(next) == .open || kind(next) == .textOpen ? match(next) + 1 : next + 1
    }
    return next
  }

  private mutating func functionExpression(_ start: Int) -> Expression {
    at += 1
    if isSymbol(at, "*") { at += 1 }
    var name = ""
    if isWord(at) {
      name = string(at)
      at += 1
    }
    if isSymbol(at, "<") {
      if let after = afterGenerics(at) { at = after }
    }
    guard isOpen(at, ASCII.openParenthesis) else { return Expression(.unknown, span(from: start)) }
    let parameters = self.parameters()
    if language.isScript, isSymbol(at, ":") { at = afterReturnType(at) }
    while !isAtEnd, !isOpen(at, ASCII.openBrace) || spells(at - 1, "interface") || spells(at - 1, "struct") {
      if kind == .newline || kind == .close || isSymbol(at, ";") || isSymbol(at, ",") { break }
      at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
    }
    let unpacked = takeUnpacked()
    let body = unpacked + (isOpen(at, ASCII.openBrace) ? block() : [])
    let function = Function(name: name, parameters: parameters, body: body, span: span(from: start))
    return chain(Expression(.function(function), span(from: start)), start)
  }

  /// Parameters in parentheses; `at` ends after them.
  mutating func parameters() -> [Parameter] {
    let end = match(at)
    at += 1
    var parameters: [Parameter] = []
    while at < end {
      let before = at
      skipNewlines()
      while isSymbol(at, "@") || isOpen(at, ASCII.openBracket) && language == .csharp {
        // An attribute.
        if isOpen(at, ASCII.openBracket) { at = match(at) + 1 } else { at += 2 }
        if isOpen(at, ASCII.openParenthesis), isWord(at - 1) { at = match(at) + 1 }
      }
      if let parameter = parameter(end) { parameters.append(parameter) }
      while at < end, !isSymbol(at, ",") { at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1 }
      if isSymbol(at, ",") { at += 1 }
      if at == before { at += 1 }
    }
    at = end + 1
    return parameters
  }

  /// `{ method = "GET", body }`: a parameter whose members are variables.
  private mutating func pattern(_ end: Int) -> Parameter? {
    let start = at
    let name = "{\(list[at].span.start)}"
    let whole = Expression(.name(name), span)
    let close = match(at)
    at += 1
    while at < close {
      if isSymbol(at, "...") { at += 1 }
      if isWord(at), !isSymbol(at - 1, ":") || isWord(at - 2) {
        var key = at
        if isSymbol(at + 1, ":"), isWord(at + 2) { at += 2 }
        let target = Expression(.name(string(at)), span)
        if isSymbol(key - 1, ":") { key -= 2 }
        // What is left of it is read like the whole.
        var value =
          isSymbol(at - 1, "...")
          ? whole : Expression(.chain(whole, [Access(.member(string(key)), target.span)]), target.span)
        at += 1
        if isSymbol(at, "=") {
          at += 1
          let other = expression()
          value = Expression(.operation(value, [Operand(sign: "??", value: other)]), target.span)
        }
        unpacked.append(.declaration(target, nil, value, target.span))
      }
      while at < close, !isSymbol(at, ",") { at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1 }
      at += 1
    }
    at = close + 1
    while at < end, !isSymbol(at, ",") { at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1 }
    return Parameter(name: name, span: list[start].span)
  }

  private mutating func parameter(_ end: Int) -> Parameter? {
    var takesRest = isSymbol(at, "...")
    let isReceiver = language == .csharp && spells("this")
    while isSymbol(at, "...") || isSymbol(at, "*") || isSymbol(at, "**") { at += 1 }
    let start = at
    var type: String?
    var name = at
    if language.putsTypesFirst {
      while at < end, isWord(at),
        CodeWords.isModifier(list, at) || spells("this") || spells("params") || spells("in") || spells("out")
      {
        if isSymbol(at + 1, ",") || at + 1 >= end { break }
        if spells("params") { takesRest = true }
        at += 1
      }
      name = at
      if let after = afterType(at), isWord(after.next), after.next < end {
        type = after.name
        name = after.next
      }
      at = name + 1
    } else if language == .go {
      at += 1
      if isWord(at) || isSymbol(at, "*") || isOpen(at, ASCII.openBracket) {
        while isSymbol(at, "*") { at += 1 }
        if let after = afterType(at) {
          type = after.name
          at = after.next
        }
      }
    } else {
      while isWord(at), isWord(at + 1), at + 1 < end { at += 1 }
      if kind == .open { return pattern(end) }
      name = at
      at += 1
      if isSymbol(at, "?") || isSymbol(at, "!") { at += 1 }
      if isSymbol(at, ":") {
        at += 1
        if let after = afterType(at) {
          type = after.name
          at = after.next
        }
        while at < end, !isSymbol(at, ","), !isSymbol(at, "=") {
          if let after = afterGenerics(at) { at = after; continue }
          at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
        }
      }
    }
    guard isWord(name), name < end else { return nil }
    var value: Expression?
    if isSymbol(at, "="), at < end {
      at += 1
      value = expression()
    }
    var parameter = Parameter(name: string(name), type: type, defaultValue: value, span: list[start].span)
    parameter.isReceiver = isReceiver
    parameter.takesRest = takesRest || language == .go && isSymbol(name + 1, "...")
    return parameter
  }
}
