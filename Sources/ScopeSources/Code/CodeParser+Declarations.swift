import ScopeValues

extension CodeParser {
  /// `import …`, `namespace X { … }`, `using var x = …`, `using (…) { … }`.
  mutating func directive(_ result: inout [Statement], _ start: Int) -> Bool {
    if spells("using"), language == .csharp {
      if isOpen(at + 1, ASCII.openParenthesis) {
        let end = match(at + 1)
        at += 2
        result += statements(until: end)
        at = end + 1
        return true
      }
      if !(isWord(at + 1) && isSymbol(at + 2, ";")), !isDotted(at + 1),
        spells(at + 1, "var") || afterType(at + 1).map({ isWord($0.next) }) ?? false
      {
        at += 1
        return declaration(&result, isMember: false)
      }
    }
    if spells("import"), isOpen(at + 1, ASCII.openParenthesis), language.isScript { return false }
    if spells("package") || spells("namespace") || spells("using") || spells("import"), isSymbol(at + 1, "."), false {
      return false
    }
    let isNamespace = spells("namespace")
    at += 1
    let begin = at
    if language == .go, isOpen(at, ASCII.openParenthesis) {
      let end = match(at)
      at += 1
      while at < end {
        if kind == .textOpen {
          let value = text()
          result.append(
            Statement(.block(Block(type: "import", labels: [value], body: [], head: value.span)), value.span))
        } else {
          at += 1
        }
      }
      at = end + 1
      return true
    }
    while !isAtEnd, !isSymbol(at, ";"), kind != .newline, !(isNamespace && isOpen(at, ASCII.openBrace)) {
      at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
    }
    let head = SourceSpan(start: list[begin].span.start, end: max(list[at].span.start, list[begin].span.start))
    let label = Expression(.text([.literal(list.source.string(head), head)]), head)
    result.append(Statement(.block(Block(type: "import", labels: [label], body: [], head: head)), head))
    if isNamespace, isOpen(at, ASCII.openBrace) {
      let body = block()
      result += body
    }
    return true
  }

  private func isDotted(_ index: Int) -> Bool {
    var next = index
    while isWord(next) {
      guard isSymbol(next + 1, ".") else { return isSymbol(next + 1, ";") || isSymbol(next + 1, "=") }
      next += 2
    }
    return false
  }

  /// Declarations that begin with their own keyword.
  mutating func named(_ result: inout [Statement], _ start: Int) -> Bool {
    switch string(at) {
    case "func" where language == .go: goFunction(&result)
    case "function" where language.isScript:
      let value = expression()
      if case .function(let function) = value.kind {
        result.append(Statement(.function(function), span(from: start)))
      } else {
        result.append(Statement(.expression(value), span(from: start)))
      }
    case "type" where language == .go:
      at += 1
      guard isWord(at) else { return true }
      let name = string(at)
      at += 1
      if spells("struct"), isOpen(at + 1, ASCII.openBrace) {
        at += 1
        let end = match(at)
        at += 1
        var fields: [Statement] = []
        while at < end {
          if isWord(at), let type = typeAfterName(at) {
            fields.append(.declaration(Expression(.name(string(at)), span), type, Expression(.unknown, span), span))
          }
          while at < end, kind != .newline { at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1 }
          at += 1
        }
        at = end + 1
        result.append(Statement(.type(TypeDeclaration(name: name, body: fields)), span(from: start)))
      }
    case "type" where language.isScript && isWord(at + 1):
      while !isAtEnd, !isSymbol(at, ";"), kind != .newline || isSymbol(afterNewlines(at), "|") {
        at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
      }
    case "var" where !language.putsTypesFirst, "const" where !language.putsTypesFirst, "let" where language.isScript:
      at += 1
      if language == .go, isOpen(at, ASCII.openParenthesis) {
        let end = match(at)
        at += 1
        while at < end {
          let before = at
          if kind == .newline { at += 1; continue }
          declarators(&result)
          if at == before { at += 1 }
        }
        at = end + 1
      } else if language.isScript, spells("enum") {
        return false
      } else {
        declarators(&result)
      }
    default: return false
    }
    return true
  }

