import ScopeValues

// Addresses that are handed to a function of which nothing was seen to send them: it picks its method when the program
// runs, builds the address in a way that cannot be followed, or is not in what is scanned.
extension CallFinder {
  /// A call step of a chain.
  struct Handing {
    var name: String
    var receiver: String
    /// All names up to the function's own.
    var path: [String]
    var arguments: [Argument]
    /// Members of tables that are spread as arguments: `@params`, `**options`.
    var spread: [(key: String, value: CodeValue)] = []
    /// Whether a method is among the arguments.
    var hasVerb: Bool {
      arguments.contains { argument in
        guard case .text(let parts) = argument.value.kind, parts.count == 1, case .literal(let text, _) = parts[0]
        else {
          return false
        }
        return GraphPaths.methods.contains(text.uppercased())
      }
    }
    /// What was known of the call before: `GET {}`, `beta/{}`.
    var known = ""
    /// Whether all but the method was known.
    var wantsMethod = false
    var place: CodePlace
    var call: FoundCall
  }

  struct HandedAddress {
    var path: String
    var version: String?
    var host = "graph.microsoft.com"
    /// Without a host of its own.
    var isRelative = false
    var hasSlash = false
  }

  /// Looks at the calls of some files that nothing was found of yet.
  func findHanded(in files: [Int]) {
    var covered = Set(result.others)
    for call in result.calls {
      covered.insert(call.position)
      covered.formUnion(call.via)
    }
    var open: [CodePosition: [Int]] = [:]
    for (index, call) in result.unresolved.enumerated() {
      // What a command of another program is given is no address.
      if Self.isCommandLine(call) { covered.insert(call.position) }
      open[call.position, default: []].append(index)
    }
    var solved: Set<Int> = []
    let touched = Set(covered.map(\.file)).union(open.keys.map(\.file))
    for index in files {
      let file = project.files[index]
      let isTouched = touched.contains(file.source.path)
      for site in file.calls {
        guard case .chain(let base, let steps) = site.expression.kind,
          case let origin = CodeOrigin(file: index, span: site.expression.span), !made.contains(origin),
          !sent.contains(origin)
        else { continue }
        let position = isTouched ? Self.position(file.source, site.expression.span) : nil
        let known = position.flatMap { open[$0] } ?? []
        // What is half known may be known as a whole by what is handed over.
        if let position, covered.contains(position), known.allSatisfy({ Self.isCommandLine(result.unresolved[$0]) }) {
          continue
        }
        guard !known.isEmpty || !(position.map(covered.contains) ?? false) else { continue }
        let place = CodePlace(
          file: index, scope: site.scope, block: site.block, position: site.expression.span.start)
        let call = FoundCall(
          target: .open(.unknownAddress), kind: .http, name: "", file: index, span: site.expression.span,
          scope: site.scope)
        let handings = handings(base, steps, place, call)
        var isAnswered = false
        for var handing in handings {
          let texts = known.map { result.unresolved[$0].known }
          let verbs = texts.compactMap { text in
            text.split(separator: " ").first.map { $0.uppercased() }.flatMap {
              GraphPaths.methods.contains($0) ? $0 : nil
            }
          }
          handing.known = texts.joined(separator: " ")
          handing.wantsMethod = known.contains { result.unresolved[$0].reason == .unknownMethod }
          let verb = Set(verbs).count == 1 ? verbs[0] : nil
          let count = result.calls.count
          let isFound = look(handing, file, verb: verb, isOpen: !known.isEmpty, site: site)
          if result.calls.count > count { solved.formUnion(known) }
          isAnswered = isFound
          if isFound { break }
        }
        if !isAnswered, known.isEmpty { _ = handings.contains { listUnknownServer($0, file) } }
      }
    }
    if !solved.isEmpty {
      result.unresolved = result.unresolved.enumerated().filter { !solved.contains($0.offset) }.map(\.element)
    }
  }

  private static func isCommandLine(_ call: UnresolvedCall) -> Bool {
    call.reason == .unknownCmdlet && call.known.contains(" ")
  }

