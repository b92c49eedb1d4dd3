import ScopeValues

extension CodeParser {
  /// Statements up to the token `end`.
  mutating func statements(until end: Int) -> [Statement] {
    var result: [Statement] = []
    while at < end {
      let before = at
      if kind == .newline || isSymbol(at, ";") {
        at += 1
        continue
      }
      statement(&result)
      if at == before { at += 1 }
    }
    return result
  }

  /// The statements in braces; `at` ends after them.
  mutating func block() -> [Statement] {
    guard isOpen(at, ASCII.openBrace) else { return [] }
    return nested([]) { parser in
      let end = parser.match(parser.at)
      let outer = (parser.bracesAreBlocks, parser.pending)
      parser.bracesAreBlocks = false
      parser.pending = []
      parser.at += 1
      let result = parser.statements(until: end)
      parser.at = end + 1
      (parser.bracesAreBlocks, parser.pending) = outer
      return result
    }
  }

  /// A block, or the one statement that stands in place of it.
  mutating func body() -> [Statement] {
    skipNewlines()
    if isOpen(at, ASCII.openBrace) { return block() }
    return nested([]) { parser in
      var result: [Statement] = []
      parser.statement(&result)
      return result
    }
  }

  mutating func statement(_ result: inout [Statement]) {
    let start = at
    if isOpen(at, ASCII.openBrace) {
      let body = block()
      return result.append(Statement(.body(body), span(from: start)))
    }
    if kind == .word {
      if control(&result) { return }
    } else if isSymbol(at, "@") {
      guard language.isScript, isWord(at + 1) else { return skipAnnotations(&result) }
      // `@Module({ … })`: what it is given matters.
      at += 1
      let value = expression()
      return result.append(Statement(.expression(Expression(.prefixed("[", value), value.span)), span(from: start)))
    } else if language == .csharp, isOpen(at, ASCII.openBracket) {
      return attribute(&result)
    }
    if declaration(&result, isMember: false) { return }
    simple(&result)
  }

  /// An expression, or an assignment to one.
  mutating func simple(_ result: inout [Statement]) {
    let start = at
    var targets = [assignable()]
    while isSymbol(at, ","), language == .go || language == .python, targets.count < 64 {
      at += 1
      targets.append(assignable())
    }
    var sign = at
    if language == .python, isSymbol(at, ":"), case .name = targets[0].kind {
      // `name: Type = value`; the type may be a text.
      at += 1
      let type = afterType(at)?.name
      while kind != .newline, !isAtEnd, !isSymbol(at, "="), !isSymbol(at, ";"), kind != .close {
        at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
      }
      sign = at
      if !isSymbol(sign, "=") {
        let target = targets[0]
        return result.append(.declaration(target, type, Expression(.unknown, target.span), span(from: start)))
      }
      at += 1
      let value = expression()
      flush(&result)
      return result.append(.declaration(targets[0], type, value, span(from: start)))
    }
    guard isSymbol(sign, "=") || isAssignmentSign(sign) else {
      flush(&result)
      for target in targets { result.append(Statement(.expression(target), span(from: start))) }
      return
    }
    let mode: Assignment.Mode =
      isSymbol(sign, "+=") ? .append : isSymbol(sign, "??=") || isSymbol(sign, "||=") ? .setIfAbsent : .set
    let declares = isSymbol(sign, ":=")
    at += 1
    skipNewlines()
    var values = [expression()]
    while isSymbol(at, ","), language == .go || language == .python, values.count < 64 {
      at += 1
      values.append(expression())
    }
    // `a = b = value` of Python.
    while language == .python, isSymbol(at, "="), targets.count < 64 {
      at += 1
      targets.append(contentsOf: values)
      values = [expression()]
    }
    flush(&result)
    if language == .python, targets.count == 1, values.count > 1 {
      values = [Expression(.list(values), span(from: start))]
    }
    for (index, target) in targets.enumerated() {
      let value =
        values.count == targets.count
        ? values[index]
        : values.count == 1 && index == 0
          ? values[0]
          : values.count == 1 && language == .python && !isTuple(target, targets)
            ? values[0] : Expression(.unknown, target.span)
      var assignment = Assignment(target: target, mode: mode, value: value)
      assignment.isDeclaration = declares
      result.append(Statement(.assignment(assignment), span(from: start)))
    }
  }

  private func isTuple(_ target: Expression, _ targets: [Expression]) -> Bool { targets.count > 1 }

  /// What an assignment may begin with: an expression without assignments of its own.
  private mutating func assignable() -> Expression {
    let saved = pending.count
    let start = at
    let value = operationsOrLambda()
    // `a ? b : c` and the like go on.
    let next = language == .python ? at : continued(at)
    if isSymbol(next, "?") && language != .python && language != .go || language == .python && spells("if")
      || language == .csharp && spells("switch") && kind == .word
    {
      at = start
      pending.removeLast(pending.count - saved)
      return expression()
    }
    return value
  }

  private mutating func operationsOrLambda() -> Expression {
    // Lambdas are read by `expression`, which sees an assignment itself; they begin with these tokens only.
    let isLambda =
      isOpen(at, ASCII.openParenthesis) && (isSymbol(match(at) + 1, "=>") || isSymbol(match(at) + 1, "->"))
      || isWord(at)
        && (isSymbol(at + 1, "=>") || spells("function") || spells("lambda") || spells("async") || spells("func"))
    return isLambda ? expression() : operations(0)
  }

  /// Writes the assignments that stood within an expression.
  mutating func flush(_ result: inout [Statement]) {
    result += pending
    pending = []
  }

  private mutating func skipAnnotations(_ result: inout [Statement]) {
    while isSymbol(at, "@"), isWord(at + 1) {
      if spells(at + 1, "interface") { return at += 1 }
      at += 1
      if language == .java, clientAnnotation(&result) {
        skipNewlines()
        continue
      }
      at += 1
      while isSymbol(at, "."), isWord(at + 1) { at += 2 }
      if isOpen(at, ASCII.openParenthesis) { at = match(at) + 1 }
      skipNewlines()
    }
    if isSymbol(at, "@") { at += 1 }
  }

  /// `[RequiredScope("…")]`: an attribute is a call that is no call of the program; its texts matter.
  mutating func attribute(_ result: inout [Statement]) {
    let start = at
    let end = match(at)
    at += 1
    while at < end {
      let before = at
      let value = expression()
      result.append(Statement(.expression(Expression(.prefixed("[", value), value.span)), span(from: start)))
      if isSymbol(at, ",") { at += 1 }
      if at == before { at += 1 }
    }
    at = end + 1
  }
}

extension Statement {
  /// A declaration of a name with its type.
  static func declaration(_ target: Expression, _ type: String?, _ value: Expression, _ span: SourceSpan) -> Statement {
    var assignment = Assignment(target: target, value: value)
    assignment.isDeclaration = true
    assignment.type = type
    return Statement(.assignment(assignment), span)
  }
}
