import ScopeValues

// Interfaces that a library makes clients of: their methods say by attributes what is sent.
//
// Sources: the documentation of Refit, RestEase, OpenFeign, Spring Cloud OpenFeign, Spring's HTTP interfaces, Retrofit,
// Micronaut and MicroProfile's REST client.
extension CallFinder {
  /// The requests of the annotated methods of a file.
  func annotated(_ index: Int) -> [FoundCall] {
    let file = project.files[index]
    guard !file.annotated.isEmpty else { return [] }
    var bases: [String: [CodePiece]?] = [:]
    var found: [FoundCall] = []
    for (site, type) in file.annotated {
      let place = CodePlace(
        file: index, scope: site.scope, block: site.block, position: site.expression.span.start)
      evaluator.steps = CodeEvaluator.stepLimit
      guard let request = request(site.expression, place) else { continue }
      let base = bases[type] ?? self.base(of: type, index)
      bases[type] = .some(base)
      // Servers have the same annotations; only some belong to clients alone.
      guard base != nil || request.isOfClient else { continue }
      for path in request.paths {
        let pieces = base.map { CodeAddress.join($0, path) } ?? path
        found.append(
          FoundCall(
            target: .raw(addresses: [.text(pieces)], methods: [.text([.literal(request.method)])]), kind: .http,
            name: request.name, file: index, span: site.expression.span, scope: site.scope))
      }
    }
    return found
  }

  private struct AnnotatedRequest {
    var name: String
    var method: String
    var paths: [[CodePiece]]
    var isOfClient: Bool
  }

  /// What an attribute says: `[Get("/users")]`, `@GetMapping("/users")`, `@RequestLine("GET /users")`.
  private func request(_ attribute: Expression, _ place: CodePlace) -> AnnotatedRequest? {
    guard case .chain(let base, let steps) = attribute.kind, case .name(let name) = base.kind,
      case .call(let arguments)? = steps.first?.kind
    else { return nil }
    let isJava = project.files.language(place.file) == "java"
    let given = arguments.first { ["value", "path", "url", "uri", nil].contains($0.label) }
    let paths = given.map { evaluator.evaluate($0.value, place) } ?? []
    var pieces = paths.flatMap { value -> [[CodePiece]] in
      if case .list(let elements) = value { return elements.compactMap(\.pieces) }
      return value.pieces.map { [$0] } ?? []
    }
    if name == "RequestLine" {
      guard isJava, case .literal(let line)? = pieces.first?.first else { return nil }
      let method = line.prefix { $0 != " " }.uppercased()
      guard GraphPaths.methods.contains(method) else { return nil }
      let rest = line.dropFirst(method.count).drop { $0 == " " }
      pieces[0][0] = .literal(String(rest))
      return AnnotatedRequest(name: name, method: method, paths: pieces, isOfClient: true)
    }
    if name == "RequestMapping" {
      guard let method = arguments.first(where: { $0.label == "method" }),
        case .chain(_, let members) = method.value.kind, case .member(let verb)? = members.last?.kind,
        GraphPaths.methods.contains(verb)
      else { return nil }
      return AnnotatedRequest(name: name, method: verb, paths: pieces, isOfClient: false)
    }
    var verb = name
    for ending in ["Mapping", "Exchange", "Attribute"] where verb.hasSuffix(ending) && verb.count > ending.count {
      verb = String(verb.dropLast(ending.count))
    }
    guard GraphPaths.methods.contains(verb.uppercased()) else { return nil }
    // Refit's and Retrofit's own; Micronaut's servers have `@Get` as well.
    let isOfClient = isJava ? verb == name && verb == verb.uppercased() : true
    return AnnotatedRequest(name: name, method: verb.uppercased(), paths: pieces, isOfClient: isOfClient)
  }

  /// What an interface's paths are relative to: by its own attributes, or where a client of it is made.
  private func base(of type: String, _ index: Int) -> [CodePiece]? {
    for site in project.files[index].typeAttributes[type] ?? [] {
      guard case .chain(let base, let steps) = site.expression.kind, case .name(let name) = base.kind,
        ["FeignClient", "Client", "RegisterRestClient", "HttpExchange", "BaseAddress"].contains(name),
        case .call(let arguments)? = steps.first?.kind,
        let argument = arguments.first(where: { ["url", "baseUri", "baseUrl"].contains($0.label) })
          ?? arguments.first(where: { ["value", nil].contains($0.label) })
      else { continue }
      let place = CodePlace(file: index, scope: site.scope, block: site.block, position: site.expression.span.start)
      if let pieces = evaluator.evaluate(argument.value, place).first?.pieces { return settled(pieces) }
    }
    let registered = evaluator.registeredBase(nil, type)
    if !registered.isEmpty { return registered }
    // `RestService.For<T>(address)`, `target(T.class, address)`, `baseUrl(address).build().create(T.class)`.
    for maker in CodeEvaluator.clientMakers {
      for (site, text) in makings(by: maker) where text.contains("<\(type)>") || text.contains("\(type).class") {
        let call = project.files[site.file].calls[site.call]
        guard let arguments = Self.arguments(call.expression, maker, isAnyCase: false) else { continue }
        let place = CodePlace(
          file: site.file, scope: call.scope, block: call.block, position: call.expression.span.start)
        for case .http(let base) in evaluator.object(of: maker, in: call.expression, place) ?? [] where !base.isEmpty {
          return base
        }
        let more = Self.arguments(call.expression, "baseUrl", isAnyCase: false) ?? []
        for argument in more + arguments {
          switch evaluator.evaluate(argument.value, place).first {
          case .http(let base)? where !base.isEmpty: return base
          case let value?:
            if let pieces = value.pieces, case .literal(let first)? = pieces.first, first.contains("://") {
              return pieces
            }
          case nil: continue
          }
        }
      }
    }
    return nil
  }

  /// The first calls of what makes clients, with their texts: they are the same for every interface of a project.
  private func makings(by maker: String) -> [(site: (file: Int, call: Int), text: String)] {
    if let known = knownMakings[maker] { return known }
    var found: [(site: (file: Int, call: Int), text: String)] = []
    for site in project.callers(of: maker, upTo: 64).prefix(64) {
      let file = project.files[site.file]
      let span = file.calls[site.call].expression.span
      if span.bytes.count < 4_096 { found.append((site, file.source.string(span))) }
    }
    knownMakings[maker] = found
    return found
  }

  /// An address that a setting holds: `${graph.url}`, `${graph.url:https://…}`.
  private func settled(_ pieces: [CodePiece]) -> [CodePiece] {
    guard pieces.count == 1, case .literal(let text) = pieces[0], text.hasPrefix("${"), text.hasSuffix("}") else {
      return pieces
    }
    let inner = text.dropFirst(2).dropLast()
    let key = inner.prefix { $0 != ":" }
    if let value = evaluator.setting(String(key)).first?.text { return [.literal(value)] }
    return inner.count > key.count ? [.literal(String(inner.dropFirst(key.count + 1)))] : pieces
  }
}
