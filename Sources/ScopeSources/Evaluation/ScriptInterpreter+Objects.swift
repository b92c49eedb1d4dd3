import ScopeValues

// Assignments, and the methods that change an object.
extension ScriptInterpreter {
  mutating func assign(_ assignment: Assignment) {
    let value = evaluate(assignment.value)
    switch assignment.target.kind {
    case .name(let name):
      switch assignment.mode {
      case .set:
        set(name, value)
        if dialect == .shell { noteDefault(name, assignment.value) }
      case .setIfAbsent:
        if get(name) == nil {
          set(name, isParameter(assignment.value) ? hole(spelling(name), .variable, assignment.target.span) : value)
          noteDefault(name, assignment.value)
        }
      case .append:
        guard let old = get(name) else {
          return set(name, appended(hole(spelling(name), .variable, assignment.target.span), value))
        }
        if case .handle(let index) = old.shape { return store(appended(heap[index], value), at: index) }
        set(name, appended(old, value))
      }
    case .chain(let base, let steps):
      guard case .name(let name) = base.kind else { return }
      let old = get(name) ?? SourceValue(.null, origin(assignment.target.span))
      let path = steps.compactMap { step in self.path(step) }
      guard path.count == steps.count else { return }
      let changed = replaced(old, path[...]) { [self] previous in
        assignment.mode == .append ? appended(previous, value) : value
      }
      if let changed { set(name, changed) }
    case .list(let targets):
      for target in targets {
        if case .name(let name) = target.kind { set(name, hole(spelling(name), .variable, target.span)) }
      }
    default: break
    }
  }

  /// Whether a parameter has no default.
  private func isParameter(_ expression: Expression) -> Bool {
    guard case .chain(let base, _) = expression.kind, case .name("param") = base.kind else { return false }
    return true
  }

  private func appended(_ old: SourceValue, _ value: SourceValue) -> SourceValue {
    switch old.shape {
    case .list(let items, let rest):
      if case .handle = value.shape { return SourceValue.list(items + [value], rest: rest, at: old.origin) }
      return SourceValue.list(items + value.elements, rest: rest ?? value.openHole, at: old.origin)
    case .null: return dialect == .shell ? value : value
    default: return sum(old, value, value.origin.span)
    }
  }

  enum PathStep {
    case key(String, SourceOrigin)
    case position(Int)
  }

  private mutating func path(_ step: Access) -> PathStep? {
    switch step.kind {
    case .member(let name): return .key(name, origin(step.span))
    case .index(let expression):
      let index = evaluate(expression)
      if case .number(let text) = index.shape { return Int(text).map { .position($0) } }
      return index.text.map { .key($0, index.origin) }
    default: return nil
    }
  }

  /// A value with what a path leads to replaced; nil where a shared object was changed, so that the value stays.
  private mutating func replaced(
    _ value: SourceValue, _ path: ArraySlice<PathStep>, _ change: (SourceValue) -> SourceValue
  ) -> SourceValue? {
    if case .handle(let index) = value.shape {
      if let new = replaced(heap[index], path, change) { store(new, at: index) }
      return nil
    }
    guard let step = path.first else { return change(value) }
    switch step {
    case .key(let name, let place):
      var members: [ValueMember] = []
      var rest: Hole?
      if case .object(let known, let open) = value.shape { (members, rest) = (known, open) }
      let index = members.lastIndex { $0.key.lowercased() == name.lowercased() }
      let old = index.map { members[$0].value } ?? SourceValue(.null, place)
      guard let new = replaced(old, path.dropFirst(), change) else { return nil }
      if let index {
        members[index].value = new
      } else {
        members.append(ValueMember(key: name, keyOrigin: place, value: new))
      }
      return SourceValue(.object(members, rest: rest), value.origin)
    case .position(let position):
      guard case .list(var items, let rest) = value.shape, items.indices.contains(position) else { return value }
      guard let new = replaced(items[position], path.dropFirst(), change) else { return nil }
      items[position] = new
      return SourceValue(.list(items, rest: rest), value.origin)
    }
  }

