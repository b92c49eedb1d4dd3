import ScopeValues

// Control.
extension CodeParser {
  /// Reads a statement that begins with a keyword; false where none does.
  mutating func control(_ result: inout [Statement]) -> Bool {
    let start = at
    guard CodeWords.mayControl(list, at) else { return false }
    switch string(at) {
    case "if", "while", "switch", "for", "foreach", "lock", "synchronized", "fixed", "select", "catch", "with":
      guard
        language == .go || isOpen(at + 1, ASCII.openParenthesis) || spells(at + 1, "await")
          || isOpen(at + 1, ASCII.openBrace)
      else {
        return false
      }
      if language == .go, isOpen(at + 1, ASCII.openParenthesis), spells("select") || spells("with") || spells("lock") {
        return false
      }
      head(&result, start)
    case "else", "do", "try", "finally", "unsafe", "checked", "unchecked", "defer", "go":
      if language.isScript || language.putsTypesFirst,
        isSymbol(at + 1, ".") || isSymbol(at + 1, "=") || isOpen(at + 1, ASCII.openParenthesis) && !spells("try")
      {
        return false
      }
      let isElse = spells("else")
      at += 1
      if language == .java, isOpen(at, ASCII.openParenthesis) {
        // Resources of `try (…)`.
        let end = match(at)
        at += 1
        result += statements(until: end)
        at = end + 1
      }
      if spells("defer") || spells("go") { return true }
      let isElseIf = isElse && spells("if")
      let body = self.body()
      if isElse, case .branch(var branches)? = result.last?.kind {
        let role: Branch.Role = branches.last?.role == .choice ? .otherwise : .possible
        if isElseIf, role == .otherwise, case .branch(var inner)? = body.last?.kind, !inner.isEmpty {
          // One chain of conditions, not a condition within the other branch.
          inner[0].body = Array(body.dropLast()) + inner[0].body
          branches += inner
        } else {
          branches.append(Branch(body: body, role: role))
        }
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
        // What else is returned may call something as well.
        let other = expression()
        result.append(Statement(.expression(other), other.span))
      }
      flush(&result)
      result.append(Statement(.result(value), span(from: start)))
    case "case", "default":
      guard !isSymbol(at + 1, "."), !isOpen(at + 1, ASCII.openParenthesis) || spells("case") else { return false }
      let role: Branch.Role = spells("default") ? .otherwise : .choice
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
      result.append(Statement(.branch([Branch(body: inner, role: role), Branch(body: [])]), span(from: start)))
    case "import", "package", "namespace", "using": return directive(&result, start)
    case "global" where language == .csharp && spells(at + 1, "using"):
      at += 1
      return directive(&result, start)
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
    let isChoice = spells("if")
    let isSwitch = spells("switch") || spells("select")
    at += 1
    if spells("await"), isWord(at) { at += 1 }
    var loop = Loop(variables: [], sequence: nil, body: [])
    let isParenthesised = isOpen(at, ASCII.openParenthesis) && language != .go
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
      let role: Branch.Role = isChoice ? .choice : .possible
      var branches = [Branch(condition: condition, body: body, role: role)]
      if isSwitch, let cases = Self.cases(body) {
        branches = cases
        branches[0].condition = condition
      }
      result.append(Statement(.branch(branches), span(from: start)))
    }
  }

  /// The cases of a `switch` as branches beside each other; one without a body falls into the next.
  private static func cases(_ body: [Statement]) -> [Branch]? {
    var cases: [Branch] = []
    for statement in body {
      guard case .branch(let branches) = statement.kind, branches.count == 2, branches[0].role != .possible,
        branches[1].body.isEmpty
      else { return nil }
      if !branches[0].body.isEmpty { cases.append(branches[0]) }
    }
    return cases.isEmpty ? nil : cases
  }

  /// Where the head of a statement of Go ends: at the brace of its body.
  private func goHeadEnd() -> Int {
    var next = at
    while next < tokens.count - 1 {
      if isOpen(next, ASCII.openBrace) {
        // A literal of a list or a map: the type stands right before the brace.
        let isLiteral = isWord(next - 1) && (kind(next - 2) == .close && first(next - 2) == ASCII.closeBracket)
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
    if isOpen(at, ASCII.openBracket), language == .go {
      bracesAreBlocks = false
      return expression()
    }
    return expression()
  }
}
