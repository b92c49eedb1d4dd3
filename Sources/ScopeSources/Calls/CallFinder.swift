import ScopeValues

/// Finds the calls that a project's files make: asks the evaluator for every chain, follows wrappers to their callers,
/// and reads every address against the tree of paths. What it cannot tell it lists.
package final class CallFinder {
  /// A command's call by its name and the options given to it; nil where the name is not known.
  package typealias CommandCalls = (_ name: String, _ options: [String]) -> (
    method: String, path: String, version: String?
  )?

  private let project: CodeProject
  private let evaluator: CodeEvaluator
  private let command: CommandCalls
  var result = CodeCalls()
  /// Requests that were seen to be sent.
  private var sent: Set<CodeOrigin> = []

  /// Wrappers around wrappers are followed this far.
  static let wrapperLimit = 4
  /// Callers that one request is followed to, over all levels; those of a name that much else has are fewer.
  private static let callerLimit = 1_024
  private static let vagueCallerLimit = 64
  private var callersLeft = 0
  /// What all requests of a project may follow together, so that the whole stays linear.
  private var callersOfAll = 0

  package static func calls(
    in outlines: [(outline: Outline, language: String)], paths: GraphPaths, sinks: CallSinks,
    settings: [String: [String]], command: @escaping CommandCalls
  ) -> CodeCalls {
    let files = outlines.map { CodeFile($0.outline, language: $0.language) }
    let finder = CallFinder(
      project: CodeProject(files: files, paths: paths, sinks: sinks, settings: settings), command: command)
    finder.find()
    var scopes = StatedScopeFinder(finder.project, finder.evaluator)
    finder.result.stated = scopes.find()
    for (outline, language) in outlines {
      for fault in outline.faults {
        if case .tooDeep(let span) = fault {
          finder.result.unresolved.append(
            UnresolvedCall(
              position: finder.position(outline.source, span), reason: .parseLimit, known: "", language: language))
        }
      }
    }
    return finder.sorted()
  }

  private init(project: CodeProject, command: @escaping CommandCalls) {
    self.project = project
    evaluator = CodeEvaluator(project)
    self.command = command
  }

  private func find() {
    var found: [FoundCall] = []
    for (index, file) in project.files.enumerated() {
      for site in file.calls {
        evaluator.found = []
        evaluator.steps = CodeEvaluator.stepLimit
        guard case .chain(let base, let steps) = site.expression.kind, mayCall(base, steps, file) else { continue }
        let place = CodePlace(file: index, scope: site.scope, block: site.block, position: site.expression.span.start)
        _ = evaluator.chain(base, steps, site.expression.span, place, emits: true)
        found += evaluator.found
      }
      evaluator.found = []
      batches(index)
    }
    callersOfAll = 20_000 + 8 * project.files.reduce(0) { $0 + $1.calls.count }
    for call in found {
      if let request = call.request, !call.isMaking { sent.insert(request) }
    }
    var making: [CodeOrigin: FoundCall] = [:]
    for call in found {
      if call.isMaking, let request = call.request {
        // The last step in the making knows most.
        if !sent.contains(request) { making[request] = call }
      } else {
        settle(call)
      }
    }
    for call in making.values.sorted(by: { ($0.file, $0.span) < ($1.file, $1.span) }) { settle(call) }
  }

  /// Whether a chain calls anything that may send a request.
  private func mayCall(_ base: Expression, _ steps: [Access], _ file: CodeFile) -> Bool {
    let isCommand = file.isPowerShell || file.isShell
    var last: String?
    switch base.kind {
    case .name(let name): last = name
    case .text(let parts):
      if case .literal(let text, _)? = parts.first { last = text }
    default: break
    }
    for (index, step) in steps.enumerated() {
      switch step.kind {
      case .member(let member): last = member
      case .call:
        if let last, project.sinks.mayCall(last, isCommand: isCommand && index == 0) { return true }
        last = nil
      default: last = nil
      }
    }
    return false
  }

  // MARK: From values to addresses

  private func settle(_ call: FoundCall) {
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

  private func settle(_ builder: CodeBuilder, _ method: String, _ call: FoundCall) {
    let version = call.version ?? (project.files[call.file].importsBeta ? "beta" : "v1.0")
    let path = builder.segments.joined(separator: "/")
    guard builder.node >= 0 else { return unresolved(call, .unknownAddress, "\(method) \(version)/\(path)") }
    add(call, method, version, builder.segments, (call.query + builder.query).joined(separator: "&"))
  }

  private func settle(_ name: String, _ ids: Int, _ labels: Set<String>, _ call: FoundCall) {
    guard let known = command(name, labels.sorted()) else { return unresolved(call, .unknownCmdlet, name) }
    let segments = known.path.split(separator: "/").map { $0 == "{id}" ? "{}" : String($0) }
    add(call, known.method, known.version ?? "v1.0", segments, call.query.joined(separator: "&"))
  }

  private func settle(_ addresses: [CodeValue], _ methods: [CodeValue], _ call: FoundCall, level: Int) {
    for address in addresses {
      if case .request(let request) = address {
        settle(request.addresses, request.methods, call, level: level)
        continue
      }
      guard var pieces = address.pieces else { continue }
      pieces = CodeAddress.join(call.base, pieces)
      if case .hole(let hole)? = pieces.first, hole.reason == .nextPage { continue }
      if lifts(pieces, methods), let function = owner(pieces, methods), level < Self.wrapperLimit,
        lift(.text(pieces), methods, call, function, level: level)
      {
        continue
      }
      let given = defaults(pieces)
      for text in given { settle(text, withDefaults(methods), call) }
    }
  }

  private func settle(_ pieces: [CodePiece], _ methods: [CodeValue], _ call: FoundCall) {
    let limit = pieces.contains { if case .hole(let hole) = $0 { hole.reason == .limit } else { false } }
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
      guard call.kind == .graph else {
        // A path to a server that nobody named: not Microsoft Graph's, unless its whole path says so.
        if call.kind == .http, !call.isMaking { result.others.append(position(call)) }
        return
      }
      if call.wantsKnownPath, !isKnown(rest, verbs) { return }
      let head = rest.drop { $0 == "/" }.prefix { $0 != "/" }.lowercased()
      if !project.paths.hasRoot(rest), !["v1.0", "beta", "$batch", String(CodeAddress.hole)].contains(head) {
        return unresolved(call, .unknownAddress, first + shown)
      }
      path = rest
    case .unknown(let rest):
      guard goesToGraph(rest, call, verbs) else {
        if call.kind == .maybe { return }
        return unresolved(call, limit ? .tooManyValues : .unknownAddress, first + shown)
      }
      path = rest
    }
    if limit { return unresolved(call, .tooManyValues, first + shown) }
    let cut = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var segments = String(cut.first ?? "").drop { $0 == "/" }
    var version = call.version ?? (project.files[call.file].importsBeta && call.how == .sdk ? "beta" : "v1.0")
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
    if segments.lowercased() == "$batch" { return }
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

  private func isKnown(_ path: String, _ verbs: [String]) -> Bool {
    let method = verbs.first ?? "GET"
    if case .one = project.paths.match(String(path.prefix { $0 != "?" }), method: method) { return true }
    return false
  }

  // MARK: Wrappers

  /// Whether a parameter decides more than an id.
  private func lifts(_ pieces: [CodePiece], _ methods: [CodeValue]) -> Bool {
    if methods.contains(where: { isParameter($0) }) { return true }
    guard pieces.contains(where: { isParameter($0) }) else { return false }
    let text = CodeAddress.text(pieces)
    let path: String
    switch CodeAddress.target(text) {
    case .unknown: return true
    case .other: return false
    case .relative(let rest): path = rest
    case .graph(_, let rest): path = rest
    }
    var segments = path.prefix { $0 != "?" }.drop { $0 == "/" }
    let head = segments.prefix { $0 != "/" }
    if ["v1.0", "beta", String(CodeAddress.hole)].contains(head.lowercased()) {
      segments = segments.dropFirst(head.count).drop { $0 == "/" }
      if head.count == 1 && segments.isEmpty { return true }
    }
    let verbs = methods.compactMap(\.text)
    switch project.paths.match(String(segments), method: (verbs.first ?? "GET").uppercased()) {
    case .one: return false
    default: return true
    }
  }

  private func isParameter(_ value: CodeValue) -> Bool {
    value.pieces?.contains { isParameter($0) } ?? false
  }

  private func isParameter(_ piece: CodePiece) -> Bool {
    if case .hole(let hole) = piece, case .parameter = hole.reason { true } else { false }
  }

  /// The function whose parameter comes first.
  private func owner(_ pieces: [CodePiece], _ methods: [CodeValue]) -> Int? {
    for piece in pieces + methods.flatMap({ $0.pieces ?? [] }) {
      if case .hole(let hole) = piece, case .parameter(let function, _) = hole.reason { return function }
    }
    return nil
  }

  /// Follows a wrapper to its callers; false where nobody calls it.
  private func lift(
    _ address: CodeValue, _ methods: [CodeValue], _ call: FoundCall, _ function: Int, level: Int
  ) -> Bool {
    let (file, record) = project.function(function)
    guard !record.name.isEmpty else { return false }
    let key = project.files[file].key(record.name)
    let sites = project.callers(of: key).filter { isCaller($0, of: record, in: file) }
    guard !sites.isEmpty else { return false }
    guard callersLeft >= sites.count else {
      callersLeft = 0
      if call.kind != .maybe { unresolved(call, .tooManyValues, methods.first?.text ?? "") }
      return true
    }
    callersLeft -= sites.count
    for site in sites {
      let target = project.files[site.file]
      let caller = target.calls[site.call]
      let place = CodePlace(
        file: site.file, scope: caller.scope, block: caller.block, position: caller.expression.span.start)
      guard let arguments = Self.arguments(caller.expression, record.name, isAnyCase: target.isPowerShell) else {
        continue
      }
      evaluator.steps = CodeEvaluator.stepLimit
      let give = { (number: Int) in self.evaluator.argument(number, of: function, arguments, place) }
      let addresses = evaluator.limited(evaluator.substituted(address, function, give))
      let verbs = evaluator.limited(methods.flatMap { evaluator.substituted($0, function, give) })
      var lifted = call
      lifted.via = [CodeOrigin(file: call.file, span: call.span)] + call.via
      lifted.file = site.file
      lifted.span = caller.expression.span
      lifted.scope = caller.scope
      lifted.base = []
      let before = result.unresolved.count
      settle(addresses, verbs, lifted, level: level + 1)
      // What a caller leaves open is open where the request stands as well.
      if result.unresolved.count > before, let last = result.unresolved.last {
        var here = last
        here.position = position(call)
        // Where not even the host is known, the request itself is enough.
        if !last.known.contains("graph."), !last.known.contains("/v1.0/"), !last.known.contains("beta/"),
          !last.known.contains("v1.0/")
        {
          here.known = methods.first?.text ?? ""
          result.unresolved.removeSubrange(before...)
        }
        result.unresolved.append(here)
      }
    }
    return true
  }

  private func isCaller(_ site: (file: Int, call: Int), of record: CodeFile.FunctionRecord, in file: Int) -> Bool {
    let target = project.files[site.file]
    let span = target.calls[site.call].expression.span
    // A function that calls itself, as for the next page, tells nothing.
    if site.file == file, record.span.contains(span), !record.span.isEmpty, record.span != span {
      var scope = target.calls[site.call].scope
      while scope > 0 {
        if scope == record.scope { return false }
        scope = target.scopes[scope].parent
      }
    }
    return target.language == project.files[file].language
      || target.language.hasSuffix("script") && project.files[file].language.hasSuffix("script")
  }

  /// The arguments that a chain gives to a function.
  static func arguments(_ expression: Expression, _ name: String, isAnyCase: Bool) -> [Argument]? {
    guard case .chain(let base, let steps) = expression.kind else { return nil }
    var last: String?
    if case .name(let first) = base.kind { last = first }
    for step in steps {
      switch step.kind {
      case .member(let member): last = member
      case .call(let arguments):
        if let last, last == name || isAnyCase && last.lowercased() == name.lowercased() { return arguments }
        last = nil
      default: last = nil
      }
    }
    return nil
  }

  /// Addresses with the defaults of their parameters, where there are any.
  private func defaults(_ pieces: [CodePiece]) -> [[CodePiece]] {
    var texts: [[CodePiece]] = [[]]
    for piece in pieces {
      if case .hole(let hole) = piece, case .parameter(let function, let number) = hole.reason,
        let values =
          (hole.fallback.isEmpty && hole.member == nil ? evaluator.defaultValue(number, of: function) : hole.fallback)?
          .compactMap(\.pieces), !values.isEmpty,
        values.contains(where: { !$0.isEmpty })
      {
        texts = evaluator.joined(texts, values)
      } else {
        for index in texts.indices { texts[index].append(piece) }
      }
    }
    return texts
  }

  private func withDefaults(_ methods: [CodeValue]) -> [CodeValue] {
    methods.flatMap { method -> [CodeValue] in
      guard isParameter(method), let pieces = method.pieces else { return [method] }
      return defaults(pieces).map { .text($0) }
    }
  }

  // MARK: Batches

  /// Parts of `$batch`: objects with a method and an address, in a file that has to do with batches.
  private func batches(_ index: Int) {
    let file = project.files[index]
    guard !file.objects.isEmpty else { return }
    guard file.source.mentionsBatch else { return }
    for object in file.objects where object.members.count >= 2 && object.members.count <= 8 {
      var method: [CodeValue] = []
      var url: [CodeValue] = []
      let place = CodePlace(file: index, scope: object.scope, block: object.block, position: object.span.start)
      for member in object.members {
        guard case .text(let parts) = member.key.kind, case .literal(let key, _)? = parts.first, parts.count == 1 else {
          continue
        }
        if key.lowercased() == "method" { method = evaluator.values(member.value, at: place) }
        if key.lowercased() == "url" { url = evaluator.values(member.value, at: place) }
      }
      let verbs = method.filter { $0.text.map { GraphPaths.methods.contains($0.uppercased()) } ?? false }
      guard !verbs.isEmpty, !url.isEmpty else { continue }
      let relative = url.filter { value in
        guard let pieces = value.pieces else { return false }
        guard case .relative(let path) = CodeAddress.target(CodeAddress.text(pieces)) else { return false }
        return project.paths.hasRoot(path)
      }
      guard !relative.isEmpty else { continue }
      let call = FoundCall(
        target: .raw(addresses: relative, methods: verbs), kind: .graph, name: "$batch", file: index,
        span: object.span, scope: object.scope, how: .batch)
      settle(call)
    }
  }

  // MARK: Writing down

  private func add(
    _ call: FoundCall, _ method: String, _ version: String, _ segments: [String], _ query: String,
    _ host: String = "graph.microsoft.com"
  ) {
    result.calls.append(
      CodeCall(
        position: position(call), method: method,
        url: "https://\(host)/\(version)/\(segments.joined(separator: "/"))", query: query, how: call.how,
        via: call.via.map { position(project.files[$0.file].source, $0.span) },
        language: project.files[call.file].language))
  }

  private func unresolved(
    _ call: FoundCall, _ reason: UnresolvedCall.Reason, _ known: String, anyOf: [String] = [], method: String? = nil
  ) {
    if call.isMaking || call.kind == .maybe { if known.isEmpty || !known.contains("/") { return } }
    result.unresolved.append(
      UnresolvedCall(
        position: position(call), reason: reason, known: known, language: project.files[call.file].language,
        anyOf: anyOf, method: method))
  }

  private func position(_ call: FoundCall) -> CodePosition { position(project.files[call.file].source, call.span) }

  private func position(_ source: SourceText, _ span: SourceSpan) -> CodePosition {
    let place = source.position(at: span.start)
    return CodePosition(file: source.path, line: place.line, column: place.column)
  }

  private func sorted() -> CodeCalls {
    var result = self.result
    var seen: Set<CodeCall> = []
    result.calls = result.calls.filter { seen.insert($0).inserted }.sorted {
      ($0.position, $0.method, $0.url) < ($1.position, $1.method, $1.url)
    }
    var other: Set<UnresolvedCall> = []
    result.unresolved = result.unresolved.filter { other.insert($0).inserted }.sorted {
      ($0.position, $0.known) < ($1.position, $1.known)
    }
    result.others = Array(Set(result.others)).sorted()
    return result
  }
}

extension SourceText {
  /// Whether the word batch occurs, in any of its usual spellings.
  fileprivate var mentionsBatch: Bool {
    bytes.withUnsafeBufferPointer { bytes in
      guard bytes.count > 4 else { return false }
      for index in 0..<(bytes.count - 4) where bytes[index + 1] == 0x61 && bytes[index] | 0x20 == 0x62 {
        if bytes[index + 2] == 0x74, bytes[index + 3] == 0x63, bytes[index + 4] == 0x68 { return true }
      }
      return false
    }
  }
}
