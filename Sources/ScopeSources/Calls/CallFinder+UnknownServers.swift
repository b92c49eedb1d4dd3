import ScopeValues

// Paths of Microsoft Graph that a client sends of which not even the server is known: `g.post("/groups/1/owners/$ref")`.
extension CallFinder {
  /// Lists a call that is called like a method of HTTP, with a path that Microsoft Graph has for the method, in a file
  /// that speaks of Microsoft Graph; false where it is any other.
  func listUnknownServer(_ handing: Handing, _ file: CodeFile) -> Bool {
    // What most calls have is looked at first: nearly all of them are given no path.
    guard !handing.receiver.isEmpty,
      let argument = handing.arguments.first(where: { !$0.isSpread && ($0.label.map(FunctionNames.isAddress) ?? true) }
      ),
      case .text(let parts) = argument.value.kind, case .literal(let first, _)? = parts.first, first.hasPrefix("/"),
      let verb = verb(of: handing), !FunctionNames.serves(handing.receiver), !FunctionNames.holds(handing.receiver),
      file.speaksOfMicrosoftGraph, !(handing.path.count == 2 && file.standsIn(handing.path[0])),
      project.sinks.sink(handing.path, language: file.language)?.kind != CallSinks.Sink.Kind.none,
      // What answers a request is given with its path.
      !handing.arguments.contains(where: { if case .function = $0.value.kind { true } else { false } })
    else { return false }
    evaluator.steps = CodeEvaluator.stepLimit
    let receivers = evaluator.name(handing.receiver, handing.place)
    guard !receivers.contains(where: { evaluator.sendsNothing($0, handing.name, file.language) }) else { return false }
    for value in evaluator.evaluate(argument.value, handing.place) {
      guard let pieces = value.pieces, case .relative(let path) = CodeAddress.target(CodeAddress.text(pieces)) else {
        continue
      }
      let named = String(path.prefix { $0 != "?" })
      guard named.count(where: { $0 == "/" }) > 1, project.paths.has(named, method: verb) else { continue }
      unresolved(handing.call, .unknownAddress, verb + " " + GraphPaths.printed(path))
      return true
    }
    return false
  }

  /// The method that a function of a client is called by: `get`, `post_json`, `DeleteAsync`.
  private func verb(of handing: Handing) -> String? {
    let words = FunctionNames.words(handing.name)
    guard let first = words.first?.uppercased(), GraphPaths.methods.contains(first) else { return nil }
    return words.dropFirst().allSatisfy { ["async", "json"].contains($0) } ? first : nil
  }
}
