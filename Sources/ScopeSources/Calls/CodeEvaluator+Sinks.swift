import ScopeValues

extension CodeEvaluator {
  /// Notes a call of a function or method that sends requests; false where it is none.
  func noteSink(_ receiver: CodeValue?, _ path: [String], _ arguments: [Argument], _ context: ChainContext) -> Bool {
    let file = project.files[context.place.file]
    let path = file.canonical(path)
    guard let sink = typedSink(receiver, path, file.language) ?? project.sinks.sink(path, language: file.language)
    else {
      return false
    }
    if sink.kind == .none || path.count == 2 && file.standsIn(path[0]) { return false }
    if let receiver, let member = path.last, sendsNothing(receiver, member, file.language) { return false }
    let inherited = derivedBase(receiver, path, context)
    if sink.kind == .client, inherited == nil, !isHTTP(receiver, path) { return false }
    // A function of the project that happens to be called so is looked into itself.
    if sink.base == nil, receiver == nil, path.count == 1, sink.kind != .graph,
      isFunction(path[0], file)
    {
      return false
    }
    var base: [CodePiece] = []
    var kind = sink.kind == .client ? CallSinks.Sink.Kind.maybe : sink.kind
    if case .http(let known)? = receiver {
      base = known
      if kind == .maybe { kind = .http }
      // That of a client that a caller gives comes last.
      let isOpen = base.isEmpty || base.count == 1 && CodeHole.isParameter(base[0])
      var own = isOpen && path.count > 1 ? baseAddress(path, context) : []
      if isOpen, own.isEmpty, file.language == "csharp", let type = file.scopes[context.place.scope].type {
        own = registeredBase(nil, type)
      }
      if isOpen, own.isEmpty, file.language == "typescript" { own = moduleBase() }
      if !own.isEmpty { base = own }
    } else if let inherited, kind == .maybe {
      base = inherited
      kind = .http
    } else if path.count > 1, kind == .maybe {
      base = baseAddress(path, context)
    }
    if let own = sink.base { base = [.literal("/" + own + "/")] }
    if sink.address.first?.hasPrefix("options.") ?? false {
      base = downstream(arguments, context)
      if !base.isEmpty { kind = .http }
    }
    guard context.emits else { return kind != .maybe }
    if noteEach(receiver, path, arguments, context) { return true }
    var addresses: [CodeValue] = []
    for spec in sink.address {
      // The text itself, of methods that libraries add to texts.
      if spec == "this", let receiver, case .text = receiver {
        addresses = [receiver]
      } else if spec.hasPrefix("this.") {
        addresses = ownMember(spec, path, context)
      } else {
        addresses = values(spec, arguments, context)
      }
      if !addresses.isEmpty { break }
    }
    addresses = addresses.flatMap { value -> [CodeValue] in
      guard case .list(let elements) = value else { return [value] }
      // A key of several parts, of which one is the address.
      return elements.filter { $0.pieces.map { CodeAddress.isGraph($0) } ?? false }
    }
    var methods: [CodeValue] = []
    for spec in sink.method {
      let given = spec.hasPrefix("this.") ? ownMember(spec, path, context) : values(spec, arguments, context)
      methods = given.filter {
        $0.text.map { GraphPaths.methods.contains($0.uppercased()) } ?? true
      }
      if case .request? = methods.first { methods = [] }
      if case .object? = methods.first { methods = [] }
      if !methods.isEmpty { break }
    }
    if let method = sink.defaultMethod {
      let usual = CodeValue.text([.literal(method)])
      if methods.isEmpty { methods = [usual] }
      methods = methods.map { value in
        guard case .hole(var hole) = value, hole.member != nil, hole.fallback.isEmpty else { return value }
        hole.fallback = [usual]
        return .hole(hole)
      }
    }
    let requests = addresses.compactMap { if case .request(let request) = $0 { request } else { nil } }
    if !requests.isEmpty {
      for request in requests {
        note(
          .raw(
            addresses: request.addresses,
            // `client.DeleteAsync(request)` says itself how it sends.
            methods: sink.method.isEmpty && sink.defaultMethod != nil ? methods : request.methods),
          kind: .http, name: path.joined(separator: "."), context, base: base.isEmpty ? request.base : base,
          request: CodeOrigin(file: request.file, span: request.span))
      }
      return true
    }
    if addresses.isEmpty {
      guard kind != .maybe else { return false }
      let hasSpread = arguments.contains { $0.isSpread }
      note(.open(hasSpread ? .splat : .unknownAddress), kind: kind, name: path.joined(separator: "."), context)
      return true
    }
    if kind == .maybe {
      let texts = addresses.compactMap(\.pieces)
      let isPossible = texts.contains { pieces in
        let whole = base.isEmpty ? pieces : CodeAddress.join(base, pieces)
        return CodeAddress.isGraph(whole) || CodeAddress.hangsOnParameter(whole)
      }
      guard isPossible else { return false }
    }
    note(
      .raw(addresses: addresses, methods: methods), kind: kind, name: path.joined(separator: "."), context, base: base)
    if !found.isEmpty { found[found.count - 1].usualMethod = sink.defaultMethod }
    return true
  }