  /// Carries out `$x.y.Add(z)`; false for any other expression.
  mutating func mutate(_ expression: Expression) -> Bool {
    guard dialect == .powerShell, case .chain(let base, let steps) = expression.kind, steps.count >= 2,
      case .name(let name) = base.kind, case .call(let arguments) = steps[steps.count - 1].kind,
      case .member(let method) = steps[steps.count - 2].kind
    else { return false }
    switch method.lowercased() {
    case "add", "addrange", "insert", "append", "push", "enqueue":
      let values = evaluated(arguments).map(\.value)
      guard let last = values.last else { return true }
      var path: [PathStep] = []
      for step in steps.dropLast(2) {
        guard let next = self.path(step) else { return true }
        path.append(next)
      }
      let key = values.count == 2 && method.lowercased() == "add" ? values[0] : nil
      let old = get(name) ?? SourceValue(.null, origin(expression.span))
      let changed = replaced(old, path[...]) { previous in
        if let key, let text = key.text {
          var members: [ValueMember] = []
          var rest: Hole?
          if case .object(let known, let open) = previous.shape { (members, rest) = (known, open) }
          members.append(ValueMember(key: text, keyOrigin: key.origin, value: last))
          return SourceValue(.object(members, rest: rest), previous.origin)
        }
        let list = previous.asList(previous.origin)
        guard case .list(let items, let rest) = list.shape else { return previous }
        if method.lowercased() == "addrange" {
          return SourceValue.list(items + last.elements, rest: rest ?? last.openHole, at: previous.origin)
        }
        return SourceValue.list(items + [last], rest: rest, at: previous.origin)
      }
      if let changed { set(name, changed) }
      return true
    case "remove", "removeat", "clear", "dispose", "save", "refresh": return true
    default: return false
    }
  }

  // MARK: Members and methods

  package mutating func member(_ name: String, of value: SourceValue, _ span: SourceSpan) -> SourceValue? {
    if case .handle(let index) = value.shape {
      return member(name, of: heap[index], span) ?? ownMember(name, of: heap[index], span)
    }
    guard dialect == .powerShell else { return nil }
    switch (value.shape, name.lowercased()) {
    case (.object(let members, let rest), "keys"):
      return SourceValue.list(
        members.map { SourceValue.literal($0.key, at: $0.keyOrigin) }, rest: rest, at: value.origin)
    case (.object(let members, let rest), "values"):
      return SourceValue.list(members.map(\.value), rest: rest, at: value.origin)
    case (.list(let items, nil), "count"), (.list(let items, nil), "length"):
      return SourceValue(.number(String(items.count)), origin(span))
    case (.list(let items, let rest), _)
    where items.contains(where: { if case .handle = $0.shape { true } else { false } }):
      return ownMember(name, of: SourceValue(.list(items.map { resolved($0) }, rest: rest), value.origin), span)
    default: return nil
    }
  }

  package mutating func method(
    _ name: String, of value: SourceValue, _ arguments: [EvaluatedArgument], _ span: SourceSpan
  ) -> SourceValue? {
    let first = arguments.first?.value
    if case .handle(let index) = value.shape { return method(name, of: heap[index], arguments, span) }
    switch name.lowercased() {
    case "split":
      guard let separators = first?.text, !separators.isEmpty else {
        return value.alternatives.count == 1
          ? SourceValue.list(value.split(\.isSpace), rest: nil, at: value.origin) : value
      }
      let parts = value.alternatives.flatMap { $0.split { separators.utf8.contains($0) } }
      return SourceValue.list(parts, rest: nil, at: value.origin)
    case "trim", "trimend", "trimstart":
      let bytes = first?.text.map { Array($0.utf8) }
      return value.trimmed { bytes?.contains($0) ?? $0.isSpace }
    case "tostring", "toarray", "tolower", "toupper", "tolowerinvariant", "clone", "getvalue", "invoke":
      return value
    case "replace":
      guard let from = first?.text, arguments.count > 1, let text = value.text, text.contains(from) else {
        return value
      }
      return SourceValue.any([value], at: value.origin)
    case "getenumerator":
      guard case .object(let members, let rest) = value.shape else { return value }
      let entries = members.map { member in
        let key = SourceValue.literal(member.key, at: member.keyOrigin)
        return SourceValue(
          .object(
            [
              ValueMember(key: "Key", keyOrigin: member.keyOrigin, value: key),
              ValueMember(key: "Name", keyOrigin: member.keyOrigin, value: key),
              ValueMember(key: "Value", keyOrigin: member.value.origin, value: member.value),
            ], rest: nil), member.value.origin)
      }
      return SourceValue.list(entries, rest: rest, at: value.origin)
    case "contains", "containskey":
      guard let wanted = first?.text?.lowercased() else { return nil }
      switch value.shape {
      case .list(let items, nil):
        return SourceValue(.boolean(items.contains { $0.text?.lowercased() == wanted }), origin(span))
      case .object(let members, nil):
        return SourceValue(.boolean(members.contains { $0.key.lowercased() == wanted }), origin(span))
      default: return nil
      }
    case "where", "foreach":
      guard case .function(let function)? = first?.shape else { return value }
      return name.lowercased() == "where" ? filtered(value, function, span) : mapped(value, function, span)
    case "new" where value.text?.hasPrefix("[") == true:
      return made(type: value.text ?? "", arguments.map(\.value), nil, span)
    case "add": return nil
    default: return nil
    }
  }

