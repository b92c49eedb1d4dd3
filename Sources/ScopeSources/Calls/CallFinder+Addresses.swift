import ScopeValues

// From values to addresses.
extension CallFinder {
  func settle(_ call: FoundCall) {
    switch call.target {
    case .open(let reason): unresolved(call, reason, "")
    case .path(let builder, let method): settle(builder, method, call)
    case .cmdlet(let name, let ids, let labels): settle(name, ids, labels, call)
    case .raw(let addresses, let methods):
      callersLeft = min(call.kind == .maybe ? Self.vagueCallerLimit : Self.callerLimit, callersOfAll)
      let given = callersLeft
      settle(addresses, methods, call, level: 0)
      callersOfAll -= given - max(callersLeft, 0)
    }
  }

  func settle(_ builder: CodeBuilder, _ method: String, _ call: FoundCall) {
    let version = call.version ?? project.libraryVersion(call.file)
    let path = builder.segments.joined(separator: "/")
    // Beyond what the tree knows names are read as they stand, as long as none may be a key.
    guard builder.node >= 0 || !builder.isOpen && builder.isCertain && project.paths.hasRoot(path) else {
      return unresolved(call, .unknownAddress, "\(method) \(version)/\(path)")
    }
    add(call, method, version, builder.segments, (call.query + builder.query).joined(separator: "&"))
  }

  func settle(_ name: String, _ ids: Int, _ labels: Set<String>, _ call: FoundCall) {
    if name.contains(" ") {
      // A program's command sends more than its name says, such as a look-up of what it is to change.
      let known = command(name, []).map { "\($0.method) v1.0\($0.path), and what else `\(name)` sends" }
      return unresolved(call, .unknownCmdlet, known ?? name)
    }
    guard let known = command(name, labels.sorted()) else {
      // A function of the project that only sounds like a cmdlet was looked into.
      if call.wantsKnownPath { return }
      return unresolved(call, .unknownCmdlet, name)
    }
    let segments = known.path.split(separator: "/").map { $0 == "{id}" ? "{}" : String($0) }
    add(call, known.method, known.version ?? "v1.0", segments, call.query.joined(separator: "&"))
  }

  func settle(_ addresses: [CodeValue], _ methods: [CodeValue], _ call: FoundCall, level: Int) {
    let isBased = addresses.count > 1 && level == 0 && addresses.contains { Self.isBasedParameter($0) }
    for address in addresses {
      var call = call
      if isBased, case .hole(let hole) = address, hole.isParameter { call.hasBasedTwin = true }
      if case .request(let request) = address {
        // One that is handed to what sends it is found where it is made.
        if level > 0, made.contains(CodeOrigin(file: request.file, span: request.span)) { continue }
        settle(request.addresses, request.methods, call, level: level)
        continue
      }
      guard var pieces = address.pieces else {
        if case .instance = address, call.kind == .http || call.kind == .graph, !call.isMaking {
          unresolved(call, .unknownAddress, methods.first?.text ?? "")
        }
        continue
      }
      pieces = CodeAddress.join(call.base, pieces)
      if CodeAddress.isNextPage(pieces) { continue }
      if lifts(pieces, methods), let function = owner(pieces, methods), level < Self.wrapperLimit,
        lift(Self.value(of: pieces), methods, call, function, level: level)
      {
        continue
      }
      if level < Self.wrapperLimit, let method = ownMethod(pieces, call),
        lift(.text(pieces), methods, call, method, level: level)
      {
        continue
      }
      let place = CodePlace(file: call.file, scope: call.scope, block: 0, position: call.span.start)
      let given = defaults(pieces).flatMap { evaluator.filled($0, by: nil, place) }
      for text in given { settle(text, fitting(withDefaults(methods), text, addresses.count), call) }
    }
  }

  /// What pieces are as a value: a hole alone may stand for anything, a request among it.
  private static func value(of pieces: [CodePiece]) -> CodeValue {
    if pieces.count == 1, case .hole(let hole) = pieces[0] { return .hole(hole) }
    return .text(pieces)
  }

