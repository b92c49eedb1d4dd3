import ScopeValues

// Clients and requests that are put together step by step.
extension CodeEvaluator {
  /// A client of HTTP after a step that leaves it one: `.baseUrl(x)`, `.build()`, `.R()`; a request that it begins:
  /// `.get()`, `.method(PATCH)`. Nil for any other.
  ///
  /// Sources: the documentation of Spring's WebClient and RestClient and of resty.
  func client(
    _ value: CodeValue, _ name: String, _ arguments: [Argument], _ path: [String], _ context: ChainContext
  ) -> CodeValue? {
    switch name {
    case "baseUrl", "SetBaseURL", "SetHostURL", "setBaseUrl", "withBaseUrl", "rootUri":
      guard arguments.count == 1, let pieces = evaluate(arguments[0].value, context.place).first?.pieces else {
        return nil
      }
      return .http(base: pieces)
    default: break
    }
    let language = project.files.language(context.place.file)
    guard case .http(let base) = value else {
      // A client that the file did not make: `restClient.get().uri(…)`.
      guard language == "java", arguments.isEmpty, case .hole = value, GraphPaths.methods.contains(name.uppercased()),
        let owner = path.dropLast().last?.lowercased(), owner.contains("client"),
        mayBeClient(path.dropLast(), context) == nil
      else { return nil }
      return .request(
        CodeRequest(
          methods: [.text([.literal(name.uppercased())])], addresses: [], base: [], file: context.place.file,
          span: context.span))
    }
    if language == "java" || language == "csharp" || language == "go", name.first?.isUppercase ?? false,
      name == "R" || name.hasPrefix("Set") || name.hasPrefix("With") || name.hasPrefix("Add")
    {
      return value
    }
    guard language == "java" else { return nil }
    if ["build", "mutate", "filter", "defaultHeader", "defaultHeaders", "clone", "clientConnector", "codecs"].contains(
      name) || name.hasPrefix("exchangeS") || name.hasPrefix("default")
      || name.hasPrefix("add")
      || ["client", "callFactory", "requestFactory", "requestInterceptor", "messageConverters"].contains(name)
    {
      return value
    }
    var methods: [CodeValue] = []
    if arguments.isEmpty, GraphPaths.methods.contains(name.uppercased()) {
      methods = [.text([.literal(name.uppercased())])]
    } else if name == "method", let argument = arguments.first {
      methods = evaluate(argument.value, context.place)
    }
    guard !methods.isEmpty else { return nil }
    return .request(
      CodeRequest(
        methods: methods, addresses: [], base: base, file: context.place.file, span: context.span, isOfClient: true))
  }

  /// The path that a lambda builds: `u -> u.path("/me").queryParam("$top", 5).build()`.
  private func pathOf(_ function: Function, _ place: CodePlace) -> [CodeValue] {
    guard let number = project.files[place.file].functionAt[function.span.start] else { return [] }
    let id = project.functionID(place.file, number)
    return results(of: id, [], place).compactMap { value in
      guard var pieces = value.pieces else { return nil }
      // What the lambda is given is the builder, of which nothing is said yet.
      if case .hole(let hole)? = pieces.first, let parameter = function.parameters.first, hole.name == parameter.name {
        pieces.removeFirst()
      }
      return pieces.isEmpty ? nil : .text(pieces)
    }
  }

  /// `url.openConnection()` of Java: a request that reads until `setRequestMethod(…)` says otherwise.
  func opened(_ value: CodeValue, _ name: String, _ context: ChainContext) -> [CodeValue]? {
    guard name == "openConnection", value.pieces != nil else { return nil }
    let get = CodeValue.text([.literal("GET")])
    // Where the file sets methods, the call that sets one is the request.
    if project.files[context.place.file].callsByName["setRequestMethod"] == nil {
      note(
        .raw(addresses: [value], methods: [get]), kind: .http, name: name, context,
        request: CodeOrigin(file: context.place.file, span: context.span), isMaking: true)
    }
    return [.request(CodeRequest(methods: [get], addresses: [value], file: context.place.file, span: context.span))]
  }

  /// A step in the making of a request: its address, its method, or anything else; nil for what sends it.
  func step(
    _ request: CodeRequest, _ name: String, _ arguments: [Argument], _ context: ChainContext
  ) -> CodeValue? {
    var request = request
    var values = arguments.first.map { evaluate($0.value, context.place) } ?? []
    switch name.lowercased() {
    case "uri", "url":
      if let argument = arguments.first, case .function(let function) = argument.value.kind {
        values = pathOf(function, context.place)
      }
      if !request.base.isEmpty {
        values = values.compactMap(\.pieces).map { .text(CodeAddress.resolve(request.base, $0)) }
      }
      request.addresses = values
      note(
        .raw(addresses: values, methods: request.methods), kind: request.isOfClient ? .http : .maybe, name: name,
        context,
        request: CodeOrigin(file: request.file, span: request.span), isMaking: true)
    case "method", "setmethod", "setrequestmethod":
      request.methods = values
      note(
        .raw(addresses: request.addresses, methods: values), kind: .maybe, name: name, context,
        request: CodeOrigin(file: request.file, span: request.span), isMaking: true)
    case "get", "post", "put", "patch", "delete":
      request.methods = [.text([.literal(name.uppercased())])]
      note(
        .raw(addresses: request.addresses, methods: request.methods), kind: .maybe, name: name, context,
        request: CodeOrigin(file: request.file, span: request.span), isMaking: true)
    case "send", "sendasync", "execute", "executeasync": return nil
    default: break
    }
    return .request(request)
  }
}