  private func handings(_ base: Expression, _ steps: [Access], _ place: CodePlace, _ call: FoundCall) -> [Handing] {
    var result: [Handing] = []
    var receiver = ""
    var last: String?
    var path: [String] = []
    if case .name(let name) = base.kind {
      last = name
      path = [name]
    }
    for step in steps.prefix(64) {
      switch step.kind {
      case .member(let member):
        receiver = last ?? receiver
        last = member
        path.append(member)
      case .call(let arguments):
        if let last, !arguments.isEmpty, arguments.count <= 24 {
          result.append(
            Handing(name: last, receiver: receiver, path: path, arguments: arguments, place: place, call: call))
        }
        receiver = last ?? ""
        last = nil
      // `list[Type](address)`.
      case .index: break
      case .all: last = nil
      }
    }
    return result
  }

  private func look(
    _ handing: Handing, _ file: CodeFile, verb: String?, isOpen: Bool, site: CodeFile.CallSite
  ) -> Bool {
    var handing = handing
    // What sends the request was asked for its method already.
    if handing.wantsMethod, project.sinks.sink(handing.path, language: file.language) != nil { return false }
    let said = said(by: handing)
    guard !said.isHarmless, !(handing.path.count == 2 && file.standsIn(handing.path[0])) else { return false }
    let saysGraph = said.isOfGraph
    let owner = project.functions(named: file.key(handing.name)).prefix(16).first { isOwner($0, handing, site) }
    let mayBeAny =
      owner != nil || saysGraph || isOpen || !file.isPowerShell && said.maySend && sends(handing, file)
    // A path of a client library is one whatever it is handed to.
    guard mayBeAny || file.importsGraph && said.reads else { return false }
    evaluator.steps = CodeEvaluator.stepLimit
    let isKnown = owner != nil || isOpen || saysGraph
    if isKnown { handing.spread = spread(handing) }
    var isFound = false
    for (key, value) in handing.spread where FunctionNames.isAddress(key) {
      if let address = address(value, file), hand(address, handing, file, owner, verb, isKnown: isKnown) {
        isFound = true
      }
    }
    let isLoose = !file.isPowerShell && !(saysGraph && handing.hasVerb)
    for (number, argument) in handing.arguments.enumerated() where !argument.isSpread {
      let label = argument.label
      if let label, !FunctionNames.isAddress(label) { continue }
      if owner == nil, !saysGraph, !isOpen, label == nil, number > 0, !file.importsGraph { break }
      guard isWorthwhile(argument.value, owner != nil || saysGraph || isOpen, file) else { continue }
      evaluator.steps = CodeEvaluator.stepLimit
      for value in evaluator.evaluate(argument.value, handing.place) {
        if case .builder(let builder) = value, hand(builder, handing, owner) { return true }
        guard mayBeAny, let address = address(value, file),
          !address.isRelative || owner != nil || saysGraph || isOpen && file.isPowerShell,
          !address.isRelative || !isLoose || address.hasSlash
        else { continue }
        if hand(address, handing, file, owner, verb, isKnown: isKnown) { isFound = true }
      }
      if isFound { return true }
    }
    return isFound
  }

  private func said(by handing: Handing) -> FunctionNames.Said {
    let key = handing.receiver + "." + handing.name
    if let known = saidByNames[key] { return known }
    let said = FunctionNames.said(by: handing.name, after: handing.receiver)
    saidByNames[key] = said
    return said
  }

  /// Whether a function that is not in the project, and is called like one that does, may send requests.
  private func sends(_ handing: Handing, _ file: CodeFile) -> Bool {
    if project.sinks.sink(handing.path, language: file.language)?.kind == CallSinks.Sink.Kind.none { return false }
    guard !handing.receiver.isEmpty else { return true }
    return !evaluator.name(handing.receiver, handing.place).contains {
      evaluator.sendsNothing($0, handing.name, file.language)
    }
  }

  /// Whether a function is what a call means, and may send requests to Microsoft Graph.
  private func isOwner(_ id: Int, _ handing: Handing, _ site: CodeFile.CallSite) -> Bool {
    guard project.makesCalls(id) else { return false }
    let index = project.fileOfFunction(id)
    guard mayCall(handing.place.file, index), project.files.speaksOfMicrosoftGraph(index) else { return false }
    let record = project.function(id).record
    guard handing.place.file != index || !record.span.contains(site.expression.span) else { return false }
    return isCaller(site, handing.place.file, of: record, in: index)
  }

