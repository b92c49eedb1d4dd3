import ScopeValues

extension CodeParser {
  /// An expression up to a comma, a closing bracket, a semicolon or the end of the statement.
  mutating func expression() -> Expression {
    nested(Expression(.unknown, span)) { parser in parser.wholeExpression() }
  }

  private mutating func wholeExpression() -> Expression {
    let start = at
    if let function = lambda() { return function }
    var value = operations(0)
    while true {
      let next = language == .python ? at : continued(at)
      if language == .python, spells(next, "if") {
        at = next + 1
        let condition = operations(0)
        if spells("else") { at += 1 }
        let other = expression()
        value = Expression(.conditional(condition, then: value, else: other), span(from: start))
      } else if language != .python, isSymbol(next, "?"), language != .go {
        at = next + 1
        skipNewlines()
        let then = expression()
        at = continued(at)
        var other = Expression(.null, span)
        if isSymbol(at, ":") {
          at += 1
          skipNewlines()
          other = expression()
        }
        value = Expression(.conditional(value, then: then, else: other), span(from: start))
      } else if language == .csharp, spells(at, "switch"), isOpen(at + 1, ASCII.openBrace) {
        value = switchExpression(value, start)
      } else if isSymbol(at, "=") || isAssignmentSign(at), language != .python || !isSymbol(at, "=") {
        // An assignment within an expression: its binding goes before the statement, its value stays.
        let mode: Assignment.Mode = isSymbol(at, "+=") ? .append : isSymbol(at, "??=") ? .setIfAbsent : .set
        at += 1
        skipNewlines()
        let right = expression()
        pending.append(
          Statement(.assignment(Assignment(target: value, mode: mode, value: right)), span(from: start)))
        value = right
      } else {
        return value
      }
    }
  }

  func isAssignmentSign(_ index: Int) -> Bool {
    guard kind(index) == .symbol else { return false }
    return spells(index, "+=") || spells(index, "??=") || spells(index, ":=") || spells(index, "||=")
      || spells(index, "-=") || spells(index, "|=")
  }

  private mutating func switchExpression(_ subject: Expression, _ start: Int) -> Expression {
    at += 1
    let end = match(at)
    at += 1
    var values: [Expression] = []
    while at < end {
      let before = at
      while at < end, !isSymbol(at, "=>") { at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1 }
      at += 1
      if at < end { values.append(expression()) }
      if isSymbol(at, ",") { at += 1 }
      if at == before { at += 1 }
    }
    at = end + 1
    var value = values.popLast() ?? Expression(.unknown, span(from: start))
    for other in values.suffix(32).reversed() {
      value = Expression(.conditional(subject, then: other, else: value), span(from: start))
    }
    return value
  }

  // MARK: Operators

  /// Where the expression goes on although a line ended: before a point or an operator.
  func continued(_ index: Int) -> Int {
    guard kind(index) == .newline, language.isScript else { return index }
    let next = afterNewlines(index)
    guard kind(next) == .symbol else { return index }
    switch first(next) {
    case ASCII.point, ASCII.question, ASCII.colon: return next
    case ASCII.plus, ASCII.hyphen: return spells(next, "++") || spells(next, "--") ? index : next
    case ASCII.bar, ASCII.ampersand, ASCII.asterisk, ASCII.percent, ASCII.less, ASCII.greater: return next
    case ASCII.equals: return spells(next, "=") || spells(next, "=>") ? index : next
    case ASCII.exclamation: return spells(next, "!=") || spells(next, "!==") ? next : index
    default: return index
    }
  }

  /// How tightly a token binds as an operator between two operands; 0 for none.
  private func precedence(_ index: Int) -> Int {
    switch kind(index) {
    case .symbol:
      switch first(index) {
      case ASCII.question: return spells(index, "??") ? 1 : 0
      case ASCII.bar: return spells(index, "||") ? 1 : spells(index, "|") ? 5 : 0
      case ASCII.ampersand: return spells(index, "&&") ? 2 : spells(index, "&") ? 5 : 0
      case ASCII.equals: return spells(index, "==") || spells(index, "===") ? 4 : 0
      case ASCII.exclamation: return spells(index, "!=") || spells(index, "!==") ? 4 : 0
      case ASCII.less, ASCII.greater: return spells(index, "<-") ? 0 : 4
      case ASCII.caret: return 5
      case ASCII.plus: return spells(index, "+") ? 6 : 0
      case ASCII.hyphen: return spells(index, "-") ? 6 : 0
      case ASCII.asterisk: return spells(index, "*") || spells(index, "**") ? 7 : 0
      case ASCII.slash: return spells(index, "/") || spells(index, "//") ? 7 : 0
      case ASCII.percent: return spells(index, "%") ? 7 : 0
      default: return 0
      }
    case .word:
      if language == .python {
        return spells(index, "or")
          ? 1
          : spells(index, "and") ? 2 : spells(index, "in") || spells(index, "is") || spells(index, "not") ? 4 : 0
      }
      return spells(index, "is") || spells(index, "instanceof") || spells(index, "as") || spells(index, "in") ? 4 : 0
    default: return 0
    }
  }

