import ScopeValues

extension CodeEvaluator {
  /// One step of a client library's chain: a property or a call of the library that `name` names.
  func step(_ builder: CodeBuilder, _ name: String, _ arguments: [Argument]?, _ context: ChainContext) -> CodeValue {
    if let value = invoked(builder, name, arguments, context) { return value }
    var builder = builder
    let small = GraphPaths.normal(name)
    let paths = project.paths
    if builder.segments.isEmpty, builder.node == 0 {
      switch small {
      case "drive" where paths.child(0, named: "drive") == nil:
        return .builder(CodeBuilder(segments: ["drive"], node: paths.drive, isCertain: builder.isCertain))
      case "api", "customrequest":
        var api = CodeAPI(address: arguments?.first.map { evaluate($0.value, context.place) } ?? [])
        api.origin = CodeOrigin(file: context.place.file, span: context.span)
        return .api(api)
      case "requestadapter", "baseurl", "httpprovider", "authenticationprovider", "batch", "build", "buildclient",
        "with":
        return small == "baseurl"
          ? .text([.literal("https://graph.microsoft.com/" + version(context))])
          : small == "build" || small == "buildclient" || small == "with" || small == "requestadapter"
            ? .client : .hole(.unknown(name))
      default: break
      }
    }
    if let arguments, !context.awaitsRequest, let method = verb(small, name, builder, arguments) {
      if context.emits,
        builder.isCertain || builder.node >= 0 && paths.nodes[Int(builder.node)].methods & GraphPaths.bit(method) != 0
      {
        note(.path(builder, method: method), kind: .graph, name: name, context, how: .sdk)
      }
      return .hole(.unknown(name))
    }
    if small == "request" || small == "buildrequest" || builder.isRequest {
      builder.isRequest = true
      if let arguments, ["select", "expand", "filter", "search"].contains(small), let argument = arguments.first,
        let text = evaluate(argument.value, context.place).first?.text
      {
        builder.query.append("$\(small)=\(text)")
      }
      return .builder(builder)
    }
    if let arguments, small == "withurl" {
      return .api(CodeAPI(address: arguments.first.map { evaluate($0.value, context.place) } ?? []))
    }
    if let arguments, small.hasPrefix("by"), let wildcard = paths.wildcard(builder.node) {
      builder.segments.append(arguments.first.map { idText($0.value, context.place) } ?? "{}")
      builder.node = wildcard
      return .builder(builder)
    }
    if let arguments, small == "item", arguments.count == 1, let wildcard = paths.wildcard(builder.node) {
      builder.segments.append(idText(arguments[0].value, context.place))
      builder.node = wildcard
      return .builder(builder)
    }
    if small == "itemwithpath", arguments != nil {
      if builder.segments.last != "root", builder.segments.last?.hasPrefix("{") == false {
        builder.segments.append("root")
      }
      // A folder by its own name: `items/root:/…:`.
      if let last = builder.segments.last, last.hasPrefix("{"), last != "{}" {
        builder.segments[builder.segments.count - 1] = String(last.dropFirst().dropLast())
      }
      builder.segments[max(builder.segments.count - 1, 0)] += ":/{}:"
      builder.node = paths.item
      return .builder(builder)
    }
    if small == "getbypath", let arguments, arguments.count == 2, builder.segments == ["sites"] {
      // Version 4: a site by its path below a host.
      let host = idText(arguments[1].value, context.place)
      let path = idText(arguments[0].value, context.place)
      let plain = path == "{}" ? "/{}" : String(path.dropFirst().dropLast())
      builder.segments.append((host == "{}" ? host : String(host.dropFirst().dropLast())) + ":" + plain + ":")
      builder.node = paths.wildcard(builder.node) ?? -1
      return .builder(builder)
    }
    if builder.segments.isEmpty, small == "me" {
      builder.segments = ["me"]
      builder.node = paths.me
      return .builder(builder)
    }
    if let cast = cast(builder, name, small) { return .builder(cast) }
    if let child = child(of: builder, small, arguments) {
      return .builder(follow(builder, child, name, arguments, context))
    }
    if let arguments, small.hasSuffix("byid"), let child = paths.child(builder.node, named: String(small.dropLast(4))),
      let wildcard = paths.wildcard(child)
    {
      builder.segments += [
        paths.nodes[Int(child)].segment, arguments.first.map { idText($0.value, context.place) } ?? "{}",
      ]
      builder.node = wildcard
      return .builder(builder)
    }
    // Folders that older libraries have as properties.
    if arguments == nil, Self.knownKeys.contains(small), let last = builder.segments.last?.lowercased(),
      last == "mailfolders" || last == "special", let wildcard = paths.wildcard(builder.node)
    {
      builder.segments.append("{\(small)}")
      builder.node = wildcard
      return .builder(builder)
    }
    let isProperty =
      arguments == nil || arguments?.isEmpty ?? true && project.files.language(context.place.file) == "java"
    guard builder.isCertain, !builder.segments.isEmpty || isProperty else { return .hole(.unknown(name)) }
    return .builder(beyond(builder, name, small, arguments, context))
  }

