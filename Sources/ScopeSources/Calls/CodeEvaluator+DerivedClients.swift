import ScopeValues

// Clients that a project derives from a library's or describes to it: their methods are the library's, what addresses
// are relative to is the project's.
extension CodeEvaluator {
  private static let baseNames = ["baseURL", "baseUrl", "base_url", "BaseAddress", "prefixUrl"]

  /// What the addresses are relative to that a method of a library's class is given, where the object's own type
  /// derives from that class and says a base: `class Api extends RESTDataSource { baseURL = … }`; nil for any other.
  ///
  /// Sources: the documentation of Apollo's RESTDataSource and of httpx.
  func derivedBase(_ receiver: CodeValue?, _ path: [String], _ context: ChainContext) -> [CodePiece]? {
    guard path.count == 2, case .instance(let made)? = receiver else { return nil }
    let type = made.hasPrefix("self:") ? String(made.dropFirst(5)) : made
    guard project.hasForeignBase(type),
      !project.functions(named: path[1]).prefix(64).contains(where: { project.typeOfFunction($0) == type })
    else { return nil }
    if let known = derivedBases[type] { return known }
    let base = statedBase(of: type, context.place.file)
    derivedBases[type] = .some(base)
    return base
  }

  /// The base that a type's fields say.
  private func statedBase(of type: String, _ file: Int) -> [CodePiece]? {
    for name in Self.baseNames {
      if let pieces = field(type, name, file).first?.pieces, pieces.contains(where: Self.isLiteral) {
        return pieces
      }
    }
    // Whatever it is called: what the type's own requests go to.
    let own = project.ownFields(of: type).filter { FunctionNames.mayHoldAddress($0.name.lowercased()) }
    for field in own.prefix(16) {
      guard let pieces = value(of: field.binding, in: field.file).first?.pieces else { continue }
      if case .graph = CodeAddress.target(CodeAddress.text(pieces)) { return pieces }
    }
    return nil
  }

  private static func isLiteral(_ piece: CodePiece) -> Bool { if case .literal = piece { true } else { false } }

  /// The functions that describe an endpoint to Redux Toolkit's queries.
  static let endpointMakers: Set<String> = ["query", "mutation", "infiniteQuery"]
  /// The function that makes what such endpoints are relative to.
  static let queryBase = "fetchBaseQuery"

  /// Notes `build.query({ query: id => `users/${id}` })`, relative to what `fetchBaseQuery({ baseUrl })` says; false
  /// where it is any other call.
  ///
  /// Source: the documentation of RTK Query.
  func noteEndpoint(_ name: String, _ arguments: [Argument], _ context: ChainContext) -> Bool {
    guard context.emits, Self.endpointMakers.contains(name), project.files[context.place.file].usesQueryBase,
      let argument = arguments.first, case .object = argument.value.kind
    else { return false }
    var isNoted = false
    for value in evaluate(argument.value, context.place) {
      guard case .function(let id)? = value.member("query") else { continue }
      let base = queryBase(near: context.place.file)
      for request in results(of: id, [], context.place) {
        let address = request.member("url") ?? request
        guard address.pieces != nil else { continue }
        let method = request.member("method") ?? .text([.literal("GET")])
        note(.raw(addresses: [address], methods: [method]), kind: .http, name: name, context, base: base)
        isNoted = true
      }
    }
    return isNoted
  }

  private func queryBase(near file: Int) -> [CodePiece] {
    let own = project.callers(of: Self.queryBase, in: file)
    for site in (own.isEmpty ? project.callers(of: Self.queryBase, upTo: 8) : own).prefix(8) {
      let call = project.files[site.file].calls[site.call]
      guard let arguments = CallFinder.arguments(call.expression, Self.queryBase, isAnyCase: false) else { continue }
      let place = CodePlace(
        file: site.file, scope: call.scope, block: call.block, position: call.expression.span.start)
      for value in arguments.flatMap({ evaluate($0.value, place) }) {
        if let pieces = value.member("baseUrl")?.pieces { return pieces }
      }
    }
    return []
  }
}

extension CodeProject {
  /// Whether a type derives from something that is not in the project.
  func hasForeignBase(_ type: String) -> Bool {
    guard let own = bases[type] else { return false }
    return own.contains { !hasType($0) && !$0.hasPrefix("receiver:") }
  }
}
