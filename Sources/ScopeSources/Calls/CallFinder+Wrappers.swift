import ScopeValues

// Wrappers.
extension CallFinder {
  /// Whether a parameter decides more than an id.
  func lifts(_ pieces: [CodePiece], _ methods: [CodeValue]) -> Bool {
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
  func owner(_ pieces: [CodePiece], _ methods: [CodeValue]) -> Int? {
    for piece in pieces + methods.flatMap({ $0.pieces ?? [] }) {
      if case .hole(let hole) = piece, case .parameter(let function, _) = hole.reason { return function }
    }
    return nil
  }

  /// Follows a wrapper to its callers; false where nobody calls it.
  func lift(
    _ address: CodeValue, _ methods: [CodeValue], _ call: FoundCall, _ function: Int, level: Int
  ) -> Bool {
    let (file, record) = project.function(function)
    guard !record.name.isEmpty else { return false }
    let sites = callers(of: function, record, in: file)

    guard !sites.isEmpty else { return false }
    guard callersLeft >= sites.count else {
      callersLeft = 0
      if call.kind != .maybe { unresolved(call, .tooManyValues, methods.first?.text ?? "") }
      return true
    }
    callersLeft -= sites.count
    var isFollowed = false
    for site in sites {
      let target = project.files[site.file]
      let caller = target.calls[site.call]
      let place = CodePlace(
        file: site.file, scope: caller.scope, block: caller.block, position: caller.expression.span.start)
      guard let arguments = Self.arguments(caller.expression, record.name, isAnyCase: target.isPowerShell),
        target.isPowerShell || target.isShell || record.takes(arguments)
      else { continue }
      isFollowed = true
      evaluator.steps = CodeEvaluator.stepLimit
      let give = { (number: Int) -> [CodeValue]? in
        if let given = self.evaluator.argument(number, of: function, arguments, place) { return given }
        // An extension's first parameter is the object that it is called on.
        guard number == 0, record.parameters.first?.isReceiver ?? false else { return nil }
        return self.evaluator.object(of: record.name, in: caller.expression, place)
      }
      var addresses = evaluator.limited(evaluator.substituted(address, function, give))
      if let type = receiver(caller.expression, record.name, place, target) {
        addresses = addresses.flatMap { value -> [CodeValue] in
          guard case .text(let pieces) = value else { return [value] }
          return evaluator.filled(pieces, by: type, place).map { .text($0) }
        }
      }
      let verbs = evaluator.limited(
        methods.flatMap { method -> [CodeValue] in
          if let usual = call.usualMethod, case .hole(let hole) = method, hole.fallback.isEmpty, hole.choices.isEmpty,
            case .parameter(function, let number) = hole.reason, hole.member == nil, give(number) == nil,
            record.parameters.indices.contains(number), record.parameters[number].defaultValue == nil
          {
            // Who gives none leaves it to what sends the request.
            return [.text([.literal(usual)])]
          }
          return evaluator.substituted(method, function, give)
        })
      let later =
        call.isMaking
        ? laterMethods(caller.expression, after: record.name, place) ?? verbs
        : call.handsOnRest ? handedMethods(arguments, place) ?? verbs : verbs
      var lifted = call
      lifted.via = [CodeOrigin(file: call.file, span: call.span)] + call.via
      lifted.file = site.file
      lifted.span = caller.expression.span
      lifted.scope = caller.scope
      lifted.base = []
      notePosition(of: lifted)
      let before = result.unresolved.count
      settle(addresses, later, lifted, level: level + 1)
      // What a caller leaves open is open where the request stands as well.
      if result.unresolved.count > before, let last = result.unresolved.last {
        var here = last
        here.position = position(call)
        // Where not even the host is known, the request itself is enough.
        if !last.known.contains("graph."), !last.known.contains("/v1.0/"), !last.known.contains("beta/"),
          !last.known.contains("v1.0/")
        {
          here.known = methods.first?.text ?? ""
          // In code that has nothing to do with graphs the callers say nothing more.
          if !target.mentionsGraph { result.unresolved.removeSubrange(before...) }
        }
        result.unresolved.append(here)
      }
    }
    return isFollowed
  }

  /// The calls of a function. Of a method whose name many types have only those in its own file: which of them a call
  /// in another file means is not said, and to ask all of them would take as long as there are types times calls.
  private func callers(
    of function: Int, _ record: CodeFile.FunctionRecord, in file: Int
  ) -> [(file: Int, call: Int)] {
    if let known = knownCallers[function] { return known }
    let key = project.files[file].key(record.name)
    let isVague = project.functions(named: key).count > Self.vagueNameLimit
    let isVagueInFile = isVague && project.functions(named: key, in: file).count > Self.vagueNameLimit
    var sites: [(file: Int, call: Int)] = []
    // File by file, so that each is asked for once; none whose language is another.
    for other in isVague ? [file] : Array(project.filesCalling(key)) where mayCall(other, file) {
      let all =
        isVagueInFile
        ? nearestCallers(of: key, in: file)[function] ?? [] : project.callers(of: key, in: other)
      sites += all.filter { isCaller(project.files[other].calls[$0.call], other, of: record, in: file) }
    }
    knownCallers[function] = sites
    return sites
  }

  /// Whether the functions of one file may be called in another, by their languages.
  func mayCall(_ caller: Int, _ file: Int) -> Bool {
    let (language, own) = (project.files.language(caller), project.files.language(file))
    return language == own || language.hasSuffix("script") && own.hasSuffix("script")
  }

  /// Whether a call in one file may mean a function of another, whose language is the same.
  func isCaller(_ site: CodeFile.CallSite, _ siteFile: Int, of record: CodeFile.FunctionRecord, in file: Int) -> Bool {
    let target = project.files[siteFile]
    let span = site.expression.span
    if target.isScript || target.language == "python" || target.language == "go",
      !isMeant(site, record, target, siteFile == file)
    {
      return false
    }
    if !mayMean(record, site, target, siteFile) { return false }
    // A function that calls itself, as for the next page, tells nothing.
    if siteFile == file, record.span.contains(span), !record.span.isEmpty, record.span != span {
      var scope = site.scope
      while scope > 0 {
        if scope == record.scope { return false }
        scope = target.scopes[scope].parent
      }
    }
    return true
  }

  /// The type of the object that a function is called on, where types derive from its own.
  private func receiver(_ expression: Expression, _ name: String, _ place: CodePlace, _ file: CodeFile) -> String? {
    guard case .chain(let base, let steps) = expression.kind, case .name(let object) = base.kind else { return nil }
    let index = steps.firstIndex { if case .member(name) = $0.kind { true } else { false } }
    if let index, index > 0, case .member? = steps.first?.kind {
      // `api.users.list()`: what a member holds.
      for case .instance(let made) in evaluator.object(of: name, in: expression, place) ?? [] {
        if !made.hasPrefix("self:") { return project.hasType(made) ? made : nil }
      }
      return nil
    }
    let type: String?
    if case .call? = steps.first?.kind, object != name {
      // `Type(…).method(…)`.
      return project.hasType(object) ? object : nil
    } else if file.isSelf(object, place.scope) || object == name || object == "super" || object == "base" {
      type = file.scopes[place.scope].type
    } else if case .instance(let made)? = evaluator.name(object, place).first {
      // What is made here is of that very type.
      if !made.hasPrefix("self:"), project.hasType(made) { return made }
      type = made.hasPrefix("self:") ? String(made.dropFirst(5)) : made
    } else {
      type = nil
    }
    // A base that others derive from says no more than the wrapper.
    return type.flatMap { project.subtypes(of: $0).isEmpty ? $0 : nil }
  }

  /// Whether a call of a script by a function's name can mean it: a member of an object is called on what holds the
  /// object, a plain function on nothing or on a module.
  private func isMeant(
    _ site: CodeFile.CallSite, _ record: CodeFile.FunctionRecord, _ target: CodeFile, _ isSameFile: Bool
  ) -> Bool {
    guard case .chain(let base, let steps) = site.expression.kind else { return true }
    var receiver: String?
    var last: String?
    if case .name(let name) = base.kind { last = name }
    for step in steps {
      switch step.kind {
      case .member(let member):
        receiver = last ?? ""
        last = member
      case .call:
        if last == record.name {
          if let receiver, !receiver.isEmpty,
            let sink = project.sinks.sink([receiver, record.name], language: target.language), !sink.call.hasPrefix("*")
          {
            // A library's own: `requests.get`.
            return false
          }
          if let holder = record.holder {
            return receiver == holder || receiver == "this" || !isSameFile && receiver.map(target.imports(_:)) ?? false
          }
          guard let receiver, record.type == nil, receiver != "this" else { return true }
          // What has the name of a method of everything is a function of a module only where that is imported.
          return !receiver.isEmpty
            && target.mayBeModule(receiver, from: site.scope, isCommon: FunctionNames.isCommon(record.name))
        }
        last = nil
        receiver = nil
      default:
        last = nil
        receiver = nil
      }
    }
    return true
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
  func defaults(_ pieces: [CodePiece]) -> [[CodePiece]] {
    var texts: [[CodePiece]] = [[]]
    for piece in pieces {
      if case .hole(let hole) = piece, case .parameter(let function, let number) = hole.reason,
        let values =
          (!hole.choices.isEmpty
          ? hole.choices.map(\.value)
          : hole.fallback.isEmpty && hole.member == nil
            ? evaluator.defaultValue(number, of: function) : hole.fallback)?
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

  func withDefaults(_ methods: [CodeValue]) -> [CodeValue] {
    methods.flatMap { method -> [CodeValue] in
      guard isParameter(method), let pieces = method.pieces else { return [method] }
      // What a caller gives that nobody sees: `request.method`.
      if case .hole(let hole) = method, hole.member != nil, hole.choices.isEmpty { return [method] }
      return defaults(pieces).map { .text($0) }
    }
  }
}
