import ScopeValues

// Branches and loops.
extension ScriptInterpreter {
  mutating func run(_ branches: [Branch]) {
    var changed: [(Change, SourceValue)] = []
    var isCertain = false
    var hasElse = false
    var speculated = 0
    for branch in branches {
      var truth: Bool? =
        branch.condition == nil && speculated == 0 && branches.count > 1 && branches.first?.condition == nil
        ? true : nil
      var narrowed: (String, SourceValue)?
      if let condition = branch.condition {
        narrowed = self.narrowed(by: condition)
        truth = narrowed != nil ? true : self.truth(evaluate(condition))
        if narrowed == nil, truth != nil, hangsOnDefault(condition) { truth = nil }
      } else {
        hasElse = true
      }
      if truth == false { continue }
      if let narrowed { set(narrowed.0, narrowed.1) }
      if truth == true, speculated == 0 {
        let wasTried = branch.condition == nil && branches.first?.condition == nil
        run(branch.body)
        // What catches an error may run as well.
        if wasTried { continue }
        isCertain = true
        break
      }
      speculated += 1
      changed += speculate(branch.body)
      if truth == true {
        hasElse = true
        break
      }
    }
    guard !isCertain, !changed.isEmpty else { return }
    merge(changed, isExhaustive: hasElse, branches: speculated)
  }

  /// Runs a body that may not run, and takes back what it changed.
  private mutating func speculate(_ body: [Statement]) -> [(Change, SourceValue)] {
    journals.append([])
    run(body)
    isReturning = false
    let changes = journals.removeLast()
    var result: [(Change, SourceValue)] = []
    for change in changes.reversed() {
      switch change {
      case .variable(let scope, let name, let old):
        if let value = scopes.indices.contains(scope) ? scopes[scope][name] : nil { result.append((change, value)) }
        if scopes.indices.contains(scope) { scopes[scope][name] = old }
      case .object(let index, let old):
        result.append((change, heap[index]))
        heap[index] = old
      }
    }
    return result
  }

  /// Takes what branches set, each as a possibility; what was there before is one where no branch need run.
  private mutating func merge(_ changed: [(Change, SourceValue)], isExhaustive: Bool, branches: Int) {
    var values: [String: (change: Change, values: [SourceValue])] = [:]
    var order: [String] = []
    for (change, value) in changed {
      let name =
        switch change {
        case .variable(let scope, let name, _): "\(scope) \(name)"
        case .object(let index, _): "#\(index)"
        }
      if values[name] == nil { order.append(name) }
      values[name, default: (change, [])].values.append(value)
    }
    for name in order {
      guard let (change, found) = values[name] else { continue }
      switch change {
      case .variable(let scope, let name, _):
        guard scopes.indices.contains(scope) else { continue }
        let base = isExhaustive && found.count >= branches ? nil : scopes[scope][name]
        let merged = SourceValue.merged((base.map { [$0] } ?? []) + found, at: found[0].origin)
        note(.variable(scope: scope, name: name, old: scopes[scope][name]))
        scopes[scope][name] = merged
      case .object(let index, _):
        let merged = SourceValue.merged([heap[index]] + found, at: found[0].origin)
        note(.object(index, old: heap[index]))
        heap[index] = merged
      }
    }
  }

  mutating func note(_ change: Change) {
    if !journals.isEmpty { journals[journals.count - 1].append(change) }
  }

  /// `$permission.Value -eq $name` of a loop over what an API publishes: in the body the permission is that one.
  private mutating func narrowed(by condition: Expression) -> (String, SourceValue)? {
    guard dialect == .powerShell, case .operation(let first, let rest) = condition.kind, let operand = rest.first,
      ["-eq", "-ieq", "-ceq", "-in", "-match", "-like"].contains(operand.sign)
    else { return nil }
    for (side, other) in [(first, operand.value), (operand.value, first)] {
      guard case .chain(let base, let steps) = side.kind, case .name(let name) = base.kind, steps.count == 1,
        case .member(let member) = steps[0].kind, member.lowercased() == "value",
        case .lookup(.permission(let resource, let type, let known))? = get(name)?.shape, known.hole != nil
      else { continue }
      let named = evaluate(other)
      return (name, SourceValue(.lookup(.permission(resource: resource, type: type, name: named)), named.origin))
    }
    return nil
  }

  mutating func run(_ loop: Loop) {
    guard let sequence = loop.sequence else {
      // It may run or not.
      return merge(speculate(loop.body), isExhaustive: false, branches: 1)
    }
    let name = loop.variables.last ?? ""
    let (values, rest) = turns(sequence)
    for value in values.prefix(SourceValue.maximumElements) {
      guard !budget.isSpent, !isReturning else { return }
      set(name, value)
      run(loop.body)
    }
    if let rest {
      set(name, SourceValue(.hole(Hole(rest.name, .element, origin(sequence.span))), origin(sequence.span)))
      run(loop.body)
    }
  }

  /// The values of a loop's turns, and why there may be more.
  private mutating func turns(_ sequence: Expression) -> ([SourceValue], Hole?) {
    if dialect == .shell, case .list(let items) = sequence.kind {
      var values: [SourceValue] = []
      var rest: Hole?
      for item in items {
        let value = evaluate(item)
        if case .list(let more, let open) = value.shape {
          values += more
          rest = rest ?? open
        } else if case .object(let members, let open) = value.shape {
          values += members.map(\.value)
          rest = rest ?? open
        } else if case .hole(let hole) = value.shape {
          rest = rest ?? hole
        } else {
          // A variable without quotes is as many words as its text has.
          if case .name = item.kind {
            values += value.alternatives.flatMap { $0.split(\.isSpace) }
          } else {
            values += value.alternatives
          }
        }
      }
      return (values, rest)
    }
    let value = resolved(evaluate(sequence))
    switch value.shape {
    case .list(let items, let rest): return (items, rest)
    case .anyOf(let values):
      let lists = values.map(\.elements)
      return (lists.flatMap { $0 }, values.lazy.compactMap(\.openHole).first)
    case .hole(let hole): return ([], hole)
    case .null: return ([], nil)
    case .lookup(.permissions(let resource, let type)):
      let name = hole("what the API publishes", .resource, sequence.span)
      return ([SourceValue(.lookup(.permission(resource: resource, type: type, name: name)), value.origin)], nil)
    default: return ([value], nil)
    }
  }
}