  /// The sink that a table lists for the type of an object: `XMLHttpRequest.open`.
  private func typedSink(_ receiver: CodeValue?, _ path: [String], _ language: String) -> CallSinks.Sink? {
    guard case .instance(let type)? = receiver, let last = path.last, !type.contains(":"),
      let sink = project.sinks.sink([type, last], language: language), !sink.call.hasPrefix("*"), sink.kind != .none
    else { return nil }
    return sink
  }

  /// What was assigned to a member of the object that a method is called on: `request.URL = …`.
  private func ownMember(_ spec: String, _ path: [String], _ context: ChainContext) -> [CodeValue] {
    guard path.count > 1 else { return [] }
    return assigned(path[path.count - 2], String(spec.dropFirst(5)), context.place) ?? []
  }

  /// Whether an object is of a type whose method of a name sends nothing, as a map's or a cache's.
  func sendsNothing(_ receiver: CodeValue, _ member: String, _ language: String) -> Bool {
    let type: String?
    switch receiver {
    case .instance(let made): type = made
    case .hole(let hole):
      guard case .parameter(let function, let number) = hole.reason, hole.member == nil else { return false }
      let parameters = project.function(function).record.parameters
      type = parameters.indices.contains(number) ? parameters[number].type : nil
    default: type = nil
    }
    guard let name = type.map({ String($0.prefix { $0 != "<" }) }) else { return false }
    return project.sinks.sink([name, member], language: language)?.kind == CallSinks.Sink.Kind.none
  }

  /// Whether the project has a function of a name that a bare call means; a method is none where calls of methods name
  /// their object.
  private func isFunction(_ name: String, _ file: CodeFile) -> Bool {
    let namesObject = file.language.hasSuffix("script") || file.language == "python" || file.language == "go"
    return project.functions(named: file.key(name)).contains { !namesObject || project.typeOfFunction($0) == nil }
  }

  private static let clientNames = ["client", "session", "http", "request", "graph", "conn"]

  /// Whether a method is called on something that sends requests, by what it is or by its name.
  private func isHTTP(_ receiver: CodeValue?, _ path: [String]) -> Bool {
    if case .http? = receiver { return true }
    guard path.count > 1 else { return false }
    let name = path[path.count - 2].lowercased()
    return Self.clientNames.contains { name.holds($0) }
  }

  /// `client.BaseAddress`, `session.base_url`: what a client's addresses are relative to.
  private func baseAddress(_ path: [String], _ context: ChainContext) -> [CodePiece] {
    for member in ["BaseAddress", "base_url", "baseURL", "BaseUrl", "defaults.baseURL"] {
      if let values = assigned(path[path.count - 2], member, context.place), let pieces = values.first?.pieces {
        return pieces
      }
      if project.givesMembers, let type = project.files[context.place.file].scopes[context.place.scope].type,
        let pieces = field(type, path[path.count - 2] + "." + member, context.place.file).first?.pieces
      {
        return pieces
      }
    }
    return []
  }