  private static let knownKeys: Set<String> = [
    "inbox", "drafts", "sentitems", "deleteditems", "approot", "documents", "photos", "cameraroll", "music",
  ]

  /// The child that a name means: of the node, or of what stands in for it.
  private func child(of builder: CodeBuilder, _ name: String, _ arguments: [Argument]?) -> Int32? {
    let paths = project.paths
    let count = arguments?.count ?? 0
    if let child = paths.child(builder.node, named: name, arguments: count) { return child }
    guard let twin = paths.twin(builder.node) else { return nil }
    return paths.child(twin, named: name, arguments: count)
  }

  /// The builder after a child, with the ids and parameters that its arguments are.
  private func follow(
    _ builder: CodeBuilder, _ child: Int32, _ name: String, _ arguments: [Argument]?, _ context: ChainContext
  ) -> CodeBuilder {
    var builder = builder
    let paths = project.paths
    var segment = paths.nodes[Int(child)].segment
    // Lists of permissions write their paths in small letters.
    if segment.utf8.count == name.utf8.count, segment == name.lowercased() {
      segment = name.prefix(1).lowercased() + name.dropFirst()
    }
    builder.node = child
    guard let open = segment.firstIndex(of: "(") else {
      builder.segments.append(segment)
      if let arguments, arguments.count == 1, !isBody(arguments[0]) {
        if let wildcard = paths.wildcard(child) {
          builder.segments.append(idText(arguments[0].value, context.place))
          builder.node = wildcard
        } else {
          give(arguments[0].value, to: child, &builder, context)
        }
      }
      return builder
    }
    builder.segments.append(segment[open...] == "()" ? segment : filled(segment, arguments ?? [], context))
    return builder
  }

  /// A function's segment with the parameters that are literal: `getX(period='D7')`.
  private func filled(_ segment: String, _ arguments: [Argument], _ context: ChainContext) -> String {
    guard arguments.count == segment.count(where: { $0 == "=" }) else { return segment }
    return arguments.reduce(segment) { text, argument in
      let values = evaluate(argument.value, context.place)
      guard values.count == 1, let literal = values[0].text, !literal.isEmpty, literal.count < 200,
        !literal.contains("{"), let hole = text.firstRange(of: "'{}'")
      else { return text }
      return text[..<hole.lowerBound] + "'{\(literal)}'" + text[hole.upperBound...]
    }
  }

  private func isBody(_ argument: Argument) -> Bool {
    switch argument.value.kind {
    case .object, .function, .boolean, .null: true
    case .prefixed("new", _): true
    default: false
    }
  }

