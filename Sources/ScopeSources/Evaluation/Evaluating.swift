import ScopeValues

/// An evaluator of one language: what its names, functions and members mean; the rest all languages share.
///
/// ``evaluate(_:)`` never fails and never runs away: what is not known is a hole, and after ``budget`` steps
/// everything is.
package protocol Evaluating {
  /// The file that the expressions at hand stand in.
  var source: SourceText { get }
  var budget: EvaluationBudget { get set }

  /// What a bare name stands for.
  mutating func value(named name: String, _ span: SourceSpan) -> SourceValue
  /// What the first steps of a chain that begins with a name stand for together, and how many they are; nil where the
  /// name stands for itself.
  mutating func reference(_ name: String, _ steps: [Access], _ span: SourceSpan) -> (value: SourceValue, used: Int)?
  /// What a function answers.
  mutating func call(_ name: String, _ arguments: [EvaluatedArgument], _ span: SourceSpan) -> SourceValue
  /// A member that the language adds to a value; nil for the value's own.
  mutating func member(_ name: String, of value: SourceValue, _ span: SourceSpan) -> SourceValue?
  /// What a method of a value answers; nil where it is not known.
  mutating func method(
    _ name: String, of value: SourceValue, _ arguments: [EvaluatedArgument], _ span: SourceSpan
  ) -> SourceValue?
  /// What statements in brackets yield.
  mutating func results(of statements: [Statement], _ span: SourceSpan) -> SourceValue
  /// The value of an expression in which some names stand for these values.
  mutating func evaluate(_ expression: Expression, with names: [(String, SourceValue)]) -> SourceValue
  /// Whether a condition holds; nil where that is not known.
  mutating func truth(_ value: SourceValue) -> Bool?
  /// What the arguments of a call come to.
  mutating func evaluated(_ arguments: [Argument]) -> [EvaluatedArgument]
  /// What the last stage of a pipeline yields.
  mutating func pipeline(_ stages: [Expression], _ span: SourceSpan) -> SourceValue
  /// How a variable is written, for the name of a hole.
  func spelling(_ name: String) -> String
}

/// An argument whose value is known as far as the source tells.
package struct EvaluatedArgument: Sendable {
  package var label: String?
  package var value: SourceValue
  package var span: SourceSpan
  /// Unevaluated, for functions that take conditions.
  package var expression: Expression

  package init(label: String?, value: SourceValue, span: SourceSpan, expression: Expression) {
    self.label = label
    self.value = value
    self.span = span
    self.expression = expression
  }
}

/// How much may still be done; what a hostile source costs is bounded by it.
package struct EvaluationBudget: Sendable {
  package var steps: Int
  package var depth = 0

  /// Calls of functions within functions.
  package static let maximumDepth = 64

  /// A budget in proportion to the size of what is evaluated.
  package init(bytes: Int) { steps = 200_000 + bytes * 4 }

  package var isSpent: Bool { steps <= 0 }

  package mutating func spend(_ count: Int = 1) { steps -= count }
}

extension Evaluating {
  package func origin(_ span: SourceSpan) -> SourceOrigin { SourceOrigin(source, span) }

  package func hole(_ name: String, _ reason: Hole.Reason, _ span: SourceSpan) -> SourceValue {
    SourceValue(.hole(Hole(name, reason, origin(span))), origin(span))
  }

  /// How an expression is written, for the name of a hole: its beginning, on one line.
  package func written(_ span: SourceSpan) -> String {
    let text = source.string(SourceSpan(start: span.start, end: min(span.end, span.start + 80)))
    return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? text
  }

  package mutating func reference(
    _ name: String, _ steps: [Access], _ span: SourceSpan
  ) -> (value: SourceValue, used: Int)? { nil }

  package mutating func member(_ name: String, of value: SourceValue, _ span: SourceSpan) -> SourceValue? { nil }

  package mutating func method(
    _ name: String, of value: SourceValue, _ arguments: [EvaluatedArgument], _ span: SourceSpan
  ) -> SourceValue? { nil }

  package func spelling(_ name: String) -> String { name }

  package mutating func truth(_ value: SourceValue) -> Bool? { value.isTrue }

  package mutating func pipeline(_ stages: [Expression], _ span: SourceSpan) -> SourceValue {
    stages.first.map { evaluate($0) } ?? SourceValue(.null, origin(span))
  }

