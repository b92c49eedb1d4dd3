import ScopeValues

extension CodeEvaluator {
  /// What a call gives; with `emits`, noted where it sends a request.
  ///
  /// - Parameter receivers: what the method is called on; nil for a function or a command.
  func call(
    _ receivers: [CodeValue]?, _ name: String, _ arguments: [Argument], _ path: [String], _ context: ChainContext
  ) -> [CodeValue] {
    let file = project.files[context.place.file]
    if receivers == nil, file.isPowerShell || file.isShell { return command(name, arguments, context) }
    guard let receivers else {
      if noteSink(nil, path, arguments, context) { return [.hole(.unknown(name))] }
      if noteClient(self.name(name, context.place), arguments, context) { return [.hole(.unknown(name))] }
      if noteAlias(name, arguments, context) { return [.hole(.unknown(name))] }
      noteVariable(name, arguments, context)
      if let made = made(name, arguments, path, context) { return made }
      let functions = self.functions(named: name, near: context)
      let values = functions.prefix(4).flatMap { results(of: $0, arguments, context.place) }
      if !functions.isEmpty { return limited(values) }
      if let known = text(nil, name, arguments, path, context) { return known }
      noteUnknownFunction(name, arguments, context)
      if let record = record(name, arguments, context) { return [record] }
      return [name.first?.isUppercase ?? false ? .instance(name) : .hole(.unknown(name))]
    }
    var result: [CodeValue] = []
    var isNoted = false
    for value in receivers.isEmpty ? [.hole(.unknown(path.first ?? ""))] : receivers {
      switch value {
      case .client:
        if notePath(name, arguments, context) {
          result.append(.hole(.unknown(name)))
        } else if name == "api" || !(noteSink(value, path, arguments, context)) {
          result.append(step(CodeBuilder(segments: [], node: 0, isCertain: true), name, arguments, context))
        }
      case .builder(let builder): result.append(step(builder, name, arguments, context))
      case .api(let api): result.append(step(api, name, arguments, context))
      case .request(let request):
        if let next = step(request, name, arguments, context) {
          result.append(next)
        } else {
          _ = noteSink(value, path, arguments, context)
          result.append(value)
        }
      default:
        if let next = client(value, name, arguments, path, context) {
          result.append(next)
        } else if isNoted {
          continue
        } else if noteSink(value, path, arguments, context) {
          isNoted = true
          result.append(.hole(.unknown(name)))
        } else if let values = method(value, name, arguments, path, context) {
          result += values
        } else {
          result.append(.hole(.unknown(name)))
        }
      }
    }
    return limited(result)
  }

  /// A method of something that is no client: of the project's own types, of texts, of a type by its name.
  private func method(
    _ value: CodeValue, _ name: String, _ arguments: [Argument], _ path: [String], _ context: ChainContext
  ) -> [CodeValue]? {
    if arguments.isEmpty, let held = accessed(value, name, context) ?? opened(value, name, context) { return held }
    if let made = made(name, arguments, path, context) { return made }
    if let known = text(value, name, arguments, path, context) { return known }
    if name == "api", let argument = arguments.first {
      let addresses = evaluate(argument.value, context.place)
      let isClient = mayBeClient(Array(path.dropLast()), context) != nil
      var api = CodeAPI(address: addresses)
      api.isCertain = isClient || addresses.contains { $0.pieces.map { CodeAddress.isGraph($0) } ?? false }
      let isPath = addresses.contains { value in
        guard case .literal(let text)? = value.pieces?.first else { return false }
        return text.hasPrefix("/")
      }
      return api.isCertain || isPath ? [.api(api)] : nil
    }
    if case .hole = value, let client = mayBeClient(Array(path.dropLast()), context) {
      let first = step(CodeBuilder(segments: [], node: 0, isCertain: client), name, arguments, context)
      if case .builder(let builder) = first, builder.node >= 0 { return [first] }
    }
    if case .hole(let hole) = value, hole.reason == .nextPage { return [value] }
    let functions = self.functions(named: name, near: context)
    if !functions.isEmpty {
      let values = functions.prefix(4).flatMap { results(of: $0, arguments, context.place) }
      guard case .instance(let type) = value, project.hasType(type) else { return limited(values) }
      // What was left open for derived types is what this one has.
      return limited(
        values.flatMap { value -> [CodeValue] in
          guard case .text(let pieces) = value else { return [value] }
          return filled(pieces, by: type, context.place).map { .text($0) }
        })
    }
    if case .instance = value, noteClient(member([value], name, Array(path.dropLast()), context), arguments, context) {
      return [.hole(.unknown(name))]
    }
    noteUnknownFunction(name, arguments, context)
    return nil
  }

