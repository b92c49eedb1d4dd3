import ScopeValues

/// One Bicep file, and what its names stand for.
package struct BicepFile: RemembersValues {
  package let source: SourceText
  package var budget: EvaluationBudget

  struct Resource {
    var name: String
    /// Without its version, in lower case: `microsoft.graph/applications`.
    var type: String
    var isExisting: Bool
    var value: Expression?
    var span: SourceSpan
    /// The resource that it stands in.
    var parent: Int?
  }

  private(set) var resources: [Resource] = []
  private(set) var modules: [(name: String, path: String, value: Expression)] = []
  private var parameters: [String: (value: Expression?, span: SourceSpan)] = [:]
  private var variables: [String: Expression] = [:]
  private var given: [String: SourceValue]
  package var memory = RememberedValues()
  var bound: [(String, SourceValue)] = []
  /// The bytes of a file beside this one, by its path as it is written here.
  let open: (String) -> SourceText?

  /// - Parameters:
  ///   - given: what a module's caller or a file of parameters gives.
  ///   - open: a file by its path relative to this one.
  package init(_ outline: Outline, given: [String: SourceValue] = [:], open: @escaping (String) -> SourceText?) {
    source = outline.source
    budget = EvaluationBudget(bytes: outline.source.bytes.count)
    self.given = given
    self.open = open
    for statement in outline.statements {
      guard case .block(let block) = statement.kind else { continue }
      add(block, statement.span, parent: nil)
    }
  }

  private mutating func add(_ block: Block, _ span: SourceSpan, parent: Int?) {
    let labels = block.labels.map(TerraformModule.label)
    guard let name = labels.first else { return }
    var value: Expression?
    if case .result(let result)? = block.body.first?.kind { value = result }
    switch block.type {
    case "param": parameters[name] = (value, span)
    case "var": variables[name] = value
    case "module": if let value, labels.count > 1 { modules.append((name, labels[1], value)) }
    case "resource":
      guard labels.count > 1 else { return }
      let type = labels[1].lowercased().split(separator: "@").first.map(String.init) ?? ""
      let index = resources.count
      resources.append(
        Resource(
          name: name, type: type, isExisting: labels.contains("existing"), value: value, span: block.head,
          parent: parent))
      if let value { nested(value, parent: index) }
    default: break
    }
  }

  /// The resources within a resource's body.
  private mutating func nested(_ value: Expression, parent: Int) {
    switch value.kind {
    case .object(let members):
      for member in members {
        guard case .name = member.key.kind, case .block(let statements) = member.value.kind else { continue }
        for statement in statements {
          if case .block(let block) = statement.kind { add(block, statement.span, parent: parent) }
        }
      }
    case .conditional(_, let yes, _): nested(yes, parent: parent)
    case .comprehension(let loop): nested(loop.value, parent: parent)
    default: break
    }
  }

  // MARK: Names

  package mutating func value(named name: String, _ span: SourceSpan) -> SourceValue {
    if let value = bound.last(where: { $0.0 == name })?.1 { return value }
    if let value = given[name] { return value }
    if let parameter = parameters[name] {
      guard let value = parameter.value else { return hole(name, .variable, span) }
      let known = remembered(name, span, value)
      return memory.defaultsAreOpen ? known.withOpenSwitches(name, origin(span)) : known
    }
    if let value = variables[name] { return remembered(name, span, value) }
    if let index = resources.firstIndex(where: { $0.name == name }) { return resource(index, span) }
    return hole(name, .resource, span)
  }

  private mutating func remembered(_ name: String, _ span: SourceSpan, _ value: Expression) -> SourceValue {
    remembered(name, span) { file in
      let outer = file.bound
      file.bound = []
      defer { file.bound = outer }
      return file.evaluate(value)
    }
  }

  /// What a resource's symbol stands for.
  private mutating func resource(_ index: Int, _ span: SourceSpan) -> SourceValue {
    let resource = resources[index]
    switch resource.type {
    case "microsoft.graph/serviceprincipals":
      guard let value = resource.value else { return SourceValue(.lookup(.holder(resource.name)), origin(span)) }
      return remembered("resource \(resource.name)", span, name: resource.name, reason: .resource) { file in
        let body = file.evaluate(value)
        let appId = body.alternatives.lazy.compactMap { $0.first("appId", "displayName") }.first
        if let appId, case .lookup(.application) = appId.shape { return appId }
        guard let appId, appId.text != nil else {
          return SourceValue(.lookup(.holder(resource.name)), file.origin(resource.span))
        }
        return SourceValue(.lookup(.principal(resource: appId)), file.origin(resource.span))
      }
    case "microsoft.graph/applications": return SourceValue(.lookup(.application(index)), origin(span))
    default: return hole(resource.name, .resource, span)
    }
  }

  package mutating func evaluate(_ expression: Expression, with names: [(String, SourceValue)]) -> SourceValue {
    let count = bound.count
    bound += names
    defer { bound.removeLast(bound.count - count) }
    return evaluate(expression)
  }

  package mutating func results(of statements: [Statement], _ span: SourceSpan) -> SourceValue {
    hole(written(span), .unsupported, span)
  }

  /// The value of a lambda for some arguments.
  private mutating func apply(_ value: SourceValue, to arguments: [SourceValue]) -> SourceValue? {
    guard case .function(let function) = value.shape, case .result(let body?)? = function.body.first?.kind else {
      return nil
    }
    return evaluate(body, with: Array(zip(function.parameters.map(\.name), arguments)))
  }

  /// What a file of parameters gives, by name.
  package mutating func parameterValues() -> [String: SourceValue] {
    parameters.reduce(into: [:]) { values, parameter in
      if let value = parameter.value.value { values[parameter.key] = evaluate(value) }
    }
  }

  // MARK: Functions

  package mutating func method(
    _ name: String, of value: SourceValue, _ arguments: [EvaluatedArgument], _ span: SourceSpan
  ) -> SourceValue? { nil }

  package mutating func call(_ name: String, _ arguments: [EvaluatedArgument], _ span: SourceSpan) -> SourceValue {
    guard let first = arguments.first?.value else { return hole("\(name)()", .call, span) }
    let values = arguments.map(\.value)
    switch name {
    case "concat", "union":
      let isText = values.allSatisfy { value in if case .text = value.shape { true } else { false } }
      let start = isText ? first : first.isObject ? first : first.asList(first.origin)
      return values.dropFirst().reduce(start) { sum($0, $1, span) }
    case "filter": return values.count > 1 ? filtered(first, values[1], span) : first
    case "map":
      guard values.count > 1 else { return first }
      let (entries, rest) = entries(of: first, span)
      let mapped = entries.map { apply(values[1], to: [$0.value]) ?? hole("map", .call, span) }
      return SourceValue.list(mapped, rest: rest, at: first.origin)
    case "flatten":
      return SourceValue.list(first.elements.flatMap(\.elements), rest: first.openHole, at: first.origin)
    case "first": return element(SourceValue(.number("0"), origin(span)), of: first, span)
    case "last": return element(SourceValue(.number("-1"), origin(span)), of: first, span)
    case "empty":
      guard let truth = first.isTrue else { return hole(first.hole?.name ?? "empty", .call, span) }
      if case .object(let members, nil) = first.shape { return SourceValue(.boolean(members.isEmpty), origin(span)) }
      return SourceValue(.boolean(!truth), origin(span))
    case "length":
      if case .list(let items, nil) = first.shape { return SourceValue(.number(String(items.count)), origin(span)) }
      return hole("length", .call, span)
    case "contains":
      guard values.count > 1, let wanted = values[1].text, first.openHole == nil, first.hole == nil else {
        return hole(first.hole?.name ?? "contains", .call, span)
      }
      if case .object(let members, _) = first.shape {
        return SourceValue(.boolean(members.contains { $0.key.lowercased() == wanted.lowercased() }), origin(span))
      }
      return SourceValue(.boolean(first.elements.contains { $0.text == wanted }), origin(span))
    case "format": return formatted(first, Array(values.dropFirst()), span)
    case "join": return first.joined(separator: values.count > 1 ? values[1].text ?? "" : "", at: origin(span))
    case "split":
      guard values.count > 1, let separator = values[1].text?.utf8.first else { return hole("split", .call, span) }
      return SourceValue.list(first.split { $0 == separator }, rest: nil, at: first.origin)
    case "toLower", "toUpper", "string", "trim", "array", "any", "distinct":
      return name == "array" ? first.asList(first.origin) : first
    case "items":
      guard case .object(let members, let rest) = first.shape else { return first }
      let items = members.map { member in
        SourceValue(
          .object(
            [
              ValueMember(
                key: "key", keyOrigin: member.keyOrigin, value: SourceValue.literal(member.key, at: member.keyOrigin)),
              ValueMember(key: "value", keyOrigin: member.value.origin, value: member.value),
            ], rest: nil), member.value.origin)
      }
      return SourceValue.list(items, rest: rest, at: first.origin)
    case "objectKeys":
      guard case .object(let members, let rest) = first.shape else { return first }
      return SourceValue.list(
        members.map { SourceValue.literal($0.key, at: $0.keyOrigin) }, rest: rest, at: first.origin)
    case "json": return EmbeddedJSON.read(first) ?? hole("json", .call, span)
    case "loadJsonContent", "loadTextContent":
      guard let path = first.text, let file = open(path) else {
        return hole("\(name)('\(first.text ?? "")')", .call, span)
      }
      let text = SourceValue.literal(
        String(decoding: file.bytes, as: UTF8.self), at: SourceOrigin(file, SourceSpan(0..<file.bytes.count)))
      return name == "loadTextContent" ? text : EmbeddedJSON.read(text) ?? hole(path, .call, span)
    default: return hole("\(name)()", .call, span)
    }
  }

  private mutating func filtered(_ list: SourceValue, _ lambda: SourceValue, _ span: SourceSpan) -> SourceValue {
    if case .lookup(.permissions(let resource, let type)) = list.shape {
      guard case .function(let function) = lambda.shape, case .result(let body?)? = function.body.first?.kind,
        let variable = function.parameters.first?.name
      else { return list }
      let named = names(in: body, of: variable)
      let permissions = named.map { name in
        SourceValue(.lookup(.permission(resource: resource, type: type, name: name)), name.origin)
      }
      return SourceValue.list(permissions, rest: nil, at: list.origin)
    }
    let (entries, rest) = entries(of: list, span)
    let kept = entries.filter { entry in apply(lambda, to: [entry.value]).map { truth($0) != false } ?? true }
    return SourceValue.list(kept.map(\.value), rest: rest, at: list.origin)
  }
}

extension SourceValue {
  var isObject: Bool { if case .object = shape { true } else { false } }
}