  /// What an expression comes to.
  package mutating func evaluate(_ expression: Expression) -> SourceValue {
    budget.spend()
    guard !budget.isSpent, budget.depth < 400 else {
      return hole("more steps than are followed", .limit, expression.span)
    }
    budget.depth += 1
    defer { budget.depth -= 1 }
    let span = expression.span
    switch expression.kind {
    case .text(let parts): return text(parts, span)
    case .number(let number): return SourceValue(.number(number), origin(span))
    case .boolean(let flag): return SourceValue(.boolean(flag), origin(span))
    case .null: return SourceValue(.null, origin(span))
    case .name(let name): return value(named: name, span)
    case .list(let items): return list(items, span)
    case .object(let members): return object(members, span)
    case .chain(let base, let steps): return chain(base, steps, span)
    case .operation(let first, let rest): return operation(first, rest, span)
    case .prefixed(let sign, let operand): return prefixed(sign, operand, span)
    case .conditional(let condition, let yes, let no):
      switch truth(evaluate(condition)) {
      case true?: return evaluate(yes)
      case false?: return evaluate(no)
      case nil: return SourceValue.any([evaluate(yes), evaluate(no)], at: origin(span))
      }
    case .comprehension(let loop): return comprehension(loop, span)
    case .function(let function): return SourceValue(.function(function), origin(span))
    case .pipeline(let stages): return pipeline(stages, span)
    case .block(let statements): return results(of: statements, span)
    case .unknown: return hole(written(span), .unsupported, span)
    }
  }

  // MARK: Literals

  package mutating func text(_ parts: [TextPart], _ span: SourceSpan) -> SourceValue {
    var alternatives: [[ValuePiece]] = [[]]
    for part in parts {
      switch part {
      case .literal(let text, let place):
        for index in alternatives.indices { alternatives[index].append(.literal(text, origin(place))) }
      case .hole(let expression):
        let value = evaluate(expression)
        if alternatives.count == 1, value.alternatives.count == 1 {
          alternatives[0] += pieces(of: value, expression.span)
        } else {
          alternatives = joined(alternatives, value, expression.span)
        }
        if alternatives.count > SourceValue.maximumAlternatives {
          return hole("more than \(SourceValue.maximumAlternatives) values", .limit, span)
        }
      }
    }
    return SourceValue.any(alternatives.map { SourceValue.text($0, at: origin(span)) }, at: origin(span))
  }

  private func pieces(of value: SourceValue, _ span: SourceSpan) -> [ValuePiece] {
    value.pieces ?? value.joinedPieces ?? [.hole(Hole(written(span), .unsupported, origin(span)))]
  }

  private func joined(_ alternatives: [[ValuePiece]], _ value: SourceValue, _ span: SourceSpan) -> [[ValuePiece]] {
    let values = value.alternatives.map { pieces(of: $0, span) }
    return alternatives.flatMap { head in values.map { head + $0 } }
  }

  private mutating func list(_ items: [Expression], _ span: SourceSpan) -> SourceValue {
    var values: [SourceValue] = []
    var rest: Hole?
    for item in items {
      if case .prefixed("...", let inner) = item.kind {
        let value = evaluate(inner)
        if case .list(let more, let open) = value.shape {
          values += more
          rest = rest ?? open
        } else {
          rest = rest ?? value.hole ?? Hole(written(inner.span), .unsupported, origin(inner.span))
        }
      } else if case .block(let statements) = item.kind {
        values += results(of: statements, item.span).elements
      } else {
        values.append(evaluate(item))
      }
    }
    return SourceValue.list(values, rest: rest, at: origin(span))
  }

  private mutating func object(_ members: [ObjectMember], _ span: SourceSpan) -> SourceValue {
    var list: [ValueMember] = []
    var rest: Hole?
    for member in members {
      // A resource within a resource is no property.
      if case .name = member.key.kind { continue }
      let value = evaluate(member.value)
      if member.isSpread {
        if case .object(let more, let open) = value.shape {
          list += more
          rest = rest ?? open
        } else {
          rest = rest ?? value.hole
        }
        continue
      }
      let key = evaluate(member.key)
      guard let name = key.text else {
        rest = rest ?? key.hole ?? Hole(written(member.key.span), .unsupported, origin(member.key.span))
        continue
      }
      list.append(ValueMember(key: name, keyOrigin: key.origin, value: value))
    }
    return SourceValue(.object(list, rest: rest), origin(span))
  }

  // MARK: Loops

