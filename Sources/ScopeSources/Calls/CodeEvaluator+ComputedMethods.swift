import ScopeValues

// Methods that are chosen when the program runs: `getattr(requests, verb)(…)`, `axios[method](…)`.
extension CodeEvaluator {
  /// A member of what sends requests, by its name as a value; nil where the object sends none.
  func picked(_ object: Expression, _ names: [CodeValue], _ context: ChainContext) -> [CodeValue]? {
    let values = evaluate(object, context.place)
    guard let base = base(of: values, Self.names(object), context), names.allSatisfy({ isVerbOrOpen($0) }) else {
      return nil
    }
    return [
      .request(
        CodeRequest(methods: names, addresses: [], base: base, file: context.place.file, span: context.span))
    ]
  }

  /// Notes the call of such a member; false where it has no address.
  func notePicked(_ request: CodeRequest, _ arguments: [Argument], _ context: ChainContext) -> Bool {
    guard context.emits else { return false }
    let addresses = ["url", "0", "0.url"].lazy.map { self.values($0, arguments, context) }.first { !$0.isEmpty }
    guard let addresses else { return false }
    note(
      .raw(addresses: addresses, methods: request.methods), kind: .http, name: "member", context, base: request.base)
    return true
  }

  /// Notes `object[name](…)`; false where the object sends no requests.
  func notePicked(
    _ values: [CodeValue], _ name: Expression, _ arguments: [Argument], _ path: [String], _ context: ChainContext
  ) -> Bool {
    guard context.emits else { return false }
    let methods = evaluate(name, context.place)
    guard !methods.isEmpty, methods.allSatisfy({ isVerbOrOpen($0) }) else { return false }
    for case .api(let api) in values {
      note(
        .raw(addresses: api.address, methods: methods), kind: .graph, name: "api", context, how: .sdk,
        version: api.version, query: api.query)
      if !api.isCertain { found[found.count - 1].wantsKnownPath = true }
      return true
    }
    guard let base = base(of: values, path, context) else { return false }
    let request = CodeRequest(
      methods: methods, addresses: [], base: base, file: context.place.file, span: context.span)
    return notePicked(request, arguments, context)
  }

  /// What the addresses of an object's requests are relative to; nil where it sends none.
  private func base(of values: [CodeValue], _ path: [String], _ context: ChainContext) -> [CodePiece]? {
    for case .http(let base) in values { return base }
    guard !path.isEmpty, let sink = project.sinks.sink(path + ["get"], language: language(context)) else { return nil }
    return sink.kind == .http && sink.parts.first != "*" ? [] : nil
  }

  private func language(_ context: ChainContext) -> String { project.files.language(context.place.file) }

  private func isVerbOrOpen(_ value: CodeValue) -> Bool {
    switch value {
    case .hole: true
    case .text(let pieces): value.text == nil && !pieces.isEmpty || isVerb(value)
    default: false
    }
  }

  /// Notes the call of a variable that holds a library's function: `post = requests.post`, `partial(requests.request)`.
  func noteAlias(_ name: String, _ arguments: [Argument], _ context: ChainContext) -> Bool {
    let file = project.files[context.place.file]
    guard context.emits, file.pickedFunctions.contains(name), let bound = bound(name, context.place) else {
      return false
    }
    var function = bound
    var more: [Argument] = []
    if case .chain(let base, let steps) = bound.kind, case .name("partial") = base.kind,
      case .call(let given)? = steps.first?.kind, let first = given.first
    {
      function = first.value
      more = Array(given.dropFirst())
    }
    let path = Self.names(function)
    guard path.count > 1 else { return false }
    let receiver = path.count == 2 ? self.name(path[0], context.place).first : nil
    let isHTTP = receiver.map { if case .http = $0 { true } else { false } } ?? false
    return noteSink(
      isHTTP ? receiver : nil, path, more.filter { $0.label == nil } + arguments + more.filter { $0.label != nil },
      context)
  }

  /// The one expression that a name is bound to.
  private func bound(_ name: String, _ place: CodePlace) -> Expression? {
    let file = project.files[place.file]
    var scope = place.scope
    while scope >= 0 {
      if let own = file.bindings[CodeFile.Key(scope: scope, name: file.key(name))] {
        guard own.count == 1, case .expression(let value) = own[0].value else { return nil }
        return value
      }
      scope = file.scopes[scope].parent
    }
    return nil
  }

  // MARK: Conditions

  /// Either value; where a parameter decides, the one that a caller's argument picks.
  func picked(
    by condition: Expression, _ then: [CodeValue], _ other: [CodeValue], _ place: CodePlace
  ) -> [CodeValue] {
    guard then.count == 1, other.count == 1, then[0].text != nil, other[0].text != nil,
      let (name, isGiven) = Self.tested(condition), case let values = self.name(name, place), values.count == 1,
      case .hole(var hole) = values[0], hole.isParameter, hole.choices.isEmpty
    else { return limited(then + other) }
    hole.choices = [("true", isGiven ? then[0] : other[0]), ("false", isGiven ? other[0] : then[0])]
    hole.isTested = true
    hole.fallback = []
    return [.hole(hole)]
  }

  /// The variable that a condition tests for being there, and whether it holds where it is: `x`, `!x`, `x != null`.
  private static func tested(_ condition: Expression) -> (name: String, isGiven: Bool)? {
    switch condition.kind {
    case .name(let name): return (name, true)
    case .prefixed(let sign, let inner) where ["!", "not", "-not"].contains(sign):
      return tested(inner).map { ($0.name, !$0.isGiven) }
    case .operation(let first, let operands):
      guard operands.count == 1, case .null = operands[0].value.kind, case .name(let name) = first.kind else {
        return nil
      }
      if ["!=", "!==", "is not", "-ne"].contains(operands[0].sign) { return (name, true) }
      return ["==", "===", "is", "-eq"].contains(operands[0].sign) ? (name, false) : nil
    default: return nil
    }
  }

  /// What a caller's argument picks of a tested parameter; all where it cannot be told.
  func picked(_ hole: CodeHole, _ given: [CodeValue]?, _ parameter: Parameter?) -> [CodeValue] {
    var isGiven: Bool?
    if let given {
      isGiven =
        given.isEmpty ? false : given.allSatisfy { $0.text.map { $0.isEmpty || $0 == "false" } ?? false } ? false : true
      if given.contains(where: { if case .hole = $0 { true } else { false } }) { isGiven = nil }
    } else {
      switch parameter?.defaultValue?.kind {
      case nil, .null, .boolean(false): isGiven = false
      case .text(let parts): isGiven = !parts.isEmpty
      default: break
      }
    }
    return hole.choices.filter { isGiven == nil || $0.key == (isGiven == true ? "true" : "false") }.map(\.value)
  }

  /// The names of `a.b.c`.
  private static func names(_ expression: Expression) -> [String] {
    switch expression.kind {
    case .name(let name): return [name]
    case .chain(let base, let steps):
      guard case .name(let name) = base.kind else { return [] }
      return [name] + steps.compactMap { if case .member(let member) = $0.kind { member } else { nil } }
    default: return []
    }
  }
}
