import ScopeValues

extension CodeParser {
  /// A method or a field of a script's class.
  mutating func scriptMember(_ result: inout [Statement], _ start: Int) -> Bool {
    if isSymbol(at, "*") { at += 1 }
    guard isWord(at) || kind == .textOpen else { return false }
    let name = string(at)
    let target = Expression(.name(name.hasPrefix("#") ? String(name.dropFirst()) : name), span)
    at = kind == .textOpen ? match(at) + 1 : at + 1
    if isSymbol(at, "?") || isSymbol(at, "!") { at += 1 }
    if let after = afterGenerics(at) { at = after }
    if isOpen(at, ASCII.openParenthesis) {
      let open = at
      let parameters = self.parameters()
      if name == "constructor" { parameterProperties(open, &result) }
      if isSymbol(at, ":") { at = afterReturnType(at) }
      let body = isOpen(at, ASCII.openBrace) ? block() : []
      result.append(
        Statement(
          .function(Function(name: name, parameters: parameters, body: body, span: span(from: start))),
          span(from: start)))
      return true
    }
    var type: String?
    if isSymbol(at, ":") { type = annotation() }
    var value = Expression(.unknown, target.span)
    if isSymbol(at, "=") {
      at += 1
      skipNewlines()
      value = expression()
    }
    result.append(.declaration(target, type, value, span(from: start)))
    return true
  }

  /// `constructor(private http: HttpClient)` declares a field.
  private mutating func parameterProperties(_ open: Int, _ result: inout [Statement]) {
    let end = match(open)
    var next = open + 1
    while next < end {
      if isWord(next), ["private", "public", "protected", "readonly"].contains(string(next)) {
        while isWord(next + 1), next + 1 < end { next += 1 }
        var type: String?
        if isSymbol(next + 1, ":") { type = afterType(next + 2)?.name }
        let target = Expression(.name(string(next)), list[next].span)
        result.append(.declaration(target, type, Expression(.unknown, target.span), target.span))
      }
      next = kind(next) == .open || kind(next) == .textOpen ? match(next) + 1 : next + 1
    }
  }

  /// What stands in a type's body and is no member: an initialiser.
  mutating func statementInType(_ result: inout [Statement]) {
    if isOpen(at, ASCII.openBrace) {
      let start = at
      let body = block()
      result.append(Statement(.body(body), span(from: start)))
    } else {
      simple(&result)
    }
  }

  /// `Type name = value;`, `Type Name(…) { … }`, `Name(…) : base(…) { … }`, `Type Name => value;`, `Type Name { get; }`.
  mutating func typedDeclaration(
    _ result: inout [Statement], _ start: Int, _ first: Int, _ hasModifier: Bool, _ isMember: Bool
  ) -> Bool {
    var name = first
    var type: String?
    if let after = afterType(first), isWord(after.next),
      !CodeWords.isNoType(list, after.next)
        || isMember && isOpen(after.next + 1, ASCII.openParenthesis)
          && CodeWords.methodNames.contains(string(after.next))
    {
      type = after.name
      name = after.next
    } else if isOpen(first, ASCII.openParenthesis), isWord(match(first) + 1), language == .csharp, isMember {
      // A tuple as the type.
      type = ""
      name = match(first) + 1
    } else if hasModifier, isWord(first) {
      // `var x = …`, or a constructor.
      type = isOpen(first + 1, ASCII.openParenthesis) ? nil : "var"
    } else if !(isMember && isWord(first) && isOpen(first + 1, ASCII.openParenthesis)) {
      return false
    }
    if isWord(name + 1), CodeWords.isModifier(list, name) { name += 1 }
    var next = name + 1
    if let after = afterGenerics(next) { next = after }
    if isOpen(next, ASCII.openParenthesis) {
      guard type != nil || isMember || hasModifier else { return false }
      return method(&result, start, name, next)
    }
    guard type != nil else { return false }
    let target = Expression(.name(string(name)), list[name].span)
    if isSymbol(next, "=>") {
      at = next + 1
      let value = expression()
      result.append(.declaration(target, type, value, span(from: start)))
      return true
    }
    if isOpen(next, ASCII.openBrace), language == .csharp {
      at = next
      property(target, type, start, &result)
      return true
    }
    guard
      isSymbol(next, "=") || isSymbol(next, ";") || isSymbol(next, ",") || next >= tokens.count - 1
        || kind(next) == .close || isSymbol(next, ":") && language == .java || isOpen(next, ASCII.openBracket)
    else { return false }
    at = next
    while isOpen(at, ASCII.openBracket) { at = match(at) + 1 }
    var current = target
    while true {
      var value = Expression(.unknown, current.span)
      if isSymbol(at, "=") {
        at += 1
        value = isOpen(at, ASCII.openBrace) ? braces() : expression()
      }
      flush(&result)
      result.append(.declaration(current, type == "var" ? nil : type, value, span(from: start)))
      guard isSymbol(at, ","), isWord(at + 1), isSymbol(at + 2, "=") || isSymbol(at + 2, ",") || isSymbol(at + 2, ";")
      else { return true }
      current = Expression(.name(string(at + 1)), list[at + 1].span)
      at += 2
    }
  }

  private mutating func method(_ result: inout [Statement], _ start: Int, _ name: Int, _ open: Int) -> Bool {
    var next = match(open) + 1
    let limit = min(next + 200, tokens.count - 1)
    while next < limit, !isOpen(next, ASCII.openBrace), !isSymbol(next, "=>"), !isSymbol(next, ";") {
      // A call, not a declaration: something else follows its parentheses.
      if next == match(open) + 1, !isWord(next), !isSymbol(next, ":") { return false }
      next = kind(next) == .open || kind(next) == .textOpen ? match(next) + 1 : next + 1
    }
    guard next < limit || isOpen(next, ASCII.openBrace) else { return false }
    let after = match(open) + 1
    if isWord(after), !spells(after, "throws"), !spells(after, "where"), !spells(after, "default") { return false }
    at = open
    let parameters = self.parameters()
    at = next
    var body: [Statement] = []
    if isOpen(at, ASCII.openBrace) {
      body = block()
    } else if isSymbol(at, "=>") {
      at += 1
      let outer = pending
      pending = []
      let value = expression()
      body = pending + [Statement(.result(value), value.span)]
      pending = outer
    }
    result.append(
      Statement(
        .function(Function(name: string(name), parameters: parameters, body: body, span: span(from: start))),
        span(from: start)))
    return true
  }

  /// `{ get; set; } = value`, `{ get { … } }`, `{ get => value; }`.
  private mutating func property(
    _ target: Expression, _ type: String?, _ start: Int, _ result: inout [Statement]
  ) {
    let end = match(at)
    at += 1
    var value: Expression?
    while at < end {
      if spells("get"), isSymbol(at + 1, "=>") {
        at += 2
        value = expression()
      } else if spells("get"), isOpen(at + 1, ASCII.openBrace) {
        at += 1
        let body = block()
        for case .result(let found?) in body.map(\.kind) { value = found }
        result.append(Statement(.body(body), span(from: start)))
      } else {
        at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
      }
    }
    at = end + 1
    if isSymbol(at, "=") {
      at += 1
      value = expression()
    }
    result.append(.declaration(target, type, value ?? Expression(.unknown, target.span), span(from: start)))
  }
}
