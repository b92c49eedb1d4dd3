import ScopeValues

// The library @pnp/graph, whose paths are called themselves: `graph.users.getById(id)()`, `graph.groups.add(…)`.
extension CodeEvaluator {
  private static let steps: Set<String> = ["using", "select", "expand", "filter", "top", "skip", "orderby", "search"]

  private static let verbs: [String: String] = [
    "add": "POST", "create": "POST", "update": "PATCH", "delete": "DELETE", "patch": "PATCH",
  ]

  /// A step of such a chain; nil where the chain is no such one.
  ///
  /// - Parameter arguments: nil for a property.
  ///
  /// Source: the documentation of @pnp/graph.
  func invoked(
    _ builder: CodeBuilder, _ name: String, _ arguments: [Argument]?, _ context: ChainContext
  ) -> CodeValue? {
    guard builder.isInvoked else { return nil }
    var builder = builder
    let small = name.lowercased()
    guard let arguments else { return nil }
    if Self.steps.contains(small) {
      if small != "using", let text = arguments.first.flatMap({ evaluate($0.value, context.place).first?.text }) {
        builder.query.append("$\(small)=\(text)")
      }
      return .builder(builder)
    }
    if small == "getbyid", let wildcard = project.paths.wildcard(builder.node) {
      builder.segments.append(arguments.first.map { idText($0.value, context.place) } ?? "{}")
      builder.node = wildcard
      return .builder(builder)
    }
    if !builder.segments.isEmpty, let verb = Self.verbs[small] {
      note(.path(builder, method: verb), kind: .graph, name: name, context, how: .sdk)
      return .hole(.unknown(name))
    }
    guard arguments.isEmpty, case .builder(let whole) = step(builder, name, nil, context) else { return nil }
    return read(whole, name, context)
  }

  /// What is called itself is read.
  func read(_ builder: CodeBuilder, _ name: String, _ context: ChainContext) -> CodeValue {
    if !builder.segments.isEmpty {
      note(.path(builder, method: "GET"), kind: .graph, name: name, context, how: .sdk)
    }
    return .hole(.unknown(name))
  }
}
