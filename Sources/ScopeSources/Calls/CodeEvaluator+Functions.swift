import ScopeValues

// Functions of the project.
extension CodeEvaluator {
  /// The project's functions of a name; those of the same type, then of the same file, come first.
  func functions(named name: String, near context: ChainContext) -> [Int] {
    let file = project.files[context.place.file]
    let all = project.functions(named: file.key(name))
    guard all.count > 1 else { return Array(all) }
    let type = file.scopes[context.place.scope].type
    let same = project.functions(named: file.key(name), in: context.place.file).prefix {
      $0 <= all[all.startIndex + min(all.count, Self.functionLimit) - 1]
    }
    let own = same.filter { project.typeOfFunction($0) == type }
    return own.isEmpty ? same.isEmpty ? Array(all.prefix(Self.functionLimit)) : Array(same) : own
  }

  /// More functions of one name are not looked at.
  private static let functionLimit = 256

  /// A value that is called.
  func applied(
    _ values: [CodeValue], _ arguments: [Argument], _ path: [String], _ context: ChainContext
  ) -> [CodeValue] {
    values.flatMap { value -> [CodeValue] in
      switch value {
      case .function(let id): return results(of: id, arguments, context.place)
      case .request(let request) where request.addresses.isEmpty:
        return [notePicked(request, arguments, context) ? .hole(.unknown(path.last ?? "")) : value]
      case .builder(let builder) where builder.isInvoked: return [read(builder, path.last ?? "", context)]
      case .builder(var builder):
        // `users("id")` of older libraries.
        if let argument = arguments.first, let wildcard = project.paths.wildcard(builder.node) {
          builder.segments.append(idText(argument.value, context.place))
          builder.node = wildcard
        }
        return [.builder(builder)]
      default: return [value]
      }
    }
  }

  /// What a function of the project returns for some arguments.
  func results(of id: Int, _ arguments: [Argument], _ place: CodePlace) -> [CodeValue] {
    let (file, record) = project.function(id)
    guard !record.results.isEmpty else { return [.hole(.unknown(record.name))] }
    let key = SiteKey(file: file, scope: record.scope, name: "()", position: 0)
    return guarded(key) {
      let values = remembering(key) {
        record.results.prefix(8).flatMap { result in
          evaluate(
            result.value,
            CodePlace(file: file, scope: result.scope, block: result.block, position: result.value.span.start))
        }
      }
      return limited(values.flatMap { substituted($0, id) { self.argument($0, of: id, arguments, place) } })
    }
  }

  /// The value that a call gives to a parameter; nil where it gives none.
  func argument(_ number: Int, of id: Int, _ arguments: [Argument], _ place: CodePlace) -> [CodeValue]? {
    let record = project.function(id).record
    let parameters = record.parameters
    guard parameters.indices.contains(number) else { return nil }
    let name = parameters[number].name.lowercased()
    let isPowerShell = project.files.isPowerShell(place.file)
    for argument in arguments {
      if let label = argument.label?.lowercased() {
        if label == name || isPowerShell && name.hasPrefix(label) { return evaluate(argument.value, place) }
      } else if argument.isSpread {
        for case .object(let members) in evaluate(argument.value, place) {
          let found = members.filter { $0.key.lowercased() == name }.map(\.value)
          if !found.isEmpty { return found }
        }
      }
    }
    var position = number
    if let first = parameters.first?.name, first == "self" || first == "cls" { position -= 1 }
    if isPowerShell {
      // Parameters that are given by name take no place.
      let labels = arguments.compactMap { $0.label?.lowercased() }
      position -= parameters[..<number].count { parameter in
        labels.contains { parameter.name.lowercased().hasPrefix($0) }
      }
    }
    let positional = isPowerShell ? arguments.filter { $0.label == nil && !$0.isSpread } : spread(arguments, place)
    if parameters.first?.isReceiver ?? false, !isGiven(parameters[0], positional, place) {
      // Called on the object itself.
      if number == 0 { return nil }
      position -= 1
    }
    if parameters[number].takesRest {
      if let spread = arguments.first(where: { $0.isSpread && $0.label == nil }), positional.count <= max(position, 0) {
        // What was taken is handed on: `self.url(*parts)`.
        let values = evaluate(spread.value, place).filter { if case .object = $0 { false } else { true } }
        if !values.isEmpty { return values }
      }
      let left = positional.dropFirst(max(position, 0)).prefix(64)
      return [.list(left.map { evaluate($0.value, place).first ?? .hole(.unknown("argument")) })]
    }
    if position >= 0, position < positional.count { return evaluate(positional[position].value, place) }
    return nil
  }

  /// What a method of a name is called on in a chain; nil where it is called on nothing.
  func object(of method: String, in expression: Expression, _ place: CodePlace) -> [CodeValue]? {
    guard case .chain(let base, let steps) = expression.kind,
      let index = steps.firstIndex(where: { if case .member(method) = $0.kind { true } else { false } })
    else { return nil }
    let values =
      index == 0
      ? evaluate(base, place) : evaluate(Expression(.chain(base, Array(steps[..<index])), base.span), place)
    return values.isEmpty ? nil : values
  }

  /// The arguments by position; of a spread list literal its elements.
  private func spread(_ arguments: [Argument], _ place: CodePlace) -> [Argument] {
    arguments.prefix(256).flatMap { argument -> [Argument] in
      guard argument.label == nil else { return [] }
      guard argument.isSpread else { return [argument] }
      guard case .list(let elements) = literal(argument.value, place)?.kind else { return [] }
      return elements.map { Argument(value: $0, span: argument.span) }
    }
  }

