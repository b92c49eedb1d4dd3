import ScopeValues

extension CodeEvaluator {
  /// Whether a type is a client of Microsoft Graph's libraries, and none of the project's own of that name.
  func isClient(_ type: String) -> Bool { CodeTypes.clients.contains(type) && !project.hasType(type) }

  /// What a name means at a place.
  func name(_ name: String, _ place: CodePlace) -> [CodeValue] {
    let file = project.files[place.file]
    if let entry, entry.name == name { return [entry.value] }
    let name = file.plain(name)
    if file.isPowerShell {
      let small = name.lowercased()
      if small == "null" { return [] }
      if small == "true" || small == "false" { return [.text([.literal(small)])] }
      if small == "_" || small == "psitem" { return pipelineElement(place) }
      if small.hasPrefix("env:") { return setting(String(name.dropFirst(4))) }
    }
    if file.isSelf(name, place.scope), let type = file.scopes[place.scope].type { return [.instance("self:" + type)] }
    let key = file.key(name)
    let site = SiteKey(file: place.file, scope: place.scope, name: key, position: place.position)
    return guarded(site) {
      if let values = lookup(key, place) { return values.map { completed($0, name, place) } }
      let others = project.globals(key, besides: place.file)
      let values = others.flatMap { value(of: $0.binding, in: $0.file) }
      if !values.isEmpty { return limited(values) }
      if isClient(name) { return [.instance("type:" + name)] }
      if let values = imported(name, place) { return values }
      if file.usesInvokedPaths, name == "graph" {
        return [.builder(CodeBuilder(segments: [], node: 0, isCertain: true, isInvoked: true))]
      }
      if let value = setting(member: name) { return [value] }
      return [.hole(.unknown((file.isPowerShell ? "$" : "") + name))]
    }
  }

  /// A request with what was assigned to its members since it was made.
  private func completed(_ value: CodeValue, _ name: String, _ place: CodePlace) -> CodeValue {
    if case .text(let pieces) = value { return completed(pieces, name, place) }
    if case .api(var api) = value {
      // `request.version("beta")` on a line of its own.
      if let version = assigned(name, CodeWords.versionCall, place)?.first?.text { api.version = version }
      return .api(api)
    }
    guard case .request(var request) = value else { return value }
    if let functions = assigned(name, "get_method", place) {
      // `request.get_method = lambda: "DELETE"` of Python.
      for case .function(let id) in functions { request.methods = results(of: id, [], place) }
    }
    for member in ["RequestUri", "URI", "url", "Resource"] {
      if let values = assigned(name, member, place) { request.addresses = values }
    }
    for member in ["Method", "HttpMethod", "method"] {
      if let values = assigned(name, member, place) { request.methods = values }
    }
    return .request(request)
  }

  /// An address whose path was assigned since it was made: `u.Path = …`, `url.pathname = …`.
  private func completed(_ pieces: [CodePiece], _ name: String, _ place: CodePlace) -> CodeValue {
    let file = project.files[place.file]
    guard file.assignsPaths, !pieces.isEmpty else { return .text(pieces) }
    for member in CodeWords.pathMembers {
      if let path = assigned(name, member, place)?.first?.pieces, let host = CodeAddress.host(pieces) {
        return .text(host + [.literal("/")] + CodeAddress.afterSlash(path))
      }
    }
    return .text(pieces)
  }

