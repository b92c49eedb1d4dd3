import ScopeValues

// Clients, requests, addresses and tables, as constructors and factories make them.
extension CodeEvaluator {
  /// What constructors and factories make; nil where the name is none of theirs.
  func made(
    _ name: String, _ arguments: [Argument], _ path: [String], _ context: ChainContext
  ) -> [CodeValue]? {
    if let all = madeOfEach(name, arguments, context, { self.made(name, arguments, path, context) }) { return all }
    let path = project.files[context.place.file].canonical(path)
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
    if name.isEmpty, path.count == 1, project.files.language(place.file) == "csharp" {
      return untyped(first(0), context).flatMap { made($0, arguments, [$0], context) }
    }
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
    case "WebClient" where project.files.language(place.file) == "csharp": return [.http(base: [])]
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
    case "Builder":
      // Of OkHttp's `HttpUrl.Builder`, of the builders of clients, and of requests.
      if path.contains("HttpUrl") { return [.text([])] }
      return path.contains("Retrofit") ? [.http(base: [])] : request([verb("GET")], [])
    case "UriBuilder" where arguments.isEmpty, "URIBuilder" where arguments.isEmpty: return [.text([])]
    case "newInstance" where path.contains("UriComponentsBuilder"): return [.text([])]
    case "Uri", "URL", "URI", "UriBuilder", "URIBuilder",
      "Url" where project.functions(named: "Url").isEmpty:
      // A type of the project that is called so.
      if path.count == 1, project.files.language(place.file) == "go", project.hasType(name) { return nil }
      if let host = member("Host", "host").first?.pieces {
        let path = member("Path", "path").compactMap(\.pieces)
        return (path.isEmpty ? [[]] : path).map { .text(CodeAddress.join([.literal("https://")] + host, $0)) }
      }
      let paths = positional.isEmpty ? member("Path", "path").compactMap(\.pieces) : []
      if !paths.isEmpty { return paths.map { .text($0) } }
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
      if ["httpclient]", "webclient]"].contains(where: path[0].lowercased().hasSuffix) { return [.http(base: [])] }
      if path[0].lowercased().hasSuffix("httprequestmessage]") { return request(first(0), first(1)) }
      if path[0].lowercased().hasSuffix("httpmethod]") { return first(0) }
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
    case "NewServer" where path.first == "httptest", "NewTLSServer" where path.first == "httptest",
      "NewUnstartedServer" where path.first == "httptest":
      // Go's server of a test listens on the machine itself.
      return [.object([("URL", .text([.literal("http://127.0.0.1")]))])]
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

  /// What `new(…)` makes where its type is not beside it: an address of an address, a request of a method.
  private func untyped(_ first: [CodeValue], _ context: ChainContext) -> String? {
    guard let value = first.first else { return nil }
    if isVerb(value) { return "HttpRequestMessage" }
    guard let pieces = value.pieces else { return nil }
    let isAddress = CodeAddress.text(pieces).contains("://")
    return isAddress ? "Uri" : nil
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