  /// The values that a sink's column points at: a label, a position, or a member of one.
  func values(_ spec: String, _ arguments: [Argument], _ context: ChainContext) -> [CodeValue] {
    let place = context.place
    if let plus = spec.firstIndex(of: "+") {
      // A host and a path that stand apart.
      let hosts = values(String(spec[..<plus]), arguments, context).compactMap { value -> [CodePiece]? in
        guard case .hole(var hole) = value, hole.isParameter, hole.member != nil else { return value.pieces }
        // Who says nothing of a base leaves the client's own.
        hole.fallback = [.text([])]
        return [.hole(hole)]
      }
      let paths = values(String(spec[spec.index(after: plus)...]), arguments, context).compactMap(\.pieces)
      return limited(
        hosts.flatMap { host in
          let isWhole = host.first.map(CodeHole.isParameter) ?? false || CodeAddress.text(host).contains("://")
          return paths.map { path -> CodeValue in
            .text(CodeAddress.join((isWhole ? [] : [.literal("https://")]) + host, path))
          }
        })
    }
    let parts = spec.split(separator: ".", maxSplits: 1).map(String.init)
    guard let head = parts.first else { return [] }
    if head == "options" { return parts.count > 1 ? options(parts[1], arguments, context) : [] }
    let isPowerShell = project.files.isPowerShell(place.file)
    let positional = arguments.filter { $0.label == nil && !$0.isSpread }
    if head == "verb" {
      let verbs = positional.flatMap { evaluate($0.value, place) }.filter { isVerb($0) }
      guard verbs.isEmpty, let named = positional.first(where: { Self.isNamedAsVerb($0.value) }) else { return verbs }
      return evaluate(named.value, place)
    }
    if head == "afterVerb" {
      let index = positional.indices.dropLast().first { index in
        Self.isNamedAsVerb(positional[index].value) || evaluate(positional[index].value, place).contains { isVerb($0) }
      }
      return index.map { evaluate(positional[$0 + 1].value, place) } ?? []
    }
    if let number = Int(head) {
      let candidates =
        isPowerShell
        ? positional.filter { argument in !evaluate(argument.value, place).contains { isVerb($0) } } : positional
      guard candidates.indices.contains(number) else { return [] }
      let value = candidates[number].value
      guard parts.count > 1 else {
        return evaluate(value, place).filter { value in
          switch value {
          case .object, .function: false
          default: true
          }
        }
      }
      if case .name(let name) = value.kind, let found = assigned(name, parts[1], place) { return found }
      return evaluate(value, place).flatMap { member(parts[1], of: $0) }
    }
    let wanted = head.lowercased()
    for argument in arguments {
      if let label = argument.label?.lowercased() {
        if label == wanted || isPowerShell && wanted.hasPrefix(label) && label.count >= 2 {
          return evaluate(argument.value, place)
        }
      } else if argument.isSpread {
        let name: String? = if case .name(let name) = argument.value.kind { name } else { nil }
        if let name, let found = assigned(name, head, place) { return found }
        for case .object(let members) in evaluate(argument.value, place) {
          let found = members.filter { $0.key.lowercased() == wanted }.map(\.value)
          if !found.isEmpty { return found }
        }
      }
    }
    return []
  }

  /// A member of an object that a caller may have given.
  private func member(_ name: String, of value: CodeValue) -> [CodeValue] {
    switch value {
    case .object(let members):
      let found = members.filter { $0.key.lowercased() == name.lowercased() }.map(\.value)
      guard found.isEmpty else { return found }
      return members.filter { $0.key == Self.rest }.flatMap { member(name, of: $0.value) }
    case .list(let elements): return elements.prefix(64).flatMap { member(name, of: $0) }
    case .hole(let hole) where hole.isParameter && hole.member == nil:
      return [.hole(CodeHole(reason: hole.reason, name: hole.name + "." + name, member: name))]
    default: return []
    }
  }

  /// Whether an argument is a variable that holds a method, by its name.
  private static func isNamedAsVerb(_ expression: Expression) -> Bool {
    guard case .name(let name) = expression.kind else { return false }
    return ["method", "verb", "httpmethod", "http_method"].contains(name.lowercased())
  }

  func isVerb(_ value: CodeValue) -> Bool {
    value.text.map { GraphPaths.methods.contains($0.uppercased()) } ?? false
  }

  /// What a lambda among the arguments assigns to a member: `options => { options.RelativePath = "me"; }`.
  private func options(_ member: String, _ arguments: [Argument], _ context: ChainContext) -> [CodeValue] {
    let file = project.files[context.place.file]
    for argument in arguments {
      guard case .function(let function) = argument.value.kind, let number = file.functionAt[function.span.start],
        let parameter = function.parameters.first
      else { continue }
      let record = file.functions[number]
      let key = CodeFile.Key(scope: record.scope, name: file.key(parameter.name + "." + member))
      if let bindings = file.bindings[key] { return bindings.flatMap { value(of: $0, in: context.place.file) } }
    }
    return []
  }
}
