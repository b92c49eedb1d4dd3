import ScopeValues

// Steps of a chain that the tree of paths does not know.
extension CodeEvaluator {
  /// The builder after a step beyond the tree, so that its path can be said: a property's name is a segment, a text in
  /// parentheses or after `by…` a key; what else is given leaves it open which of the two is meant.
  func beyond(
    _ builder: CodeBuilder, _ name: String, _ small: String, _ arguments: [Argument]?, _ context: ChainContext
  ) -> CodeBuilder {
    var builder = builder
    builder.node = -1
    if let arguments, arguments.count == 1, small.hasPrefix("by"), small.count > 2 {
      builder.segments.append(idText(arguments[0].value, context.place))
      return builder
    }
    let isLink = small == "reference" || small == "references" || small == "ref"
    builder.segments.append(isLink ? "$ref" : name.first.map { $0.lowercased() + name.dropFirst() } ?? name)
    guard let arguments, !arguments.isEmpty else { return builder }
    let language = project.files.language(context.place.file)
    if arguments.count == 1, language == "java" || language == "go", isText(arguments[0].value) {
      builder.segments.append(idText(arguments[0].value, context.place))
    } else {
      builder.isOpen = true
    }
    return builder
  }

  /// Takes a text that is given for a list without keys in the tree as a key all the same, or as the name that it is;
  /// what is only posted to is an action, and takes parameters.
  func give(_ value: Expression, to child: Int32, _ builder: inout CodeBuilder, _ context: ChainContext) {
    let paths = project.paths
    let methods = paths.nodes[Int(child)].methods
    guard project.files.language(context.place.file) == "java", isText(value),
      methods == 0 || methods & GraphPaths.bit("GET") != 0
    else { return }
    let id = idText(value, context.place)
    if let name = paths.child(child, segment: id.dropFirst().dropLast().lowercased()) {
      builder.segments.append(paths.nodes[Int(name)].segment)
      builder.node = name
    } else {
      builder.segments.append(id)
      builder.node = -1
    }
  }

  private func isText(_ expression: Expression) -> Bool {
    if case .text = expression.kind { true } else { false }
  }

  /// `places().microsoft.graph.room()`: a cast in several steps; nil where a step is none of its.
  func cast(_ builder: CodeBuilder, _ name: String, _ small: String) -> CodeBuilder? {
    guard let last = builder.segments.last, !builder.isRequest else { return nil }
    var builder = builder
    switch (last, small) {
    case (_, "microsoft"): builder.segments.append("microsoft")
    case ("microsoft", "graph"): builder.segments[builder.segments.count - 1] = "microsoft.graph"
    case ("microsoft.graph", _):
      builder.segments[builder.segments.count - 1] = "microsoft.graph." + name
      // Without a node of its own a cast changes nothing.
      builder.node = project.paths.child(builder.node, named: "graph" + small) ?? builder.node
    default: return nil
    }
    return builder
  }
}
