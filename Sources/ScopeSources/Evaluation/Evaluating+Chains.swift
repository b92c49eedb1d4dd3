import ScopeValues

// Members, indices, calls and operators.
extension Evaluating {
  mutating func chain(_ base: Expression, _ steps: [Access], _ span: SourceSpan) -> SourceValue {
    var value: SourceValue
    var next = 0
    if case .name(let name) = base.kind {
      if let found = reference(name, steps, span) {
        value = found.value
        next = found.used
      } else if case .call(let arguments)? = steps.first?.kind {
        value = call(name, evaluated(arguments), base.span.through(steps[0].span))
        next = 1
      } else {
        value = self.value(named: name, base.span)
      }
    } else {
      value = evaluate(base)
    }
    while next < steps.count {
      let step = steps[next]
      let here = base.span.through(step.span)
      switch step.kind {
      case .member(let name):
        if next + 1 < steps.count, case .call(let arguments) = steps[next + 1].kind {
          let evaluatedArguments = evaluated(arguments)
          value =
            method(name, of: value, evaluatedArguments, here)
            ?? SourceValue(.hole(Hole(value.hole?.name ?? written(here), .call, origin(span))), origin(span))
          next += 1
        } else {
          value = member(name, of: value, here) ?? ownMember(name, of: value, here)
        }
      case .index(let index): value = chosen(index, of: value, here)
      case .call(let arguments):
        value =
          method("", of: value, evaluated(arguments), here)
          ?? SourceValue(.hole(Hole(value.hole?.name ?? written(here), .call, origin(span))), origin(span))
      case .all: break
      }
      next += 1
    }
    return value
  }

  /// The entry that a key picks; of what is declared or listed, every entry where nothing but a default decides.
  mutating func chosen(_ index: Expression, of value: SourceValue, _ span: SourceSpan) -> SourceValue {
    let picked = evaluate(index)
    let found = element(picked, of: value, span)
    guard case .object(let members, _) = value.shape, members.count > 1, picked.text != nil, found.isContainer,
      hangsOnDefault(key: index)
    else { return found }
    return SourceValue.any(members.map(\.value).filter(\.isContainer), at: origin(span))
  }

  package mutating func evaluated(_ arguments: [Argument]) -> [EvaluatedArgument] {
    arguments.map {
      EvaluatedArgument(label: $0.label, value: evaluate($0.value), span: $0.span, expression: $0.value)
    }
  }

  /// A member by its name; of a list, the members of all its elements.
  package func ownMember(_ name: String, of value: SourceValue, _ span: SourceSpan) -> SourceValue {
    switch value.shape {
    case .object(_, let rest):
      if let member = value.member(name) { return member }
      if name == "Keys", case .object(let members, nil) = value.shape {
        return SourceValue.list(
          members.map { SourceValue.literal($0.key, at: $0.keyOrigin) }, rest: nil, at: origin(span))
      }
      if let rest { return SourceValue(.hole(Hole(rest.name, rest.reason, origin(span))), origin(span)) }
      return SourceValue(.null, origin(span))
    case .list(let items, let rest):
      let values = items.map { ownMember(name, of: $0, span) }
      return SourceValue.list(values, rest: rest, at: origin(span))
    case .anyOf(let values): return SourceValue.any(values.map { ownMember(name, of: $0, span) }, at: origin(span))
    case .lookup(let lookup): return member(name, ofLookup: lookup, span)
    case .hole(let hole):
      // Of a loop's element, what decides it is the list.
      if hole.reason == .element { return value }
      return SourceValue(.hole(Hole("\(hole.name).\(name)", hole.reason, origin(span))), origin(span))
    case .null: return SourceValue(.null, origin(span))
    default: return hole(written(span), .unsupported, span)
    }
  }

  /// What the directory's objects tell by their members, in the spelling of every tool.
  package func member(_ name: String, ofLookup lookup: Lookup, _ span: SourceSpan) -> SourceValue {
    let plain = name.lowercased().filter { $0 != "_" }
    switch lookup {
    case .principal(let resource):
      switch plain {
      case "approles", "approleids", "approle":
        return SourceValue(.lookup(.permissions(resource: resource, type: .role)), origin(span))
      case "oauth2permissions", "oauth2permissionscopes", "oauth2permissionscopeids", "oauth2permissionscope",
        "publishedpermissionscopes":
        return SourceValue(.lookup(.permissions(resource: resource, type: .scope)), origin(span))
      case "appid", "clientid", "applicationid": return resource
      default: return SourceValue(.lookup(lookup), origin(span))
      }
    case .permission(_, _, let permission):
      return plain == "id" || plain == "value" ? permission : hole(written(span), .resource, span)
    case .permissions: return SourceValue(.lookup(lookup), origin(span))
    case .application where plain.hasPrefix("approle") || plain.hasPrefix("oauth2permission"):
      // What the application itself publishes.
      let own = SourceValue(.lookup(lookup), origin(span))
      return SourceValue(
        .lookup(.permissions(resource: own, type: plain.hasPrefix("app") ? .role : .scope)), origin(span))
    case .application, .holder: return SourceValue(.lookup(lookup), origin(span))
    }
  }