  private static let verbs: [String: String] = [
    "get": "GET", "post": "POST", "patch": "PATCH", "put": "PUT", "delete": "DELETE", "getasync": "GET",
    "postasync": "POST", "patchasync": "PATCH", "putasync": "PUT", "deleteasync": "DELETE",
    "togetrequestinformation": "GET", "topostrequestinformation": "POST", "topatchrequestinformation": "PATCH",
    "toputrequestinformation": "PUT", "todeleterequestinformation": "DELETE", "getresponseasync": "GET",
    "postresponseasync": "POST",
  ]

  /// Verbs that only the libraries before version 5 have, after `Request()`.
  private static let olderVerbs: [String: String] = [
    "addasync": "POST", "createasync": "POST", "updateasync": "PATCH", "update": "PATCH", "add": "POST",
    "create": "POST", "addresponseasync": "POST", "updateresponseasync": "PATCH", "deleteresponseasync": "DELETE",
    "putresponseasync": "PUT", "upload": "PUT", "gethttprequestmessage": "GET",
  ]

  private func verb(_ small: String, _ name: String, _ builder: CodeBuilder, _ arguments: [Argument]) -> String? {
    guard !builder.segments.isEmpty else { return nil }
    if let verb = Self.verbs[small] {
      // A segment of that name comes first where the library takes no arguments for it.
      if verb == "DELETE" || !name.contains("_") { return verb }
    }
    if builder.isRequest, let verb = Self.olderVerbs[small] { return verb }
    // `GetAsUsersGetResponse`, and of the first versions for Go `GetWithRequestConfigurationAndResponseHandler`.
    for verb in GraphPaths.methods where small.hasPrefix(verb.lowercased()) {
      let rest = small.dropFirst(verb.count)
      if rest.hasPrefix("as") && rest.contains("response") || rest.hasPrefix("withrequestconfiguration") { return verb }
      if rest.hasPrefix("with"), rest.hasSuffix("responsehandler") { return verb }
    }
    return nil
  }

  func version(_ context: ChainContext) -> String { project.libraryVersion(context.place.file) }

  /// Notes a call at the chain under way.
  func note(
    _ target: FoundCall.Target, kind: CallSinks.Sink.Kind, name: String, _ context: ChainContext,
    how: CodeCall.How = .rest, base: [CodePiece] = [], version: String? = nil, query: [String] = [],
    request: CodeOrigin? = nil, isMaking: Bool = false
  ) {
    guard context.emits else { return }
    found.append(
      FoundCall(
        target: target, kind: kind, name: name, file: context.place.file, span: context.span,
        scope: context.place.scope, base: base, version: version, how: how, query: query, request: request,
        isMaking: isMaking))
  }

  // MARK: Clients with api(…)

  private static let apiVerbs: [String: String] = [
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "update": "PATCH", "delete": "DELETE",
    "del": "DELETE",
    "create": "POST", "getstream": "GET", "putstream": "PUT",
  ]

  func step(_ api: CodeAPI, _ name: String, _ arguments: [Argument], _ context: ChainContext) -> CodeValue {
    var api = api
    let small = name.lowercased()
    let values = arguments.first.map { evaluate($0.value, context.place) } ?? []
    if let verb = Self.apiVerbs[small] ?? Self.verbs[small] {
      note(
        .raw(addresses: api.address, methods: [.text([.literal(verb)])]), kind: .graph, name: "api", context,
        how: .sdk, version: api.version, query: api.query, request: api.origin)
      if !api.isCertain, context.emits, !found.isEmpty { found[found.count - 1].wantsKnownPath = true }
      return .hole(.unknown(name))
    }
    switch small {
    case "version": api.version = values.first?.text
    case "select", "expand", "filter", "search":
      if let text = values.first?.text {
        api.query.append("$\(small)=\(text)")
      } else if case .list(let elements)? = values.first {
        api.query.append("$\(small)=" + elements.compactMap(\.text).joined(separator: ","))
      }
    default: break
    }
    return .api(api)
  }
}
