import ScopeValues

extension CodeParser {
  mutating func pythonFile() -> [Statement] {
    var result: [Statement] = []
    while !isAtEnd {
      let before = at
      result += pythonBlock(deeperThan: -1)
      if at == before { at += 1 }
    }
    return result
  }

  /// How far a token is from the beginning of its line, in bytes.
  private func indentation(_ index: Int) -> Int {
    let start = Int(list[index].span.start)
    var first = start
    while first > 0, list.source.bytes[first - 1] != ASCII.lineFeed { first -= 1 }
    return start - first
  }

  /// Lines that are indented by more than `outer`.
  private mutating func pythonBlock(deeperThan outer: Int) -> [Statement] {
    nested([]) { parser in
      var result: [Statement] = []
      while !parser.isAtEnd {
        parser.skipNewlines()
        guard !parser.isAtEnd, parser.indentation(parser.at) > outer else { break }
        let before = parser.at
        parser.pythonStatement(parser.indentation(parser.at), &result)
        if parser.at == before { parser.at += 1 }
      }
      return result
    }
  }

  /// What follows a colon: the rest of the line, or the lines below that are indented further.
  private mutating func suite(_ indentation: Int) -> [Statement] {
    while !isAtEnd, !isSymbol(at, ":"), kind != .newline {
      at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
    }
    if isSymbol(at, ":") { at += 1 }
    if kind == .newline { return pythonBlock(deeperThan: indentation) }
    var result: [Statement] = []
    pythonLine(&result)
    return result
  }

  private mutating func pythonStatement(_ indentation: Int, _ result: inout [Statement]) {
    let start = at
    while isSymbol(at, "@") {
      // A decorator calls nothing of the program's own.
      while !isAtEnd, kind != .newline { at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1 }
      skipNewlines()
    }
    if spells("async"), isWord(at + 1) { at += 1 }
    guard kind == .word else { return pythonLine(&result) }
    switch string(at) {
    case "def" where isWord(at + 1):
      at += 1
      let name = string(at)
      at += 1
      let parameters = isOpen(at, ASCII.openParenthesis) ? pythonParameters() : []
      let body = suite(indentation)
      result.append(
        Statement(
          .function(Function(name: name, parameters: parameters, body: body, span: span(from: start))),
          span(from: start)))
    case "class" where isWord(at + 1):
      at += 1
      let name = string(at)
      at += 1
      var bases: [String] = []
      if isOpen(at, ASCII.openParenthesis) {
        for index in at..<match(at) where isWord(index) { bases.append(string(index)) }
        at = match(at) + 1
      }
      let body = suite(indentation)
      result.append(Statement(.type(TypeDeclaration(name: name, bases: bases, body: body)), span(from: start)))
    case "if", "elif", "while":
      let isLoop = spells("while")
      let isElseIf = spells("elif")
      at += 1
      let condition = expression()
      let count = result.count
      flush(&result)
      let body = suite(indentation)
      let branch = Branch(condition: condition, body: body, role: .choice)
      if isElseIf, result.count == count, case .branch(var branches)? = result.last?.kind,
        branches.last?.role == .choice
      {
        branches.append(branch)
        result[result.count - 1].kind = .branch(branches)
        return
      }
      let kind: Statement.Kind =
        isLoop
        ? .loop(Loop(variables: [], sequence: nil, body: body)) : .branch([branch])
      result.append(Statement(kind, span(from: start)))
    case "else", "finally", "try", "except":
      guard !isSymbol(at + 1, "=") else { return pythonLine(&result) }
      let isElse = spells("else") || spells("except")
      at += 1
      let body = suite(indentation)
      if isElse, case .branch(var branches)? = result.last?.kind {
        branches.append(Branch(body: body, role: branches.last?.role == .choice ? .otherwise : .possible))
        result[result.count - 1].kind = .branch(branches)
      } else {
        result.append(Statement(isElse ? .branch([Branch(body: body)]) : .body(body), span(from: start)))
      }
    case "for":
      at += 1
      var variables: [String] = []
      while !isAtEnd, !spells("in"), kind != .newline {
        if isWord(at) { variables.append(string(at)) }
        at += 1
      }
      if spells("in") { at += 1 }
      let sequence = expression()
      let body = suite(indentation)
      result.append(Statement(.loop(Loop(variables: variables, sequence: sequence, body: body)), span(from: start)))
    case "with":
      at += 1
      while !isAtEnd, !isSymbol(at, ":"), kind != .newline {
        let before = at
        if isOpen(at, ASCII.openParenthesis), isSymbol(match(at) + 1, ":") { at += 1 }
        let value = expression()
        if spells("as"), isWord(at + 1) {
          let target = Expression(.name(string(at + 1)), list[at + 1].span)
          // What a generator yields is what its context gives.
          let entered = Expression(.prefixed(Expression.entered, value), value.span)
          result.append(.declaration(target, nil, entered, span(from: start)))
          at += 2
        } else {
          result.append(Statement(.expression(value), span(from: start)))
        }
        if isSymbol(at, ",") || kind == .close { at += 1 }
        if at == before { at += 1 }
      }
      result += suite(indentation)
    default: pythonLine(&result)
    }
  }