  private func typeAfterName(_ index: Int) -> String? {
    var next = index + 1
    while isSymbol(next, "*") { next += 1 }
    if isOpen(next, ASCII.openBracket) { next = match(next) + 1 }
    return afterType(next)?.name
  }

  private mutating func goFunction(_ result: inout [Statement]) {
    let start = at
    at += 1
    var receiver: Parameter?
    if isOpen(at, ASCII.openParenthesis), isWord(match(at) + 1) { receiver = parameters().first }
    guard isWord(at) else { return }
    let name = string(at)
    at += 1
    if isOpen(at, ASCII.openBracket) { at = match(at) + 1 }
    guard isOpen(at, ASCII.openParenthesis) else { return }
    let parameters = self.parameters()
    while !isAtEnd, !isOpen(at, ASCII.openBrace), kind != .newline { at = kind == .open ? match(at) + 1 : at + 1 }
    let body = isOpen(at, ASCII.openBrace) ? block() : []
    let function = Function(name: name, parameters: parameters, body: body, span: span(from: start))
    let statement = Statement(.function(function), function.span)
    guard let type = receiver?.type else { return result.append(statement) }
    // A method: the type's name binds it to the struct, the receiver's to its fields.
    result.append(
      Statement(
        .type(TypeDeclaration(name: type, bases: ["receiver:" + (receiver?.name ?? "")], body: [statement])),
        function.span))
  }

  /// `a = 1, {b} = x, c: T = y`.
  private mutating func declarators(_ result: inout [Statement]) {
    while !isAtEnd {
      let start = at
      var type: String?
      let target: Expression
      if kind == .open {
        target = primary()
      } else if isWord(at) {
        target = Expression(.name(string(at)), span)
        at += 1
      } else {
        return
      }
      var names = [target]
      while language == .go, isSymbol(at, ","), isWord(at + 1) {
        names.append(Expression(.name(string(at + 1)), list[at + 1].span))
        at += 2
      }
      if isSymbol(at, "!") { at += 1 }
      if language == .go, !isSymbol(at, "="), kind != .newline {
        while isSymbol(at, "*") { at += 1 }
        if let after = afterType(at) {
          type = after.name
          at = after.next
        }
      } else if isSymbol(at, ":") {
        type = annotation()
      }
      while language == .go, kind == .open, !isAtEnd { at = match(at) + 1 }
      if isSymbol(at, "=") {
        at += 1
        skipNewlines()
        let value = expression()
        var values = [value]
        while language == .go, isSymbol(at, ","), values.count < names.count {
          at += 1
          values.append(expression())
        }
        flush(&result)
        for (index, name) in names.enumerated() {
          let value = index < values.count ? values[index] : Expression(.unknown, name.span)
          bind(name, type, value, span(from: start), &result)
        }
      } else {
        for name in names {
          result.append(.declaration(name, type, Expression(.unknown, name.span), span(from: start)))
        }
      }
      guard isSymbol(at, ",") else { return }
      at += 1
      skipNewlines()
    }
  }

  /// `const {a, b} = value` declares a and b as members of the value.
  private func bind(
    _ target: Expression, _ type: String?, _ value: Expression, _ span: SourceSpan, _ result: inout [Statement]
  ) {
    guard case .object(let members) = target.kind else {
      return result.append(.declaration(target, type, value, span))
    }
    for member in members {
      guard case .text(let parts) = member.key.kind, case .literal(let key, _)? = parts.first else { continue }
      let chain = Expression(.chain(value, [Access(.member(key), member.span)]), value.span)
      result.append(.declaration(member.value, nil, chain, span))
    }
  }

  /// The type after a colon; `at` ends before what follows the type.
  mutating func annotation() -> String? {
    at += 1
    var name: String?
    while !isAtEnd, !isSymbol(at, "="), !isSymbol(at, ","), !isSymbol(at, ";"), kind != .newline, kind != .close {
      if isOpen(at, ASCII.openBrace), name != nil, !isSymbol(at - 1, "|"), !isSymbol(at - 1, "&") { break }
      if isWord(at), name == nil, let after = afterType(at) {
        name = after.name
        at = after.next
      } else if let after = afterGenerics(at) {
        at = after
      } else {
        if isSymbol(at, "=>") { name = nil }
        at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
      }
    }
    return name
  }
}