  /// The method that a call stands in, where types derived from its own fill a part of the address: who calls it says
  /// which.
  private func ownMethod(_ pieces: [CodePiece], _ call: FoundCall) -> Int? {
    var before = ""
    var owner: String?
    for piece in pieces {
      switch piece {
      case .literal(let text): before += text
      case .hole(let hole):
        if case .ownField(let type, _) = hole.reason {
          // What only says the version leaves the call where it is.
          let path: String
          switch CodeAddress.target(before) {
          case .graph(_, let rest): path = rest
          case .relative(let rest): path = (call.kind == .graph ? "v1.0" : "") + rest
          default: return nil
          }
          let version = path.filter { $0 != "/" }.lowercased()
          if version == "v1.0" || version == "beta" || version == String(CodeAddress.hole) { owner = type }
        }
        before.append(CodeAddress.hole)
      }
      if owner != nil { break }
    }
    guard let type = owner else { return nil }
    let file = project.files[call.file]
    var scope = call.scope
    while scope > 0 {
      if let function = file.scopes[scope].function, !file.functions[function].name.isEmpty {
        return file.functions[function].type == type ? project.functionID(call.file, function) : nil
      }
      scope = file.scopes[scope].parent
    }
    return nil
  }

  /// Whether a value is an address of Microsoft Graph whose path a parameter gives.
  private static func isBasedParameter(_ value: CodeValue) -> Bool {
    guard case .text(let pieces) = value, pieces.count > 1, let last = pieces.last, CodeHole.isParameter(last),
      case .graph = CodeAddress.target(CodeAddress.text(pieces))
    else { return false }
    return true
  }

  /// Of several methods for several addresses those that the address has: they come in pairs that are not known.
  private func fitting(_ methods: [CodeValue], _ pieces: [CodePiece], _ count: Int) -> [CodeValue] {
    guard methods.count > 1, count > 1 else { return methods }
    let path: String
    switch CodeAddress.target(CodeAddress.text(pieces)) {
    case .graph(_, let rest), .relative(let rest), .unknown(let rest): path = rest
    case .other: return methods
    }
    var segments = path.prefix { $0 != "?" }.drop { $0 == "/" }
    let head = segments.prefix { $0 != "/" }
    if ["v1.0", "beta", String(CodeAddress.hole)].contains(head.lowercased()) {
      segments = segments.dropFirst(head.count).drop { $0 == "/" }
    }
    let known = methods.filter { $0.text.map { project.paths.has(String(segments), method: $0.uppercased()) } ?? true }
    return known.isEmpty ? methods : known
  }

  func settle(_ pieces: [CodePiece], _ methods: [CodeValue], _ call: FoundCall) {
    let limit = isCut(pieces)
    let address = CodeAddress.text(pieces)
    let verbs = Set(methods.compactMap { $0.text?.uppercased() }).filter { GraphPaths.methods.contains($0) }.sorted()
    let shown = GraphPaths.printed(address)
    let first = verbs.first.map { $0 + " " } ?? ""
    var host = "graph.microsoft.com"
    var path: String
    switch CodeAddress.target(address) {
    case .other:
      result.others.append(position(call))
      return
    case .graph(let known, let rest):
      if CodeAddress.isBare(rest) { return }
      host = known
      path = rest
    case .relative(let rest):
      // `path.startsWith("https:") ? path : base + path`: the other way is what a path takes.
      if call.hasBasedTwin { return }
      if isBatchPart(call) { hasBatchParts = true }
      guard call.kind == .graph || isBatchPart(call) else {
        // A path to a server that nobody named: not Microsoft Graph's, unless its whole path says so.
        if call.kind == .http || call.isMaking, mayBeGraph(rest, call, verbs) {
          return unresolved(call, .unknownAddress, first + shown)
        }
        if call.kind == .http, !call.isMaking { result.others.append(position(call)) }
        return
      }
      if call.wantsKnownPath, !isKnown(rest, verbs) { return }
      let head = rest.drop { $0 == "/" }.prefix { $0 != "/" }.lowercased()
      // A client of Microsoft Graph sends whatever path it is given to it.
      if !project.paths.hasRoot(rest), call.how != .sdk || !rest.hasPrefix("/") || head.contains(CodeAddress.hole),
        !["v1.0", "beta", "$batch", String(CodeAddress.hole)].contains(head)
      {
        return unresolved(call, .unknownAddress, first + shown)
      }
      path = rest
    case .unknown(let rest):
      guard goesToGraph(rest, call, verbs) else {
        if call.kind == .maybe, !mayBeGraph(rest, call, verbs) { return }
        let head = rest.drop { $0 == "/" }.prefix { !"/?(#".contains($0) }
        if rest.hasPrefix("/"), !head.isEmpty, !head.contains(CodeAddress.hole), !project.paths.hasSegment(head) {
          // Nothing of Microsoft Graph is called so.
          result.others.append(position(call))
          return
        }
        return unresolved(call, limit ? .tooManyValues : .unknownAddress, first + shown)
      }
      path = rest
    }
    if limit { return unresolved(call, .tooManyValues, first + shown) }
    // A text that breaks off within parentheses is no whole address.
    let named = path.prefix { $0 != "?" }
    if named.count(where: { $0 == "(" }) > named.count(where: { $0 == ")" }) {
      return unresolved(call, .unknownAddress, first + shown)
    }
    let cut = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var segments = String(cut.first ?? "").drop { $0 == "/" }
    var version = call.version ?? (call.how == .sdk ? project.libraryVersion(call.file) : "v1.0")
    let head = segments.prefix { $0 != "/" && $0 != CodeAddress.hole || $0 == CodeAddress.hole && segments.first == $0 }
    switch head.lowercased() {
    case "v1.0", "beta":
      version = head.lowercased()
      segments = segments.dropFirst(head.count).drop { $0 == "/" }
    case String(CodeAddress.hole) where segments.dropFirst().hasPrefix("/"):
      segments = segments.dropFirst(head.count).drop { $0 == "/" }
    default: break
    }
    let query = (cut.count > 1 ? [GraphPaths.printed(String(cut[1]))] : []) + call.query
    guard !verbs.isEmpty else {
      return unresolved(call, .unknownMethod, version + "/" + GraphPaths.printed(String(segments)))
    }
    if segments.lowercased() == "$batch" { return batchRequests.append(call) }
    for verb in verbs {
      let text = query.filter { !$0.isEmpty }.joined(separator: "&")
      switch project.paths.match(String(segments), method: verb) {
      case .one(let printed): add(call, verb, version, printed, text, host)
      case .several(let all):
        let known = "\(verb) \(version)/\(GraphPaths.printed(String(segments)))"
        unresolved(call, .unknownAddress, known, anyOf: all.map { "https://\(host)/\(version)/\($0)" }, method: verb)
      case .none(let printed, let isOpen):
        if isOpen {
          unresolved(call, .unknownAddress, "\(verb) \(version)/\(GraphPaths.printed(String(segments)))")
        } else {
          add(call, verb, version, printed, text, host)
        }
      }
    }
  }