  func element(_ index: SourceValue, of value: SourceValue, _ span: SourceSpan) -> SourceValue {
    if case .anyOf(let indices) = index.shape {
      return SourceValue.any(indices.map { element($0, of: value, span) }, at: origin(span))
    }
    switch value.shape {
    case .lookup(.permissions(let resource, let type)):
      // The only, first or n-th permission of those that a condition leaves; or one by its name.
      if case .number = index.shape { return value }
      return SourceValue(.lookup(.permission(resource: resource, type: type, name: index)), index.origin)
    case .lookup: return value
    case .list(let items, let rest):
      guard case .number(let number) = index.shape, let position = Int(number) else {
        if index.hole != nil, !items.isEmpty { return SourceValue.any(items, at: origin(span)) }
        return hole(index.hole?.name ?? written(span), .variable, span)
      }
      let place = position < 0 ? items.count + position : position
      if items.indices.contains(place) { return items[place] }
      return rest.map { SourceValue(.hole(Hole($0.name, $0.reason, origin(span))), origin(span)) }
        ?? SourceValue(.null, origin(span))
    case .object(let members, let rest):
      guard let key = index.text else {
        if index.hole != nil, !members.isEmpty { return SourceValue.any(members.map(\.value), at: origin(span)) }
        return hole(index.hole?.name ?? written(span), .variable, span)
      }
      if let member = value.member(key) { return member }
      return rest.map { SourceValue(.hole(Hole($0.name, $0.reason, origin(span))), origin(span)) }
        ?? SourceValue(.null, origin(span))
    case .anyOf(let values): return SourceValue.any(values.map { element(index, of: $0, span) }, at: origin(span))
    case .hole(let hole):
      return hole.reason == .element
        ? value : SourceValue(.hole(Hole(hole.name, hole.reason, origin(span))), origin(span))
    case .null: return value
    default:
      // The first of one is the one.
      if case .number("0") = index.shape { return value }
      return hole(written(span), .unsupported, span)
    }
  }

  // MARK: Operators

  mutating func prefixed(_ sign: String, _ operand: Expression, _ span: SourceSpan) -> SourceValue {
    let value = evaluate(operand)
    switch sign {
    case "!", "-not":
      guard let truth = truth(value) else { return hole(value.hole?.name ?? written(span), .variable, span) }
      return SourceValue(.boolean(!truth), origin(span))
    case "-":
      if case .number(let number) = value.shape { return SourceValue(.number("-" + number), origin(span)) }
      return value
    case "-join": return value.joined(separator: "", at: origin(span))
    default: return value
    }
  }

  mutating func operation(_ first: Expression, _ rest: [Operand], _ span: SourceSpan) -> SourceValue {
    var value = evaluate(first)
    for operand in rest {
      if let short = shortcut(value, operand.sign) { return short }
      value = combined(value, operand.sign, evaluate(operand.value), operand.value.span)
    }
    return value
  }

  /// Where the left side decides alone.
  private mutating func shortcut(_ value: SourceValue, _ sign: String) -> SourceValue? {
    switch sign {
    case "??": if case .null = value.shape { nil } else { value.hole == nil ? value : nil }
    case "&&", "-and": truth(value) == false ? value : nil
    case "||", "-or": truth(value) == true ? value : nil
    default: nil
    }
  }