  /// Operands that are bound more tightly than `minimum`.
  mutating func operations(_ minimum: Int) -> Expression {
    let start = at
    var value = operand()
    while true {
      let sign = continued(at)
      let level = precedence(sign)
      guard level > minimum else { return value }
      var operands: [Operand] = []
      var next = sign
      while precedence(next) == level {
        let spelled = string(next)
        at = next + 1
        skipNewlines()
        if kind(next) == .word, !["or", "and"].contains(spelled) {
          if spelled == "is", let isNot = nullTest() {
            operands.append(Operand(sign: isNot ? "is not" : "is", value: Expression(.null, list[at - 1].span)))
          } else if language != .python, let type = afterType(at) {
            // `x as Type`, `x is Type`: what follows is no part of the value. A question mark asks, and is no part of a
            // tested type.
            at = isSymbol(type.next - 1, "?") && spelled == "is" ? type.next - 1 : type.next
          } else {
            // `x not in y`.
            _ = operations(level)
          }
        } else {
          operands.append(
            Operand(sign: spelled, value: nested(Expression(.unknown, span)) { $0.operations(level) }))
        }
        next = continued(at)
      }
      if !operands.isEmpty { value = Expression(.operation(value, operands), span(from: start)) }
    }
  }

  /// Whether a value is tested for being absent or present, after `is`: `null`, `not null`, `None`; nil for any other
  /// test.
  private mutating func nullTest() -> Bool? {
    let isNot = spells(at, "not")
    let word = isNot ? at + 1 : at
    guard isWord(word), spells(word, "null") || spells(word, "None") || spells(word, "undefined") else { return nil }
    at = word + 1
    return isNot
  }

  private static let prefixes: Set<String> = [
    "await", "new", "typeof", "void", "delete", "throw", "yield", "async", "ref", "out", "checked", "unchecked",
  ]

  /// Whether a word is a sign before its operand.
  private func isPrefix(_ index: Int) -> Bool {
    guard kind(index) == .word, language != .go else { return false }
    let next = index + 1
    guard isWord(next) || kind(next) == .textOpen || kind(next) == .open || isSymbol(next, "!") || isSymbol(next, "::")
    else { return false }
    if language == .python { return spells(index, "await") || spells(index, "not") || spells(index, "yield") }
    guard Self.prefixes.contains(string(index)) else { return false }
    return isWord(next) || kind(next) == .textOpen || spells(index, "new") || spells(index, "await")
      || spells(index, "typeof") || isSymbol(next, "!")
  }

  /// One operand with its signs.
  mutating func operand() -> Expression {
    let start = at
    var signs: [String] = []
    while true {
      if kind == .symbol {
        switch first(at) {
        case ASCII.exclamation, ASCII.hyphen, ASCII.plus, ASCII.tilde, ASCII.ampersand, ASCII.asterisk, ASCII.caret:
          break
        case ASCII.point where spells("..."): break
        case ASCII.less where spells("<-"): break
        default: return prefixed(signs, start)
        }
        signs.append(string(at))
        at += 1
      } else if isPrefix(at) {
        if spells("async"), isOpen(at + 1, ASCII.openParenthesis) || isWord(at + 1), let function = lambda() {
          return function
        }
        signs.append(string(at))
        at += 1
      } else {
        return prefixed(signs, start)
      }
      if signs.count > 32 { return prefixed(signs, start) }
    }
  }

  private mutating func prefixed(_ signs: [String], _ start: Int) -> Expression {
    if signs.contains("new") {
      let value = creation()
      return Expression(.prefixed("new", value), span(from: start))
    }
    let begin = at
    let value = chain(primary(), begin)
    if let sign = signs.first(where: { ["!", "not", "typeof", "-", "~"].contains($0) }) {
      return Expression(.prefixed(sign, value), span(from: start))
    }
    return value
  }
}
