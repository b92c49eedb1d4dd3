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
  /// Whether a condition hangs on a switch that nothing but its default decides: another run may decide otherwise.
  mutating func hangsOnDefault(_ condition: Expression) -> Bool
  /// The same of a condition in which some names stand for these values.
  mutating func hangsOnDefault(_ condition: Expression, with names: [(String, SourceValue)]) -> Bool
  /// Whether nothing but a default decides which entry a key picks.
  mutating func hangsOnDefault(key: Expression) -> Bool
  /// What the arguments of a call come to.
  mutating func evaluated(_ arguments: [Argument]) -> [EvaluatedArgument]
  /// What the last stage of a pipeline yields.
  mutating func pipeline(_ stages: [Expression], _ span: SourceSpan) -> SourceValue
  /// How a variable is written, for the name of a hole.
  func spelling(_ name: String) -> String
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

  package mutating func hangsOnDefault(_ condition: Expression) -> Bool { false }

  package mutating func hangsOnDefault(_ condition: Expression, with names: [(String, SourceValue)]) -> Bool {
    hangsOnDefault(condition)
  }

  package mutating func hangsOnDefault(key: Expression) -> Bool { hangsOnDefault(key) }

  /// A default decides which text is meant; of what is declared or listed, what it leaves out may be there as well.
  private mutating func chosen(
    _ condition: Expression, _ value: Expression, _ other: Expression, _ span: SourceSpan
  ) -> SourceValue {
    let value = evaluate(value)
    guard value.mayBeLeftOut, hangsOnDefault(condition) else { return value }
    let other = evaluate(other)
    return other.mayBeLeftOut ? SourceValue.any([value, other], at: origin(span)) : value
  }

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
      case true?: return chosen(condition, yes, no, span)
      case false?: return chosen(condition, no, yes, span)
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

  mutating func list(_ items: [Expression], _ span: SourceSpan) -> SourceValue {
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

  mutating func object(_ members: [ObjectMember], _ span: SourceSpan) -> SourceValue {
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
}