  private mutating func combined(
    _ left: SourceValue, _ sign: String, _ right: SourceValue, _ span: SourceSpan
  ) -> SourceValue {
    switch sign {
    case _ where sign.hasPrefix("${"): return expanded(left, String(sign.dropFirst(2)), right)
    case "+": return sum(left, right, span)
    case "-f": return formatted(left, right.elements, span)
    case "-join": return left.joined(separator: right.text ?? " ", at: left.origin)
    case "-split", "-csplit", "-isplit":
      guard let separators = right.text, !separators.isEmpty else { return left }
      return SourceValue.list(
        left.split { separators.utf8.contains($0) }, rest: nil, at: left.origin)
    case "-replace", "-creplace": return left.elements.count > 1 ? left : left.trimmed()
    case "-as": return left
    case "==", "-eq", "-ieq", "-ceq", "=~": return compared(left, right, span, isEqual: true)
    case "!=", "-ne", "!~": return compared(left, right, span, isEqual: false)
    case "&&", "||", "-and", "-or":
      guard let one = truth(left), let other = truth(right) else { return hole(written(span), .variable, span) }
      return SourceValue(.boolean(sign == "&&" || sign == "-and" ? one && other : one || other), origin(span))
    case "??":
      if case .null = left.shape { return right }
      return SourceValue.any([left, right], at: origin(span))
    default: return hole(left.hole?.name ?? written(span), .unsupported, span)
    }
  }

  /// A shell's `${name:-default}`, `${name%suffix}` and their like.
  private func expanded(_ value: SourceValue, _ sign: String, _ word: SourceValue) -> SourceValue {
    switch sign {
    case ":-", "-", ":=", "=": return value.isTrue == true ? value : word
    case "%", "%%": return word.text.map { value.dropping(suffix: $0) } ?? value
    case ":+", "+": return value.isTrue == false ? SourceValue(.null, value.origin) : word
    default: return value
    }
  }

  private func compared(_ left: SourceValue, _ right: SourceValue, _ span: SourceSpan, isEqual: Bool) -> SourceValue {
    let name = left.hole?.name ?? right.hole?.name ?? written(span)
    if case .null = left.shape, case .null = right.shape { return SourceValue(.boolean(isEqual), origin(span)) }
    if case .list(let items, nil) = left.shape, case .list(let others, nil) = right.shape {
      if items.isEmpty != others.isEmpty { return SourceValue(.boolean(!isEqual), origin(span)) }
    }
    if case .null = left.shape, right.text != nil { return SourceValue(.boolean(!isEqual), origin(span)) }
    if case .null = right.shape, left.text != nil { return SourceValue(.boolean(!isEqual), origin(span)) }
    guard let one = left.text, let other = right.text else { return hole(name, .variable, span) }
    return SourceValue(.boolean((one.lowercased() == other.lowercased()) == isEqual), origin(span))
  }

  func sum(_ left: SourceValue, _ right: SourceValue, _ span: SourceSpan) -> SourceValue {
    switch (left.shape, right.shape) {
    case (.list(let items, let rest), _):
      let more = right.elements
      return SourceValue.list(items + more, rest: rest ?? right.openHole, at: left.origin)
    case (.object(let members, let rest), .object(let more, let open)):
      return SourceValue(.object(members + more, rest: rest ?? open), left.origin)
    case (.null, _): return right
    case (.number(let one), .number(let other)):
      guard let first = Int(one), let second = Int(other) else { return hole(written(span), .unsupported, span) }
      return SourceValue(.number(String(first &+ second)), origin(span))
    default:
      var sums: [SourceValue] = []
      for head in left.alternatives {
        for tail in right.alternatives {
          guard let first = head.pieces ?? head.joinedPieces, let second = tail.pieces ?? tail.joinedPieces else {
            return hole(left.hole?.name ?? right.hole?.name ?? written(span), .unsupported, span)
          }
          sums.append(SourceValue.text(first + second, at: left.origin))
        }
      }
      return SourceValue.any(sums, at: left.origin)
    }
  }

  /// `'{0}/{1}' -f a, b` and `format('{0}', a)`.
  package func formatted(_ template: SourceValue, _ values: [SourceValue], _ span: SourceSpan) -> SourceValue {
    guard case .text(let pieces) = template.shape else { return template }
    var result: [ValuePiece] = []
    for piece in pieces {
      guard case .literal(let text, let place) = piece else {
        result.append(piece)
        continue
      }
      var rest = Substring(text)
      while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
        let number = rest[rest.index(after: open)..<close].prefix { $0.isNumber }
        guard let index = Int(number), values.indices.contains(index) else {
          result.append(.literal(String(rest[...close]), place))
          rest = rest[rest.index(after: close)...]
          continue
        }
        if open > rest.startIndex { result.append(.literal(String(rest[..<open]), place)) }
        result += values[index].pieces ?? [.hole(Hole(written(span), .unsupported, origin(span)))]
        rest = rest[rest.index(after: close)...]
      }
      if !rest.isEmpty { result.append(.literal(String(rest), place)) }
    }
    return SourceValue.text(result, at: template.origin)
  }
}