  /// Whether an address had more values than are followed; what its query may be changes nothing of the call.
  private func isCut(_ pieces: [CodePiece]) -> Bool {
    for piece in pieces {
      switch piece {
      case .literal(let text): if text.contains("?") { return false }
      case .hole(let hole): if hole.reason == .limit { return true }
      }
    }
    return false
  }

  /// Whether what follows an unknown host can only be a path of Microsoft Graph.
  private func goesToGraph(_ rest: String, _ call: FoundCall, _ verbs: [String]) -> Bool {
    var path = rest.drop { $0 == "/" }
    let version = path.prefix { $0 != "/" }
    if version.lowercased() == "v1.0" || version.lowercased() == "beta" { return true }
    if version == String(CodeAddress.hole) { path = path.dropFirst(version.count).drop { $0 == "/" } }
    let root = path.prefix { $0 != "/" }
    guard call.kind == .graph && rest.hasPrefix("/") || root.contains(where: \.isUppercase) && path.contains("/") else {
      return false
    }
    return isKnown(String(path), verbs)
  }

  /// Whether a path to an unknown server is one of Microsoft Graph, in a file that speaks of it.
  private func mayBeGraph(_ rest: String, _ call: FoundCall, _ verbs: [String]) -> Bool {
    guard project.files.mentionsGraph(call.file) else { return false }
    var path = rest.drop { $0 == "/" }
    if path.first == CodeAddress.hole { path = path.dropFirst().drop { $0 == "/" } }
    guard let first = path.first, first != CodeAddress.hole, !path.isEmpty else { return false }
    let method = verbs.first ?? "GET"
    return project.paths.has(String(path.prefix { $0 != "?" }), method: method)
  }

  /// Whether a request is a part of a `$batch`: its path is relative to the service.
  private func isBatchPart(_ call: FoundCall) -> Bool {
    let file = project.files[call.file]
    return call.isMaking && call.name == "Request" && file.importsGraph && file.source.mentionsBatch
  }

  private func isKnown(_ path: String, _ verbs: [String]) -> Bool {
    let method = verbs.first ?? "GET"
    if case .one = project.paths.match(String(path.prefix { $0 != "?" }), method: method) { return true }
    return false
  }
}
