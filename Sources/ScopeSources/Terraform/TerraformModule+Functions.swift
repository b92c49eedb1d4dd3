import ScopeValues

// What Terraform's functions answer; those that make new values out of known ones.
extension TerraformModule {
  package mutating func call(_ name: String, _ arguments: [EvaluatedArgument], _ span: SourceSpan) -> SourceValue {
    guard let first = arguments.first?.value else { return hole("\(name)()", .call, span) }
    let values = arguments.map(\.value)
    switch name {
    case "toset", "tolist", "tomap", "sensitive", "nonsensitive", "tostring", "tonumber", "tobool", "try", "sort",
      "reverse", "distinct", "one", "trimspace", "chomp", "abspath", "basename", "pathexpand":
      // What a setting leaves out by default, another run may give.
      if name != "try" || memory.defaultsAreOpen { return first }
      return values.first { $0.hole == nil } ?? first
    case "concat", "setunion":
      return values.dropFirst().reduce(first.asList(first.origin)) { sum($0, $1, span) }
    case "coalesce", "coalescelist":
      for value in values {
        if value.isTrue == true { return value }
        if value.isTrue == nil { return SourceValue.any(values.filter { $0.isTrue != false }, at: origin(span)) }
      }
      return first
    case "merge": return merged(values, span)
    case "flatten":
      return SourceValue.list(flattened(first), rest: openHole(in: first), at: first.origin)
    case "compact":
      return SourceValue.list(first.elements.filter { $0.isTrue != false }, rest: first.openHole, at: first.origin)
    case "keys":
      guard case .object(let members, let rest) = first.shape else { return first }
      return SourceValue.list(
        members.map { SourceValue.literal($0.key, at: $0.keyOrigin) }, rest: rest, at: first.origin)
    case "values":
      guard case .object(let members, let rest) = first.shape else { return first }
      return SourceValue.list(members.map(\.value), rest: rest, at: first.origin)
    case "lookup":
      guard values.count > 1 else { return first }
      let key = arguments.count > 1 ? arguments[1].expression : nil
      let found = key.map { chosen($0, of: first, span) } ?? element(values[1], of: first, span)
      if case .null = found.shape, values.count > 2 { return values[2] }
      return found
    case "element": return values.count > 1 ? element(values[1], of: first, span) : first
    case "length":
      switch first.shape {
      case .list(let items, nil): return SourceValue(.number(String(items.count)), origin(span))
      case .object(let members, nil): return SourceValue(.number(String(members.count)), origin(span))
      default: return hole(first.hole?.name ?? "length", .call, span)
      }
    case "format":
      return printed(first, Array(values.dropFirst()), span)
    case "join": return values.count > 1 ? values[1].joined(separator: first.text ?? "", at: origin(span)) : first
    case "split":
      guard values.count > 1, let separator = first.text?.utf8.first else { return hole("split", .call, span) }
      return SourceValue.list(values[1].split { $0 == separator }, rest: nil, at: values[1].origin)
    case "lower", "upper":
      guard let text = first.text else { return first }
      return SourceValue.literal(name == "lower" ? text.lowercased() : text.uppercased(), at: first.origin)
    case "jsonencode": return first
    case "jsondecode", "yamldecode": return decoded(first, name, span)
    case "range", "slice", "setsubtract", "setintersection", "setproduct", "formatlist", "chunklist":
      return list(name, values, span)
    case "zipmap":
      guard values.count > 1 else { return first }
      let members = zip(first.elements, values[1].elements).compactMap { key, value in
        key.text.map { ValueMember(key: $0, keyOrigin: key.origin, value: value) }
      }
      return SourceValue(.object(members, rest: first.openHole ?? values[1].openHole), first.origin)
    case "contains":
      guard values.count > 1, let wanted = values[1].text, first.openHole == nil, first.hole == nil else {
        return hole(first.hole?.name ?? "contains", .call, span)
      }
      return SourceValue(.boolean(first.elements.contains { $0.text == wanted }), origin(span))
    case "can": return SourceValue(.boolean(first.hole == nil), origin(span))
    case "file": return content(first)?.value ?? hole(first.text.map { "file(\"\($0)\")" } ?? name, .call, span)
    case "templatefile":
      guard let text = content(first)?.value else {
        return hole(first.text.map { "templatefile(\"\($0)\")" } ?? name, .call, span)
      }
      return filled(text, values.count > 1 ? values[1] : SourceValue(.null, origin(span)), span)
    default: return hole("\(name)()", .call, span)
    }
  }

  private func merged(_ values: [SourceValue], _ span: SourceSpan) -> SourceValue {
    var members: [ValueMember] = []
    var rest: Hole?
    for value in values {
      switch value.shape {
      case .object(let more, let open):
        members += more
        rest = rest ?? open
      case .list(let items, _):
        // `merge(list...)`
        for item in items {
          if case .object(let more, let open) = item.shape {
            members += more
            rest = rest ?? open
          }
        }
      case .null: break
      default: rest = rest ?? value.hole ?? Hole(written(span), .unsupported, origin(span))
      }
    }
    return SourceValue(.object(members, rest: rest), origin(span))
  }

  private func flattened(_ value: SourceValue) -> [SourceValue] {
    guard case .list(let items, _) = value.shape else { return [value] }
    return items.flatMap(flattened)
  }

  private func openHole(in value: SourceValue) -> Hole? {
    guard case .list(let items, let rest) = value.shape else { return value.openHole }
    return rest ?? items.lazy.compactMap { self.openHole(in: $0) }.first
  }

  /// `format("%s-%s", a, b)`.
  func printed(_ template: SourceValue, _ values: [SourceValue], _ span: SourceSpan) -> SourceValue {
    guard case .text(let pieces) = template.shape else { return template }
    var result: [ValuePiece] = []
    var next = 0
    for piece in pieces {
      guard case .literal(let text, let place) = piece else {
        result.append(piece)
        continue
      }
      var literal = ""
      var isVerb = false
      for character in text {
        if !isVerb {
          if character == "%" { isVerb = true } else { literal.append(character) }
          continue
        }
        if character == "%" {
          literal.append("%")
          isVerb = false
        } else if character.isLetter {
          if !literal.isEmpty { result.append(.literal(literal, place)) }
          literal = ""
          result +=
            values.indices.contains(next)
            ? values[next].pieces ?? [.hole(Hole(written(span), .unsupported, origin(span)))] : []
          next += 1
          isVerb = false
        }
      }
      if !literal.isEmpty { result.append(.literal(literal, place)) }
    }
    return SourceValue.text(result, at: template.origin)
  }
}