  /// The values of a name from the file's own bindings, parameters and fields; nil where it has none.
  func lookup(_ key: String, _ place: CodePlace) -> [CodeValue]? {
    let file = project.files[place.file]
    var scope = place.scope
    var bound = place.position
    var isOwn = true
    while scope >= 0 {
      let record = file.scopes[scope]
      var values: [CodeValue] = []
      var isComplete = false
      var isFound = false
      if let list = file.bindings[CodeFile.Key(scope: scope, name: key)], !list.isEmpty {
        (values, isComplete) = reaching(list, key, bound, place, isOwn: isOwn)
        if record.function == nil, let type = record.type {
          // What a constructor took over is what those give who make the type.
          values = values.flatMap { given($0, toMakerOf: type) }
        }
        isFound = true
      }
      if !isComplete, let function = record.function {
        let parameters = file.functions[function].parameters
        let key = file.argumentName(key, scope, before: bound)
        if let number = parameters.firstIndex(where: { file.key($0.name) == key }) {
          let record = file.functions[function]
          if let input = record.input, number == 0 {
            let outer = CodePlace(
              file: place.file, scope: input.scope, block: input.block, position: input.sequence.span.end)
            values += elements(evaluate(input.sequence, outer), input.sequence, outer)
          } else {
            values += parameter(parameters[number], number, project.functionID(place.file, function))
          }
          isFound = true
        }
      }
      if record.function == nil, scope > 0, file.meansOwnMembers, let type = record.type,
        let open = open(type, key, values, place)
      {
        return [open]
      }
      let isBare = values.allSatisfy { if case .http(let base) = $0 { base.isEmpty } else { false } }
      if isFound, !values.isEmpty, !(isBare && record.function == nil && record.type != nil) {
        return limited(values)
      }
      if record.function == nil, let type = record.type, scope > 0 {
        let fields = self.field(type, key, place.file)
        if !fields.isEmpty { return fields }
      }
      if isFound, !values.isEmpty { return limited(values) }
      if isFound { return [setting(member: key) ?? .hole(.unknown(key))] }
      bound = record.start
      isOwn = false
      scope = record.parent
    }
    return nil
  }

  /// A member of the own type by its bare name, where types derived from it fill it.
  private func open(_ type: String, _ name: String, _ found: [CodeValue], _ place: CodePlace) -> CodeValue? {
    guard !project.subtypes(of: type).isEmpty else { return nil }
    return openField(type, name, found, ChainContext(place: place, span: SourceSpan(0..<0), emits: false))
  }

  private func parameter(_ parameter: Parameter, _ number: Int, _ function: Int) -> [CodeValue] {
    if let type = parameter.type {
      if isClient(type) || type == "Client" && isScript(function) { return [.client] }
      if CodeTypes.isHTTP(type, project.files[project.function(function).file]) {
        // Its base is that of the client that a caller gives.
        return [.http(base: [.hole(CodeHole(reason: .parameter(function, number), name: parameter.name))])]
      }
    }
    return [.hole(CodeHole(reason: .parameter(function, number), name: parameter.name))]
  }

  /// What `$_` is: an element of what the script block's command was given.
  private func pipelineElement(_ place: CodePlace) -> [CodeValue] {
    let file = project.files[place.file]
    var scope = place.scope
    while scope > 0 {
      if let function = file.scopes[scope].function, let input = file.functions[function].input {
        let outer = CodePlace(
          file: place.file, scope: input.scope, block: input.block, position: input.sequence.span.start)
        return elements(evaluate(input.sequence, outer), input.sequence, outer)
      }
      scope = file.scopes[scope].parent
    }
    return [.hole(.unknown("$_"))]
  }

  private func isScript(_ function: Int) -> Bool { isScript(file: project.function(function).file) }

  /// Whether `Client` is the client of Microsoft Graph's library for scripts.
  private func isScript(file: Int) -> Bool {
    project.files.importsGraph(file) && project.files.language(file).hasSuffix("script")
  }