  /// The elements of a list or an object with their keys or indices; one hole for what is not known.
  package func entries(of value: SourceValue, _ span: SourceSpan) -> (
    entries: [(key: SourceValue, value: SourceValue)], rest: Hole?
  ) {
    switch value.shape {
    case .list(let items, let rest):
      return (
        items.enumerated().map { (SourceValue(.number(String($0.offset)), value.origin), $0.element) }, rest
      )
    case .object(let members, let rest):
      return (members.map { (SourceValue.literal($0.key, at: $0.keyOrigin), $0.value) }, rest)
    case .anyOf(let values):
      let all = values.map { entries(of: $0, span) }
      return (all.flatMap(\.entries), all.lazy.compactMap(\.rest).first)
    case .null: return ([], nil)
    case .hole(let hole): return ([], Hole(hole.name, .element, origin(span)))
    default: return ([], Hole(written(span), .element, origin(span)))
    }
  }

  private mutating func comprehension(_ loop: Comprehension, _ span: SourceSpan) -> SourceValue {
    let sequence = evaluate(loop.sequence)
    let known: [(key: SourceValue, value: SourceValue)]
    let rest: Hole?
    if case .lookup(.permissions(let resource, let type)) = sequence.shape {
      // What an API publishes, narrowed by the condition to those that are named.
      let named = names(in: loop.condition, of: loop.variables.last ?? "")
      known = named.map { name in
        let permission = SourceValue(.lookup(.permission(resource: resource, type: type, name: name)), name.origin)
        return (permission, permission)
      }
      rest = nil
    } else {
      (known, rest) = entries(of: sequence, loop.sequence.span)
    }
    var values: [SourceValue] = []
    var members: [ValueMember] = []
    var open = rest
    func bound(_ key: SourceValue, _ value: SourceValue) -> [(String, SourceValue)] {
      switch loop.variables.count {
      case 0: []
      case 1: [(loop.variables[0], value)]
      default: [(loop.variables[0], key), (loop.variables[1], value)]
      }
    }
    for entry in known {
      let names = bound(entry.key, entry.value)
      if let condition = loop.condition, known.count > 0, case let kept = evaluate(condition, with: names),
        truth(kept) == false
      {
        continue
      }
      let value = evaluate(loop.value, with: names)
      if let key = loop.key {
        let name = evaluate(key, with: names)
        if let text = name.text {
          members.append(ValueMember(key: text, keyOrigin: name.origin, value: value))
        } else {
          open = open ?? name.hole
        }
      } else {
        values.append(value)
      }
    }
    if loop.key != nil { return SourceValue(.object(members, rest: open), origin(span)) }
    return SourceValue.list(values, rest: open, at: origin(span))
  }

  /// The names that a condition asks a permission for: `x.value == name`, `contains(names, x.value)`.
  package mutating func names(in condition: Expression?, of variable: String) -> [SourceValue] {
    guard let condition else { return [] }
    switch condition.kind {
    case .operation(let first, let rest):
      var operands = [first]
      var found: [SourceValue] = []
      for operand in rest {
        let left = operands[operands.count - 1]
        switch operand.sign {
        case "==", "=~", "-eq", "-ieq", "-ceq", "-in", "-like", "-match":
          if isName(left, of: variable) {
            found += evaluate(operand.value).elements
          } else if isName(operand.value, of: variable) {
            found += evaluate(left).elements
          }
        case "-contains", "-icontains":
          if isName(operand.value, of: variable) {
            found += evaluate(left).elements
          } else if isName(left, of: variable) {
            found += evaluate(operand.value).elements
          }
        case "&&", "-and": found += names(in: left, of: variable)
        default: break
        }
        operands.append(operand.value)
      }
      if rest.contains(where: { $0.sign == "&&" || $0.sign == "-and" }), found.isEmpty, let last = operands.last {
        found = names(in: last, of: variable)
      }
      return found
    case .chain(let base, let steps):
      guard case .name(let name) = base.kind, name == "contains", steps.count == 1,
        case .call(let arguments) = steps[0].kind, arguments.count == 2, isName(arguments[1].value, of: variable)
      else { return [] }
      return evaluate(arguments[0].value).elements
    case .prefixed(_, let inner): return names(in: inner, of: variable)
    default: return []
    }
  }

  /// Whether an expression is the name of a loop's permission: `role.value`, `$_.Value`.
  private func isName(_ expression: Expression, of variable: String) -> Bool {
    guard case .chain(let base, let steps) = expression.kind, case .name(let name) = base.kind, name == variable,
      steps.count == 1, case .member(let member) = steps[0].kind
    else { return false }
    return ["value", "id"].contains(member.lowercased())
  }
}