  /// A new object of a .NET type: permissions and lists are the ones that matter.
  mutating func made(type: String, _ arguments: [SourceValue], _ properties: SourceValue?, _ span: SourceSpan)
    -> SourceValue
  {
    let type = type.lowercased()
    let place = origin(span)
    if type.contains("list[") || type.contains("list`") || type.contains("arraylist") || type.hasSuffix("[]")
      || type.contains("collection")
    {
      return shared(SourceValue(.list([], rest: nil), place))
    }
    var members: [ValueMember] = []
    if type.hasSuffix("resourceaccess") || type.hasSuffix("resourceaccess]") {
      let names = type.contains("requiredresourceaccess") ? ["ResourceAccess"] : ["Id", "Type"]
      let values = arguments.flatMap(\.elements)
      for (name, value) in zip(names, values) {
        members.append(ValueMember(key: name, keyOrigin: value.origin, value: value))
      }
    }
    if case .object(let more, _)? = properties?.shape { members += more }
    return shared(SourceValue(.object(members, rest: nil), place))
  }

  mutating func filtered(_ value: SourceValue, _ function: Function, _ span: SourceSpan) -> SourceValue {
    if case .handle(let index) = value.shape { return filtered(heap[index], function, span) }
    let condition = function.body.lazy.compactMap { statement -> Expression? in
      if case .expression(let expression) = statement.kind { expression } else { nil }
    }.last
    guard let condition else { return value }
    switch value.shape {
    case .lookup(.permissions(let resource, let type)):
      let named = names(in: condition, of: "_").map { name in
        SourceValue(.lookup(.permission(resource: resource, type: type, name: name)), name.origin)
      }
      if named.isEmpty { return value }
      return named.count == 1 ? named[0] : SourceValue.list(named, rest: nil, at: value.origin)
    case .lookup(.principal): return narrowed(value, by: condition)
    case .list(let items, let rest):
      let kept = items.filter { item in
        let result = apply(function, to: item, span)
        return truth(result) != false
      }
      return kept.count == 1 && rest == nil ? kept[0] : SourceValue.list(kept, rest: rest, at: value.origin)
    case .hole(let hole): return SourceValue(.hole(hole), value.origin)
    default: return value
    }
  }

  /// `Get-MgServicePrincipal | Where-Object { $_.DisplayName -eq 'Microsoft Graph' }`.
  private mutating func narrowed(_ value: SourceValue, by condition: Expression) -> SourceValue {
    guard case .operation(let first, let rest) = condition.kind else { return value }
    for operand in rest where ["-eq", "-match", "-like", "-ieq", "-in", "-contains"].contains(operand.sign) {
      guard case .chain(_, let steps) = first.kind, case .member(let member)? = steps.last?.kind,
        ["displayname", "appid", "applicationid", "appdisplayname"].contains(member.lowercased())
      else { continue }
      let name = evaluate(operand.value)
      return SourceValue(.lookup(.principal(resource: name)), name.origin)
    }
    return value
  }

  mutating func mapped(_ value: SourceValue, _ function: Function, _ span: SourceSpan) -> SourceValue {
    if case .handle(let index) = value.shape { return mapped(heap[index], function, span) }
    switch value.shape {
    case .list(let items, let rest):
      var values = items.map { apply(function, to: $0, span) }
      if let rest {
        values.append(
          apply(function, to: SourceValue(.hole(Hole(rest.name, .element, rest.origin)), rest.origin), span))
      }
      values.removeAll { if case .null = $0.shape { true } else { false } }
      return SourceValue.list(values.flatMap(\.elements), rest: nil, at: value.origin)
    case .null: return value
    default: return apply(function, to: value, span)
    }
  }
}
