import ScopeValues

// Calls that no table names: of a client by its value, of a variable, of a function that is not in the project.
extension CodeEvaluator {
  /// Notes `api({method, url})`, where the variable holds a client of HTTP.
  func noteClient(_ values: [CodeValue], _ arguments: [Argument], _ context: ChainContext) -> Bool {
    guard context.emits, project.files.language(context.place.file).hasSuffix("script"),
      let base = values.lazy.compactMap({ if case .http(let base) = $0 { base } else { nil } }).first
    else { return false }
    let addresses = ["0", "0.url", "0.uri"].lazy.map { self.values($0, arguments, context) }.first { !$0.isEmpty }
    guard let addresses else { return false }
    var methods = ["1.method", "0.method"].lazy.map { self.values($0, arguments, context) }.first { !$0.isEmpty } ?? []
    if methods.isEmpty { methods = [.text([.literal("GET")])] }
    note(.raw(addresses: addresses, methods: methods), kind: .http, name: "client", context, base: base)
    return true
  }

  /// What a downstream API's paths are relative to: by its settings, or by its name.
  func downstream(_ arguments: [Argument], _ context: ChainContext) -> [CodePiece] {
    if let base = project.setting("BaseUrl")?.first { return [.literal(base)] }
    let name = arguments.first.flatMap { evaluate($0.value, context.place).first?.text } ?? ""
    return name.lowercased().contains("graph") ? [.literal("https://graph.microsoft.com/v1.0")] : []
  }

  /// Notes `client.get("/me")` of a client that takes addresses; false where it is none.
  func notePath(_ name: String, _ arguments: [Argument], _ context: ChainContext) -> Bool {
    guard GraphPaths.methods.contains(name.uppercased()), name.first?.isLowercase ?? false,
      let argument = arguments.first, argument.label == nil || argument.label == "url"
    else { return false }
    let addresses = evaluate(argument.value, context.place).filter { value in
      guard case .literal(let text)? = value.pieces?.first else { return false }
      return text.hasPrefix("/") || text.hasPrefix("http")
    }
    guard !addresses.isEmpty else { return false }
    note(
      .raw(addresses: addresses, methods: [.text([.literal(name.uppercased())])]), kind: .graph, name: name, context)
    return true
  }

  /// Notes the call of a variable that holds an unknown function, with an address of Microsoft Graph.
  func noteVariable(_ name: String, _ arguments: [Argument], _ context: ChainContext) {
    let file = project.files[context.place.file]
    guard context.emits, !arguments.isEmpty, project.functions(named: file.key(name)).isEmpty,
      let values = lookup(file.key(name), context.place)
    else { return }
    for case .request(let request) in values
    where request.addresses.isEmpty && notePicked(request, arguments, context) { return }
    guard values.contains(where: { if case .hole(let hole) = $0 { !hole.isParameter } else { false } })
    else { return }
    let addresses = arguments.flatMap { evaluate($0.value, context.place) }.filter {
      $0.pieces.map { CodeAddress.isGraph($0) || CodeAddress.hangsOnParameter($0) } ?? false
    }
    guard let address = addresses.first?.pieces else { return }
    note(.raw(addresses: [.text(address)], methods: [.hole(.unknown(name))]), kind: .http, name: name, context)
  }

  private static let telling = ["graph", "request", "fetch", "invoke", "callapi", "call_api"]

  /// Notes a call of a function that is not in the project, where its name and an address say that it sends a request.
  func noteUnknownFunction(_ name: String, _ arguments: [Argument], _ context: ChainContext) {
    guard context.emits else { return }
    let small = name.lowercased()
    guard Self.telling.contains(where: small.holds), !small.hasPrefix("on"), !small.hasSuffix("error") else {
      return
    }
    for argument in arguments {
      let addresses = evaluate(argument.value, context.place).filter {
        $0.pieces.map { CodeAddress.isGraph($0) } ?? false
      }
      guard !addresses.isEmpty else { continue }
      var methods = arguments.flatMap { evaluate($0.value, context.place) }.filter { isVerb($0) }
      if methods.isEmpty {
        let verb = [
          ("post", "POST"), ("patch", "PATCH"), ("update", "PATCH"), ("put", "PUT"), ("delete", "DELETE"),
          ("remove", "DELETE"), ("create", "POST"),
        ]
        .first { small.contains($0.0) }?.1
        methods = [.text([.literal(verb ?? "GET")])]
      }
      note(.raw(addresses: addresses, methods: methods), kind: .http, name: name, context)
      return
    }
  }
}
