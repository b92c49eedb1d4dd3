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

  private func language(_ context: ChainContext) -> String { project.files[context.place.file].language }

  private func isVerbOrOpen(_ value: CodeValue) -> Bool {
    switch value {
    case .hole: true
    case .text(let pieces): value.text == nil && !pieces.isEmpty || isVerb(value)
    default: false
    }
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