  /// A list as it is written, also behind a variable's name.
  private func literal(_ value: Expression, _ place: CodePlace) -> Expression? {
    switch value.kind {
    case .list: return value
    case .name(let name):
      let file = project.files[place.file]
      var scope = place.scope
      while scope >= 0 {
        if let own = file.bindings[CodeFile.Key(scope: scope, name: file.key(name))] {
          guard own.count == 1, own[0].mode == .set, case .expression(let bound) = own[0].value,
            case .list(let elements) = bound.kind,
            elements.allSatisfy({ if case .text = $0.kind { true } else { false } })
          else { return nil }
          return bound
        }
        scope = file.scopes[scope].parent
      }
      return nil
    default: return nil
    }
  }

  /// Whether a call of an extension method gives the object itself as its first argument, as a static call does.
  private func isGiven(_ receiver: Parameter, _ positional: [Argument], _ place: CodePlace) -> Bool {
    guard let first = positional.first else { return false }
    return evaluate(first.value, place).contains { value in
      switch value {
      case .http, .client: true
      case .instance(let type): type == receiver.type
      default: false
      }
    }
  }

  /// A value with the parameters of a function replaced by what a call gives.
  func substituted(_ value: CodeValue, _ id: Int, _ argument: (Int) -> [CodeValue]?) -> [CodeValue] {
    func given(_ number: Int, _ hole: CodeHole) -> [CodeValue] {
      var values = argument(number) ?? []
      if hole.isTested {
        let parameters = project.function(id).record.parameters
        let given = argument(number).map { given in
          hole.member == nil ? given : given.flatMap { value in value.member(hole.member ?? "").map { [$0] } ?? [] }
        }
        return picked(hole, given, parameters.indices.contains(number) ? parameters[number] : nil)
      }
      if !hole.choices.isEmpty {
        let keys = Set(values.compactMap { $0.text?.lowercased() })
        let picked = hole.choices.filter { keys.contains($0.key.lowercased()) }
        return (picked.isEmpty ? hole.choices : picked).map(\.value)
      }
      if let member = hole.member {
        for name in member.lowercased().split(separator: ".") {
          values = values.flatMap { value -> [CodeValue] in
            guard case .object(let members) = value else { return [] }
            return members.filter { $0.key.lowercased() == name }.map(\.value)
          }
        }
      }
      if !values.isEmpty { return values }
      if !hole.fallback.isEmpty { return hole.fallback.flatMap { substituted($0, id, argument) } }
      if hole.member == nil, let value = defaultValue(number, of: id) { return value }
      return [.hole(.unknown(hole.name))]
    }
    switch value {
    case .hole(let hole):
      if case .parameter(let function, let number) = hole.reason, function == id { return given(number, hole) }
      return [value]
    case .text(let pieces):
      if case .hole(let hole)? = pieces.last, hole.member == nil, case .parameter(id, let number) = hole.reason {
        // A request that is handed over says itself where it goes.
        let requests = (argument(number) ?? []).filter { if case .request = $0 { true } else { false } }
        if !requests.isEmpty { return requests }
      }
      var texts: [[CodePiece]] = [[]]
      for piece in pieces {
        if case .hole(let hole) = piece, case .parameter(let function, let number) = hole.reason, function == id {
          let values = given(number, hole).compactMap { value -> [CodePiece]? in
            // What takes the rest stands where its elements are joined.
            if case .list(let elements) = value { return list(elements, "/") }
            // Of a client its base is meant.
            if case .http(let base) = value { return base }
            return value.pieces
          }
          texts = joined(texts, values.isEmpty ? [[.hole(.unknown(hole.name))]] : values)
        } else {
          for index in texts.indices { texts[index].append(piece) }
        }
      }
      return texts.map { .text($0) }
    case .http(let base):
      guard !base.isEmpty else { return [value] }
      if base.count == 1, case .hole(let hole) = base[0], hole.member == nil, hole.fallback.isEmpty,
        case .parameter(id, let number) = hole.reason
      {
        // The client that a caller gives; of one that nobody knows the base is not known either.
        let bases = (argument(number) ?? []).compactMap { if case .http(let base) = $0 { base } else { nil } }
        return bases.isEmpty ? [.http(base: [])] : bases.map { .http(base: $0) }
      }
      return substituted(.text(base), id, argument).compactMap(\.pieces).map { .http(base: $0) }
    case .request(var request):
      request.addresses = request.addresses.flatMap { substituted($0, id, argument) }
      request.methods = request.methods.flatMap { substituted($0, id, argument) }
      return [.request(request)]
    case .api(var api):
      api.address = api.address.flatMap { substituted($0, id, argument) }
      return [.api(api)]
    case .object(let members):
      return [.object(members.flatMap { member in substituted(member.value, id, argument).map { (member.key, $0) } })]
    case .list(let elements):
      return [
        .list(
          elements.prefix(64).flatMap { element -> [CodeValue] in
            let values = substituted(element, id, argument)
            // What takes the rest was spread.
            if case .hole = element, values.count == 1, case .list(let rest) = values[0] { return rest }
            return values
          })
      ]
    default: return [value]
    }
  }

  /// A parameter's default where it is known.
  func defaultValue(_ number: Int, of id: Int) -> [CodeValue]? {
    let (file, record) = project.function(id)
    guard record.parameters.indices.contains(number), let value = record.parameters[number].defaultValue else {
      return nil
    }
    let place = CodePlace(file: file, scope: record.scope, block: 0, position: value.span.start)
    let values = evaluate(value, place)
    return values.isEmpty ? nil : values
  }
}