  /// The bindings that may hold at a place: back from it, up to one whose block encloses the place.
  private func reaching(
    _ list: [CodeFile.Binding], _ key: String, _ bound: UInt32, _ place: CodePlace, isOwn: Bool
  ) -> ([CodeValue], Bool) {
    let file = project.files[place.file]
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].position < bound { low = middle + 1 } else { high = middle }
    }
    // What a function sees of its surroundings may be bound after it, when it runs later.
    var index = !isOwn && low == 0 ? list.count : low
    var values: [CodeValue] = []
    var looked = 0
    var ways = ReachingWays(file, place)
    while index > 0, looked < 40 {
      index -= 1
      let binding = list[index]
      guard !isOwn || binding.end <= bound else { continue }
      looked += 1
      if ways.excludes(binding.block) { continue }
      switch binding.mode {
      case .set, .setIfAbsent:
        values += value(of: binding, in: place.file)
        if binding.mode == .set, encloses(binding.block, place) || ways.isComplete(with: binding.block) {
          return (values, true)
        }
      case .append:
        let before = CodePlace(file: place.file, scope: binding.scope, block: binding.block, position: binding.position)
        let left = guarded(
          SiteKey(file: place.file, scope: binding.scope, name: key, position: binding.position)
        ) { remembering(before: binding) { lookup(key, before) ?? [] } }
        values += appended(left, value(of: binding, in: place.file))
        if encloses(binding.block, place) || ways.isComplete(with: binding.block) { return (values, true) }
      }
    }
    if looked >= 40 { return ([.hole(CodeHole(reason: .limit, name: key))], true) }
    return (values, false)
  }

  private func appended(_ left: [CodeValue], _ right: [CodeValue]) -> [CodeValue] {
    if case .list(let elements)? = left.first { return [.list(Array((elements + right).prefix(256)))] }
    let texts = left.compactMap(\.pieces)
    let more = right.compactMap(\.pieces)
    guard !texts.isEmpty else { return right }
    return joined(texts, more).map { .text($0) }
  }

  func encloses(_ block: Int, _ place: CodePlace) -> Bool {
    let blocks = project.files[place.file].blocks
    var next = place.block
    while next >= 0 {
      if next == block { return true }
      next = blocks[next]
    }
    return false
  }

  func value(of binding: CodeFile.Binding, in file: Int) -> [CodeValue] {
    if let type = binding.type {
      if isClient(type) || type == "Client" && isScript(file: file) { return [.client] }
      if type.hasPrefix("self:") { return [.instance(type)] }
    }
    return remembering(binding) { evaluated(binding, in: file) }
  }

  private func evaluated(_ binding: CodeFile.Binding, in file: Int) -> [CodeValue] {
    let place = CodePlace(file: file, scope: binding.scope, block: binding.block, position: binding.position)
    var values: [CodeValue]
    switch binding.value {
    case .expression(let expression): values = evaluate(named(expression, by: binding.type), place)
    case .element(let sequence): values = elements(evaluate(sequence, place), sequence, place)
    case .part(let number, let sequence):
      let whole = evaluate(sequence, place).map { value -> CodeValue in
        // The entries of a table.
        guard case .object(let members) = value else { return value }
        return .list(members.map { .list([.text([.literal($0.key)]), $0.value]) })
      }
      values = elements(whole, sequence, place).flatMap { element -> [CodeValue] in
        if case .list(let parts) = element { return parts.indices.contains(number) ? [parts[number]] : [] }
        return number == 0 ? [element] : [.hole(.unknown("part"))]
      }
    case .none: values = []
    }
    if let type = binding.type, values.allSatisfy({ if case .hole = $0 { true } else { false } }) {
      if CodeTypes.isHTTP(type, project.files[file]) { return [.http(base: [])] }
      if values.isEmpty, type.first?.isUppercase ?? false, type != "String" { return [.instance(type)] }
    }
    return values
  }

  /// `new(…)` of a declared type makes that type.
  private func named(_ expression: Expression, by type: String?) -> Expression {
    if case .prefixed("new", let inner) = expression.kind { return named(inner, by: type) }
    guard let type, case .chain(let base, let steps) = expression.kind, case .name("") = base.kind else {
      return expression
    }
    return Expression(.chain(Expression(.name(type), base.span), steps), expression.span)
  }

  private func takesRest(_ hole: CodeHole) -> Bool {
    guard case .parameter(let function, let number) = hole.reason, hole.member == nil else { return false }
    let parameters = project.function(function).record.parameters
    return parameters.indices.contains(number) && parameters[number].takesRest
  }

  /// The elements of what a loop goes through.
  func elements(_ values: [CodeValue], _ expression: Expression, _ place: CodePlace) -> [CodeValue] {
    var result: [CodeValue] = []
    for value in values {
      switch value {
      case .list(let elements): result += elements
      // The one value of a loop of PowerShell; of a text in any other language nobody loops over an address.
      case .text where project.files.isPowerShell(place.file): result.append(value)
      case .object(let members) where project.files.language(place.file) == "csharp":
        result += members.map { .object([("Key", .text([.literal($0.key)])), ("Value", $0.value)]) }
      // The second variable of Go's loops is the one that counts.
      case .object(let members) where project.files.language(place.file) == "go": result += members.map(\.value)
      case .object(let members): result += members.map { .text([.literal($0.key)]) }
      // What takes the rest stands for its elements until a caller gives them.
      case .hole(let hole) where takesRest(hole): result.append(value)
      default: result.append(.hole(.unknown("element")))
      }
    }
    return limited(result)
  }
}