  // MARK: Making things

  /// What constructors and factories make; nil where the name is none of theirs.
  private func made(
    _ name: String, _ arguments: [Argument], _ path: [String], _ context: ChainContext
  ) -> [CodeValue]? {
    if let all = madeOfEach(name, arguments, context, { self.made(name, arguments, path, context) }) { return all }
    let place = context.place
    let positional = arguments.filter { $0.label == nil && !$0.isSpread }
    func first(_ index: Int) -> [CodeValue] {
      positional.indices.contains(index) ? evaluate(positional[index].value, place) : []
    }
    func member(_ names: String...) -> [CodeValue] {
      for argument in arguments where argument.label == "{}" || argument.label.map(names.contains) ?? false {
        let values = evaluate(argument.value, place)
        if argument.label != "{}" { return values }
        for case .object(let members) in values {
          let found = members.filter { names.contains($0.key) }.map(\.value)
          if !found.isEmpty { return found }
        }
      }
      return []
    }
    let origin = CodeOrigin(file: place.file, span: context.span)
    func request(_ methods: [CodeValue], _ addresses: [CodeValue]) -> [CodeValue] {
      let value = CodeRequest(methods: methods, addresses: addresses, file: origin.file, span: origin.span)
      if !addresses.isEmpty {
        note(
          .raw(addresses: addresses, methods: methods), kind: .maybe, name: name, context, request: origin,
          isMaking: true)
      }
      return [.request(value)]
    }
    func verb(_ text: String) -> CodeValue { .text([.literal(text)]) }
    if isClient(name) || path.count > 1 && path[path.count - 2] == "GraphServiceClient" {
      return [.client]
    }
    switch name {
    case "Client":
      if path.count > 1, path[path.count - 2] == "httpx" {
        return [.http(base: member("base_url").first?.pieces ?? [])]
      }
      return project.files.importsGraph(place.file) ? [.client] : nil
    case "init", "initWithMiddleware":
      guard path.count > 1, path[path.count - 2] == "Client" else { return nil }
      return [.client]
    case "builder", "buildClient": return path.first == "GraphServiceClient" ? [.client] : nil
    case "graphfi":
      return [.builder(CodeBuilder(segments: [], node: 0, isCertain: true, isInvoked: true))]
    case "require" where path.count == 1:
      return first(0).first?.text.flatMap { exports(of: $0) }
    case "HttpClient": return [.http(base: member("BaseAddress").first?.pieces ?? [])]
    case "CreateClient" where path.count > 1 && project.files.language(place.file) == "csharp":
      return [.http(base: registeredBase(first(0).first?.text, nil))]
    case "RestClient", "FlurlClient", "RestClientOptions":
      let given = first(0).isEmpty ? member("BaseUrl", "baseUrl") : first(0)
      if case .http? = given.first { return given }
      return [.http(base: given.first?.pieces ?? [])]
    case "HttpRequestMessage", "RestRequest":
      let isRest = name == "RestRequest"
      let methods = isRest ? first(1) : first(0)
      let given = member("Method", "method")
      let addresses = isRest ? first(0) : first(1)
      let assigned = member("RequestUri", "requestUri")
      return request(
        given.isEmpty ? methods.isEmpty ? [verb("GET")] : methods : given, assigned.isEmpty ? addresses : assigned)
    case "RequestInformation":
      return request(member("HttpMethod"), member("URI", "UrlTemplate"))
    case "HttpGet": return request([verb("GET")], first(0))
    case "HttpPost": return request([verb("POST")], first(0))
    case "HttpPut": return request([verb("PUT")], first(0))
    case "HttpPatch": return request([verb("PATCH")], first(0))
    case "HttpDelete": return request([verb("DELETE")], first(0))
    case "Request":
      guard path.count == 1 || ["urllib", "request"].contains(path[path.count - 2]) else { return nil }
      let named = member("method")
      let options = first(1).compactMap { $0.member("method") }
      let methods =
        !named.isEmpty
        ? named
        : !options.isEmpty
          ? options
          : [
            verb(
              positional.count > 1 && place.file >= 0 && project.files.language(place.file) == "python" ? "POST" : "GET"
            )
          ]
      return request(methods, first(0).isEmpty ? member("url") : first(0))
    case "NewRequest": return path.count == 2 ? request(first(0), first(1)) : nil
    case "NewRequestWithContext": return request(first(1), first(2))
    case "newBuilder":
      return path.contains("HttpRequest") ? request([verb("GET")], first(0)) : nil
    case "Builder": return request([verb("GET")], [])
    case "Uri", "URL", "URI", "UriBuilder", "URIBuilder":
      // A type of the project that is called so.
      if path.count == 1, project.files.language(place.file) == "go", project.hasType(name) { return nil }
      if let host = member("Host", "host").first?.pieces {
        let path = member("Path", "path").compactMap(\.pieces)
        return (path.isEmpty ? [[]] : path).map { .text(CodeAddress.join([.literal("https://")] + host, $0)) }
      }
      if ["https", "http"].contains(first(0).first?.text ?? "") {
        let path = member("Path").first?.pieces ?? []
        return first(1).compactMap(\.pieces).map { .text(CodeAddress.join([.literal("https://")] + $0, path)) }
      }
      if positional.count > 1, case .chain(let base, _) = positional[1].value.kind, case .name("UriKind") = base.kind {
        return first(0)
      }
      return positional.count > 1 && first(0).contains(where: { !($0.pieces?.isEmpty ?? true) })
        ? address(first(0), first(1), name == "URL" && project.files.language(place.file).hasSuffix("script"))
        : first(0)
    case "Dictionary", "ConcurrentDictionary", "SortedDictionary":
      guard let table = arguments.first(where: { $0.label == "{}" }) else { return nil }
      return evaluate(table.value, place)
    case "dict" where path.count == 1 && project.files.language(place.file) == "python",
      "SimpleNamespace" where project.files.language(place.file) == "python":
      return [
        .object(
          arguments.flatMap { argument in
            argument.label.map { label in evaluate(argument.value, place).map { (label, $0) } } ?? []
          })
      ]
    case "append" where path.count == 1 && project.files.language(place.file) == "go":
      return [
        .list(
          arguments.flatMap { evaluate($0.value, place) }.flatMap { value in
            if case .list(let elements) = value { elements } else { [value] }
          })
      ]
    case "map" where path.count == 1 && positional.count == 2 && project.files.language(place.file) == "python":
      guard case .name(let function) = positional[0].value.kind, ["str", "quote"].contains(function) else { return nil }
      return first(1)
    case "getattr" where positional.count > 1 && project.files.language(place.file) == "python":
      return picked(positional[0].value, first(1), context) ?? (positional.count > 2 ? first(2) : nil)
    case "Template" where project.files.language(place.file) == "python": return first(0)
    case "new" where path.count == 2 && project.files.isPowerShell(place.file):
      if path[0].lowercased().hasSuffix("stringbuilder]") { return first(0).isEmpty ? [.text([])] : first(0) }
      guard ["[uri]", "[system.uri]", "[uribuilder]", "[system.uribuilder]"].contains(path[0].lowercased()) else {
        return nil
      }
      return positional.count == 2 ? address(first(0), first(1), false) : first(0)
    case "Map" where project.files.language(place.file).hasSuffix("script"):
      guard case .list(let pairs)? = first(0).first else { return nil }
      return [
        .object(
          pairs.compactMap { pair in
            guard case .list(let parts) = pair, parts.count == 2, let key = parts[0].text else { return nil }
            return (key, parts[1])
          })
      ]
    case "StringBuilder": return first(0).isEmpty ? [.text([])] : first(0)
    case "HTTPSConnection":
      guard let host = first(0).first?.pieces else { return nil }
      return [.http(base: [.literal("https://")] + host)]
    case "HttpMethod": return first(0)
    case "session" where path.count == 2 && path[0] == "requests": return [.http(base: [])]
    case "Session", "AsyncClient", "ClientSession", "BaseUrlSession":
      guard path.count > 1 || project.files.language(place.file) == "python" else { return nil }
      let named = member("base_url")
      let given = name == "ClientSession" && named.isEmpty ? first(0) : named
      return [.http(base: given.first?.pieces ?? [])]
    case "create", "extend":
      if ["WebClient", "RestClient"].contains(path.count > 1 ? path[path.count - 2] : "") {
        return [.http(base: first(0).first?.pieces ?? [])]
      }
      guard let base = first(0).compactMap({ $0.member("baseURL") ?? $0.member("prefixUrl") }).first?.pieces else {
        return ["axios", "got", "ky"].contains(path.count > 1 ? path[path.count - 2] : "") ? [.http(base: [])] : nil
      }
      return [.http(base: base)]
    default: return nil
    }
  }

  /// An address and what it is relative to.
  private func address(_ left: [CodeValue], _ right: [CodeValue], _ isReversed: Bool) -> [CodeValue] {
    let bases = isReversed ? right : left
    let paths = isReversed ? left : right
    return limited(
      bases.compactMap(\.pieces).flatMap { base in
        paths.compactMap(\.pieces).map { .text(CodeAddress.resolve(base, $0)) }
      })
  }
}