  private func address(_ value: CodeValue, _ file: CodeFile) -> HandedAddress? {
    guard let pieces = value.pieces, let first = pieces.first, !CodeHole.isParameter(first) else { return nil }
    if pieces.count == 1, case .hole = first { return nil }
    var address = HandedAddress(path: "")
    var rest: String
    switch CodeAddress.target(CodeAddress.text(pieces)) {
    case .graph(let host, let path):
      guard !CodeAddress.isBare(path) else { return nil }
      address.host = host
      rest = path
    case .unknown(let path):
      guard CodeAddress.isGraph(pieces) else { return nil }
      rest = path
    case .relative(let path):
      guard path.hasPrefix("/") || file.isPowerShell || project.paths.hasRoot(path) else { return nil }
      address.isRelative = true
      address.hasSlash = path.contains("/")
      rest = path
    case .other: return nil
    }
    var path = rest.prefix { $0 != "?" }.drop { $0 == "/" }
    let head = path.prefix { $0 != "/" }.lowercased()
    if head == "v1.0" || head == "beta" || head == String(CodeAddress.hole) {
      if head != String(CodeAddress.hole) { address.version = head }
      path = path.dropFirst(head.count).drop { $0 == "/" }
    }
    while path.hasSuffix("/") { path = path.dropLast() }
    guard !path.isEmpty, path.utf8.count < 400, !path.contains(" "), !path.contains("\n"),
      project.paths.hasRoot(String(path))
    else { return nil }
    address.path = String(path)
    return address
  }

  /// A path in the making that a function reads page by page.
  private func hand(_ builder: CodeBuilder, _ handing: Handing, _ owner: Int?) -> Bool {
    guard builder.node > 0, !builder.segments.isEmpty, !builder.isRequest,
      builder.isCertain || project.files.importsGraph(handing.place.file),
      project.paths.has(builder.segments.joined(separator: "/"), method: "GET"), FunctionNames.reads(handing.name)
    else { return false }
    var call = handing.call
    call.how = .sdk
    via(owner, &call)
    settle(builder, "GET", call)
    return true
  }

  private func hand(
    _ address: HandedAddress, _ handing: Handing, _ file: CodeFile, _ owner: Int?, _ given: String?, isKnown: Bool
  ) -> Bool {
    var call = handing.call
    // Nothing but the name of what it is handed to says that it is sent.
    if owner == nil, handing.known.isEmpty { call.how = .client }
    via(owner, &call)
    let parameters = owner.map { project.function($0).record.parameters } ?? []
    let version = address.version ?? version(handing, owner, parameters)
    let isMany = FunctionNames.sendsMany(handing.name)
    guard !isMany, let verb = method(handing, owner, parameters, address.path, given) else {
      guard isKnown, handing.known.isEmpty, FunctionNames.sends(handing.name),
        project.paths.has(address.path, method: "GET") || project.paths.has(address.path, method: "POST")
      else { return false }
      unresolved(call, isMany ? .builtByHand : .unknownMethod, version + "/" + GraphPaths.printed(address.path))
      return true
    }
    switch project.paths.match(address.path, method: verb) {
    case .one(let printed):
      guard !address.isRelative || project.paths.has(address.path, method: verb) else { return false }
      add(call, verb, version, printed, "", address.host)
      return true
    case .several(let all):
      unresolved(
        call, .unknownAddress, "\(verb) \(version)/\(GraphPaths.printed(address.path))",
        anyOf: all.map { "https://\(address.host)/\(version)/\($0)" }, method: verb)
      return true
    case .none(let printed, let isOpen):
      guard !address.isRelative else { return false }
      if isOpen {
        unresolved(call, .unknownAddress, "\(verb) \(version)/\(GraphPaths.printed(address.path))")
      } else {
        add(call, verb, version, printed, "", address.host)
      }
      return true
    }
  }
}