  /// Statements of one line, between semicolons.
  private mutating func pythonLine(_ result: inout [Statement]) {
    while !isAtEnd, kind != .newline {
      let start = at
      if isSymbol(at, ";") { at += 1; continue }
      switch kind == .word ? string(at) : "" {
      case "return":
        at += 1
        var value: Expression?
        if kind != .newline, !isAtEnd { value = expression() }
        flush(&result)
        result.append(Statement(.result(value), span(from: start)))
      case "yield" where !isSymbol(at + 1, "=") && !isSymbol(at + 1, "."):
        yielded(&result)
      case "import", "from":
        while !isAtEnd, kind != .newline, !isSymbol(at, ";") { at = kind == .open ? match(at) + 1 : at + 1 }
        let head = span(from: start)
        let label = Expression(.text([.literal(list.source.string(head), head)]), head)
        result.append(Statement(.block(Block(type: "import", labels: [label], body: [], head: head)), head))
      case "raise", "del", "assert", "global", "nonlocal", "pass", "break", "continue":
        at += 1
        if kind != .newline, !isAtEnd {
          let value = expression()
          flush(&result)
          result.append(Statement(.expression(value), span(from: start)))
        }
      default: simple(&result)
      }
      if at == start { at += 1 }
    }
  }

  /// `yield x` gives one element of what the function returns, `yield from x` all of them.
  private mutating func yielded(_ result: inout [Statement]) {
    let start = at
    at += 1
    let isFrom = spells("from")
    if isFrom { at += 1 }
    guard kind != .newline, !isAtEnd else { return }
    let value = expression()
    flush(&result)
    let given = isFrom ? value : Expression(.list([value]), value.span)
    result.append(Statement(.result(given), span(from: start)))
    // The function goes on behind it.
    result.append(Statement(.expression(Expression(.null, value.span)), value.span))
  }

  private mutating func pythonParameters() -> [Parameter] {
    let end = match(at)
    at += 1
    var parameters: [Parameter] = []
    while at < end {
      let before = at
      let takesRest = isSymbol(at, "*")
      let takesNamed = isSymbol(at, "**")
      while isSymbol(at, "*") || isSymbol(at, "**") || isSymbol(at, "/") { at += 1 }
      if isWord(at) {
        let name = at
        var type: String?
        at += 1
        if isSymbol(at, ":") {
          at += 1
          type = afterType(at)?.name
          while at < end, !isSymbol(at, ","), !isSymbol(at, "=") {
            at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
          }
        }
        var value: Expression?
        if isSymbol(at, "=") {
          at += 1
          value = expression()
        }
        var parameter = Parameter(name: string(name), type: type, defaultValue: value, span: list[name].span)
        parameter.takesRest = takesRest
        // `**options`: a call may give none.
        if takesNamed { parameter.defaultValue = Expression(.null, list[name].span) }
        parameters.append(parameter)
      }
      while at < end, !isSymbol(at, ",") { at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1 }
      if isSymbol(at, ",") { at += 1 }
      if at == before { at += 1 }
    }
    at = end + 1
    return parameters
  }
}
