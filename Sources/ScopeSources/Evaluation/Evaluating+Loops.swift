import ScopeValues

// Loops.
extension Evaluating {
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

  mutating func comprehension(_ loop: Comprehension, _ span: SourceSpan) -> SourceValue {
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
        truth(kept) == false, !hangsOnDefault(condition, with: names)
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
