import ScopeValues

// The method and the version of a request whose address is handed on.
extension CallFinder {
  func via(_ owner: Int?, _ call: inout FoundCall) {
    guard let owner else { return }
    let (file, record) = project.function(owner)
    call.via = [CodeOrigin(file: file, span: record.span)]
  }

  func version(_ handing: Handing, _ owner: Int?, _ parameters: [Parameter]) -> String {
    for argument in handing.arguments {
      guard let label = argument.label, FunctionNames.isVersion(label) else { continue }
      let text = evaluator.evaluate(argument.value, handing.place).first?.text?.lowercased() ?? ""
      if text == "beta" || text == "v1.0" { return text }
    }
    for (key, value) in handing.spread where FunctionNames.isVersion(key) {
      if let text = value.text?.lowercased(), text == "beta" || text == "v1.0" { return text }
    }
    if handing.known.contains("beta/") { return "beta" }
    if handing.known.contains("v1.0/") { return "v1.0" }
    if let owner, let number = parameters.firstIndex(where: { FunctionNames.isVersion($0.name) }),
      let text = evaluator.defaultValue(number, of: owner)?.first?.text?.lowercased(), text == "beta"
    {
      return text
    }
    guard let owner else { return "v1.0" }
    // What the function writes before the path itself.
    let (file, record) = project.function(owner)
    let body = project.files[file].source.string(record.span)
    return body.contains("beta") && !body.contains("v1.0") ? "beta" : "v1.0"
  }

  /// The method of a request by what is handed with its address, by the function's name, or by what it takes.
  func method(
    _ handing: Handing, _ owner: Int?, _ parameters: [Parameter], _ path: String, _ known: String?
  ) -> String? {
    var hasBody = false
    for argument in handing.arguments where !argument.isSpread {
      if let label = argument.label {
        // A switch of PowerShell: `-Patch`.
        if GraphPaths.methods.contains(label.uppercased()) { return label.uppercased() }
        if FunctionNames.isBody(label) { hasBody = true }
      }
      if case .function = argument.value.kind { continue }
      evaluator.steps = CodeEvaluator.stepLimit
      for value in evaluator.evaluate(argument.value, handing.place) {
        if let verb = value.text, evaluator.isVerb(value) { return verb.uppercased() }
        if case .object = value, argument.label.map(FunctionNames.isBody) ?? true {
          if let member = value.member("method") {
            return evaluator.isVerb(member) ? member.text?.uppercased() : nil
          }
          hasBody = true
        }
      }
    }
    for (key, value) in handing.spread {
      if ["method", "httpmethod", "verb"].contains(key.lowercased()) {
        return evaluator.isVerb(value) ? value.text?.uppercased() : nil
      }
      if FunctionNames.isBody(key) { hasBody = true }
    }
    if let verb = known ?? FunctionNames.verb(handing.name) { return verb }
    if let owner,
      let number = parameters.firstIndex(where: { ["method", "httpmethod", "verb"].contains($0.name.lowercased()) })
    {
      guard let value = evaluator.defaultValue(number, of: owner)?.first else { return nil }
      return evaluator.isVerb(value) ? value.text?.uppercased() : nil
    }
    if let owner, let verb = methodWithin(owner), project.paths.has(path, method: verb) { return verb }
    let fitting = GraphPaths.methods.filter { project.paths.has(path, method: $0) }
    if fitting.count == 1, FunctionNames.sends(handing.name) { return fitting[0] }
    guard !hasBody, fitting.contains("GET") else { return nil }
    // What takes neither a method nor a body reads.
    let isPlain =
      FunctionNames.sends(handing.name) && handing.arguments.count { !$0.isSpread } <= 2
      && !parameters.contains { FunctionNames.isBody($0.name) || $0.name.lowercased().hasSuffix("method") }
    return FunctionNames.reads(handing.name) || isPlain ? "GET" : nil
  }

  /// The only method that the calls in a function's body spell: `pull` reads where all it calls is `client.get_all`.
  private func methodWithin(_ owner: Int) -> String? {
    if let known = methodsWithin[owner] { return known }
    let (file, record) = project.function(owner)
    var found: Set<String> = []
    for site in project.files[file].calls(within: record.span) {
      guard case .chain(let base, let steps) = site.expression.kind, case .name(let first) = base.kind else { continue }
      var receiver = first
      for step in steps {
        guard case .member(let member) = step.kind else { continue }
        // `rows.put(row)` sends nothing.
        if member != record.name, FunctionNames.isOfSender(receiver), let verb = FunctionNames.verb(member) {
          found.insert(verb)
        }
        receiver = member
      }
    }
    let verb = found.count == 1 ? found.first : nil
    methodsWithin[owner] = .some(verb)
    return verb
  }

  /// What tables that are spread give by name.
  func spread(_ handing: Handing) -> [(key: String, value: CodeValue)] {
    var members: [(key: String, value: CodeValue)] = []
    for argument in handing.arguments where argument.isSpread {
      if case .name(let name) = argument.value.kind {
        for key in ["Uri", "Url", "RelativeUri", "Resource", "Method"] {
          for value in evaluator.assigned(name, key, handing.place) ?? [] { members.append((key, value)) }
        }
      }
      for case .object(let own) in evaluator.evaluate(argument.value, handing.place) { members += own }
    }
    return members
  }
}
