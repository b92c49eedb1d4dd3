import ScopeValues

// Whose method a call means. Maps, caches, headers and records have a `get`, an `add` and a `delete` as clients have: a
// method's name says little, what it is called on and what it is given say which type's method it is.
extension CallFinder {
  /// Whether a call may mean a function, where that is a type's method or an extension's.
  func mayMean(
    _ record: CodeFile.FunctionRecord, _ site: CodeFile.CallSite, _ target: CodeFile, _ index: Int
  ) -> Bool {
    let extended = record.parameters.first { $0.isReceiver }?.type
    guard !target.isShell, !target.isPowerShell, let type = extended ?? record.type,
      let call = MethodCall(record.name, in: site.expression)
    else { return true }
    let name = record.name
    guard let receiver = call.receiver else {
      guard extended == nil, let own = target.scopes[site.scope].type, FunctionNames.isCommon(name) else { return true }
      return isRelated(own, type)
    }
    if isRelated(call.receiverName, type) || ["super", "base"].contains(call.receiverName) { return true }
    // An extension is called on its own class as well.
    if extended != nil, call.receiverName == record.type { return true }
    let place = CodePlace(file: index, scope: site.scope, block: site.block, position: site.expression.span.start)
    var isOpen = false
    for value in evaluator.evaluate(receiver, place) {
      switch relation(value, type, target) {
      case .own: return true
      case .unknown: isOpen = true
      case .other: break
      }
    }
    return isOpen && (!FunctionNames.isCommon(name) || isSuggested(call, type, record))
  }

  private enum Relation {
    case own
    case other
    case unknown
  }

  /// Whether a value is an object of a type.
  private func relation(_ value: CodeValue, _ type: String, _ file: CodeFile) -> Relation {
    switch value {
    case .instance(let made): return isAny(Self.names(made), type) ? .own : .other
    case .object, .list, .text, .function, .builder, .api, .request: return .other
    case .http where CodeTypes.http.contains(type): return .own
    case .client where evaluator.isClient(type): return .own
    // A type that derives from a client may be taken for one.
    case .http, .client: return project.hasBases(type) ? .unknown : .other
    case .hole(let hole):
      guard case .parameter(let function, let number) = hole.reason, hole.member == nil else { return .unknown }
      let parameters = project.function(function).record.parameters
      guard parameters.indices.contains(number), let declared = parameters[number].type else { return .unknown }
      let names = Self.names(declared)
      if isAny(names, type) { return .own }
      // A placeholder for a type, and a type that fits whatever has its methods without being named by it.
      let isNominal = file.language == "csharp" || file.language == "java"
      let isOpen = names.allSatisfy { $0.utf8.count < 2 || Self.anything.contains($0) }
      return isOpen || !isNominal && names.contains(where: project.hasType) ? .unknown : .other
    }
  }

  /// The names in a type as it is written: of `Optional[Client]` and `*graph.Client` each.
  private static func names(_ type: String) -> [String] {
    let type = type.hasPrefix("self:") || type.hasPrefix("type:") ? type.dropFirst(5) : type[...]
    return type.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }.map(String.init)
  }

  /// Types that say nothing of a value, and what stands around a type as it is written.
  private static let anything: Set<String> = [
    "any", "Any", "unknown", "object", "Object", "dynamic", "var", "interface", "Optional", "Union", "Annotated",
    "Final", "Readonly", "Awaited", "Nullable",
  ]

  private func isAny(_ names: [String], _ type: String) -> Bool { names.contains { isRelated($0, type) } }

  /// Whether one of two types is the other or derives from it.
  private func isRelated(_ left: String, _ right: String) -> Bool {
    left == right || project.derives(right, from: left) || project.derives(left, from: right)
  }

  /// Whether the name of what a method is called on, or what it is given, says that a request is sent.
  private func isSuggested(_ call: MethodCall, _ type: String, _ record: CodeFile.FunctionRecord) -> Bool {
    guard !FunctionNames.serves(call.receiverName) else { return false }
    let declared = record.parameters.compactMap(\.type).flatMap(Self.names).filter(project.hasType)
    let looks = Set(call.arguments.map { makes($0.value, declared) ? .address : look($0.value) })
    // `app.get("/users", (request, response) => …)` is asked, and asks nothing.
    if looks.contains(.handler) { return false }
    if looks.contains(.address) { return true }
    let words = Set(FunctionNames.words(call.receiverName))
    let isNamed = FunctionNames.isOfSender(call.receiverName) || !words.isDisjoint(with: FunctionNames.words(type))
    return isNamed && !FunctionNames.holds(call.receiverName) && (looks.isEmpty || looks.contains(.unknown))
  }

  /// Whether an argument is made of one of the project's types that parameters declare: `GetInput{…}`.
  private func makes(_ value: Expression, _ types: [String]) -> Bool {
    switch value.kind {
    case .prefixed(_, let inner): return makes(inner, types)
    case .chain(let base, let steps):
      guard case .name(let name) = base.kind, case .call? = steps.first?.kind else { return false }
      return types.contains(name)
    default: return false
    }
  }

  private enum Look {
    /// What is an address, or holds one as the function declares.
    case address
    case handler
    /// What is no address: a key, a number, a record.
    case other
    case unknown
  }

  /// What an argument is by the way it is written.
  private func look(_ value: Expression) -> Look {
    switch value.kind {
    case .text(let parts):
      guard case .literal(let text, _)? = parts.first else {
        guard parts.count > 1, case .literal(let rest, _) = parts[1] else { return .unknown }
        return rest.hasPrefix("/") ? .address : .unknown
      }
      if text.hasPrefix("/") || text.hasPrefix("http") || project.paths.hasRoot(text) { return .address }
      return .other
    case .operation(let first, _): return look(first) == .address ? .address : .unknown
    case .prefixed(_, let inner): return look(inner)
    case .function: return .handler
    case .number, .boolean, .null, .list, .object: return .other
    case .name(let name): return FunctionNames.isAddress(name) ? .address : .unknown
    case .chain(_, let steps):
      guard case .member(let name)? = steps.last?.kind else { return .unknown }
      return FunctionNames.isAddress(name) ? .address : .unknown
    default: return .unknown
    }
  }
}

/// A call of a method within a chain.
private struct MethodCall {
  /// What it is called on; nil of a bare call.
  var receiver: Expression?
  /// The last name before the method's: of `this.graph.get()` graph, of `cookies().get()` cookies.
  var receiverName = ""
  var arguments: [Argument]

  init?(_ name: String, in expression: Expression) {
    guard case .chain(let base, let steps) = expression.kind else { return nil }
    if case .name(name) = base.kind, case .call(let arguments)? = steps.first?.kind {
      self.arguments = arguments
      return
    }
    var last = ""
    if case .name(let first) = base.kind { last = first }
    for (index, step) in steps.enumerated() {
      guard case .member(let member) = step.kind else { continue }
      if member == name, index + 1 < steps.count, case .call(let arguments) = steps[index + 1].kind {
        self.arguments = arguments
        receiver = index == 0 ? base : Expression(.chain(base, Array(steps[..<index])), base.span)
        receiverName = last
        return
      }
      last = member
    }
    return nil
  }
}
