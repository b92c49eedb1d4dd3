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
    guard isOpen(at, 0x7B) else { return [] }
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
  private mutating func body() -> [Statement] {
    skipNewlines()
    if isOpen(at, 0x7B) { return block() }
    return nested([]) { parser in
      var result: [Statement] = []
      parser.statement(&result)
      return result
    }
  }

  private mutating func statement(_ result: inout [Statement]) {
    let start = at
    if isOpen(at, 0x7B) {
      let body = block()
      return result.append(Statement(.body(body), span(from: start)))
    }
    if kind == .word {
      if control(&result) { return }
    } else if isSymbol(at, "@") {
      return skipAnnotations()
    } else if language == .csharp, isOpen(at, 0x5B) {
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
      isOpen(at, 0x28) && (isSymbol(match(at) + 1, "=>") || isSymbol(match(at) + 1, "->"))
      || isWord(at)
        && (isSymbol(at + 1, "=>") || spells("function") || spells("lambda") || spells("async") || spells("func"))
    return isLambda ? expression() : operations(0)
  }

  /// Writes the assignments that stood within an expression.
  mutating func flush(_ result: inout [Statement]) {
    result += pending
    pending = []
  }

  private mutating func skipAnnotations() {
    while isSymbol(at, "@"), isWord(at + 1) {
      if spells(at + 1, "interface") { return at += 1 }
      at += 2
      while isSymbol(at, "."), isWord(at + 1) { at += 2 }
      if isOpen(at, 0x28) { at = match(at) + 1 }
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

  // MARK: Control

  /// Reads a statement that begins with a keyword; false where none does.
  private mutating func control(_ result: inout [Statement]) -> Bool {
    let start = at
    switch string(at) {
    case "if", "while", "switch", "for", "foreach", "lock", "synchronized", "fixed", "select", "catch", "with":
      guard language == .go || isOpen(at + 1, 0x28) || spells(at + 1, "await") || isOpen(at + 1, 0x7B) else {
        return false
      }
      if language == .go, isOpen(at + 1, 0x28), spells("select") || spells("with") || spells("lock") { return false }
      head(&result, start)
    case "else", "do", "try", "finally", "unsafe", "checked", "unchecked", "defer", "go":
      if language.isScript || language.putsTypesFirst,
        isSymbol(at + 1, ".") || isSymbol(at + 1, "=") || isOpen(at + 1, 0x28) && !spells("try")
      {
        return false
      }
      let isElse = spells("else")
      at += 1
      if language == .java, isOpen(at, 0x28) {
        // Resources of `try (…)`.
        let end = match(at)
        at += 1
        result += statements(until: end)
        at = end + 1
      }
      if spells("defer") || spells("go") { return true }
      let body = self.body()
      if isElse, case .branch(var branches)? = result.last?.kind {
        branches.append(Branch(body: body))
        result[result.count - 1].kind = .branch(branches)
      } else {
        result.append(Statement(isElse ? .branch([Branch(body: body)]) : .body(body), span(from: start)))
      }
    case "return":
      at += 1
      if kind == .newline || kind == .close || isSymbol(at, ";") {
        result.append(Statement(.result(nil), span(from: start)))
        return true
      }
      let value = expression()
      while isSymbol(at, ","), language == .go {
        at += 1
        _ = expression()
      }
      flush(&result)
      result.append(Statement(.result(value), span(from: start)))
    case "case", "default":
      guard !isSymbol(at + 1, "."), !isOpen(at + 1, 0x28) || spells("case") else { return false }
      at += 1
      while !isAtEnd, !isSymbol(at, ":"), !isSymbol(at, "->"), !isSymbol(at, ";"), kind != .close {
        at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
      }
      if isSymbol(at, ":") || isSymbol(at, "->") { at += 1 }
      var inner: [Statement] = []
      while !isAtEnd, kind != .close, !(kind == .word && (spells("case") || spells("default") && isSymbol(at + 1, ":")))
      {
        let before = at
        if kind == .newline || isSymbol(at, ";") { at += 1; continue }
        nested(()) { $0.statement(&inner) }
        if at == before { at += 1 }
      }
      result.append(Statement(.branch([Branch(body: inner), Branch(body: [])]), span(from: start)))
    case "import", "package", "namespace", "using": return directive(&result, start)
    case "type", "func", "var", "const", "let", "function": return named(&result, start)
    case "break", "continue", "goto", "fallthrough":
      at += 1
      if isWord(at) { at += 1 }
    default: return false
    }
    return true
  }

  /// A head in parentheses (of Go without) and its body.
  private mutating func head(_ result: inout [Statement], _ start: Int) {
    let isLoop = spells("for") || spells("foreach") || spells("while")
    let isWhile = spells("while")
    let isCatch = spells("catch")
    at += 1
    if spells("await"), isWord(at) { at += 1 }
    var loop = Loop(variables: [], sequence: nil, body: [])
    let isParenthesised = isOpen(at, 0x28) && language != .go
    let end = isParenthesised ? match(at) : goHeadEnd()
    if isParenthesised { at += 1 }
    var condition: Expression?
    if at < end, !isCatch {
      if isLoop, !isWhile, let sequence = sequence(end) {
        loop = sequence
      } else {
        let outer = bracesAreBlocks
        bracesAreBlocks = language == .go
        var inner: [Statement] = []
        while at < end {
          let before = at
          if isSymbol(at, ";") || kind == .newline { at += 1; continue }
          nested(()) { $0.statement(&inner) }
          if at == before { at += 1 }
        }
        bracesAreBlocks = outer
        // What the head declares or calls holds for the body as well.
        for statement in inner {
          if case .expression(let value) = statement.kind { condition = value }
          result.append(statement)
        }
      }
    }
    at = isParenthesised ? end + 1 : end
    // A trailing `while (…);` of a `do`.
    if isWhile, isSymbol(at, ";") { return }
    let body = self.body()
    if isLoop {
      loop.body = body
      result.append(Statement(.loop(loop), span(from: start)))
    } else {
      result.append(Statement(.branch([Branch(condition: condition, body: body)]), span(from: start)))
    }
  }

  /// Where the head of a statement of Go ends: at the brace of its body.
  private func goHeadEnd() -> Int {
    var next = at
    while next < tokens.count - 1 {
      if isOpen(next, 0x7B) {
        // A literal of a list or a map: the type stands right before the brace.
        let isLiteral = isWord(next - 1) && (kind(next - 2) == .close && first(next - 2) == 0x5D)
        if !isLiteral { return next }
      }
      if kind(next) == .newline || kind(next) == .close { return next }
      next = kind(next) == .open || kind(next) == .textOpen ? match(next) + 1 : next + 1
    }
    return next
  }

  /// `var x in list`, `const x of list`, `Type x : list`, `i, x := range list`.
  private mutating func sequence(_ end: Int) -> Loop? {
    var next = at
    var words: [Int] = []
    while next < min(end, at + 32) {
      if language == .go
        ? spells(next, "range")
        : isSymbol(next, ":") && language == .java
          || isWord(next) && next > at && (spells(next, "in") || spells(next, "of"))
      {
        at = next + 1
        let outer = bracesAreBlocks
        bracesAreBlocks = language == .go
        let value = nestedSequence(end)
        bracesAreBlocks = outer
        let names = words.map { string($0) }.filter { !CodeWords.modifiers.contains($0) && $0 != "_" }
        var variables = names.suffix(language == .go || language.isScript ? 2 : 1).map { $0 }
        // Of an index and an element the element is meant.
        if language == .go, words.count > 1, let last = names.last { variables = [last] }
        if language == .csharp || language == .java, let last = names.last { variables = [last] }
        return Loop(variables: variables, sequence: value, body: [])
      }
      if isWord(next) { words.append(next) }
      if isSymbol(next, ";") { return nil }
      next = kind(next) == .open || kind(next) == .textOpen ? match(next) + 1 : next + 1
    }
    return nil
  }

  private mutating func nestedSequence(_ end: Int) -> Expression {
    // A list of Go may stand in the head of a loop although its braces look like a block.
    if isOpen(at, 0x5B), language == .go {
      bracesAreBlocks = false
      return expression()
    }
    return expression()
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
