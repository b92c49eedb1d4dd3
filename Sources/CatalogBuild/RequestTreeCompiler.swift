import ScopeCatalog

/// The tree of path segments by which a request finds its operation.
struct RequestTreeCompiler {
  final class Node {
    var literals: [String: Node] = [:]
    var wildcard: Node?
    var wildcardTakesRest = false
    var patterns: [(kind: PatternKind, before: String, after: String, child: Node)] = []
    /// method → row in the facts
    var operations: [Int: Int] = [:]
    var index = 0

    var flags: NodeFlags {
      var flags: NodeFlags = wildcardTakesRest ? .wildcardTakesRest : []
      if patterns.allSatisfy({ $0.kind == .function || $0.kind == .query }) { flags.insert(.noPatternTakesIDs) }
      return flags
    }

    func pattern(_ kind: PatternKind, _ before: String, _ after: String) -> Node {
      if let known = patterns.first(where: { $0.kind == kind && $0.before == before && $0.after == after }) {
        return known.child
      }
      let child = Node()
      patterns.append((kind, before, after, child))
      return child
    }
  }

  let root = Node()

  /// - Parameter isPart: which rows of the facts belong into the tree.
  init(_ facts: OperationFacts, of isPart: (OperationFacts.Row) -> Bool) {
    for (index, row) in facts.rows.enumerated() where isPart(row) { insert(row, index) }
    addFunctionNames(root)
  }

  private func insert(_ row: OperationFacts.Row, _ index: Int) {
    let template = TemplatePath(row.path)
    var node = root
    var inPath = false
    for segment in template.segments {
      switch segment {
      case .literal(let text):
        let child = node.literals[text] ?? Node()
        node.literals[text] = child
        node = child
      case .wildcard:
        if inPath { node.wildcardTakesRest = true }
        let child = node.wildcard ?? Node()
        node.wildcard = child
        node = child
      case .affixes(let before, let after):
        node = node.pattern(inPath && before.isEmpty && after == ":" ? .pathInDrive : .affixes, before, after)
      case .anySegments: node = node.pattern(.anySegments, "", "")
      }
      inPath = segment.opensPath && !inPath
    }
    if let query = template.query { node = node.pattern(.query, query, "") }
    if node.operations[row.method] == nil { node.operations[row.method] = index }
  }

  /// Makes functions findable by name, for calls whose parameters the catalog does not list.
  private func addFunctionNames(_ node: Node) {
    for (text, child) in node.literals.sorted(by: { $0.key < $1.key }) {
      if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
        let name = String(text[..<open])
        if node.literals[name] == nil, !node.patterns.contains(where: { $0.kind == .function && $0.before == name }) {
          node.patterns.append((.function, name, "", child))
        }
      }
      addFunctionNames(child)
    }
    if let wildcard = node.wildcard { addFunctionNames(wildcard) }
    for pattern in node.patterns where pattern.kind != .function { addFunctionNames(pattern.child) }
  }

  /// The nodes in the order in which they are written; sets their indexes.
  func ordered() -> [Node] {
    var nodes: [Node] = []
    func visit(_ node: Node) {
      node.index = nodes.count
      nodes.append(node)
      for (_, child) in node.literals.sorted(by: { $0.key < $1.key }) { visit(child) }
      if let wildcard = node.wildcard { visit(wildcard) }
      for pattern in node.patterns where pattern.kind != .function { visit(pattern.child) }
    }
    visit(root)
    return nodes
  }
}
