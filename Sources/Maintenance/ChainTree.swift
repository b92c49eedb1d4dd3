import CatalogBuild

/// The tree of request paths that code is read with: what Microsoft's SDKs of today know, and behind it what
/// permissions are listed for and today's SDKs lack, such as requests that older SDKs have.
struct ChainTree {
  private struct Node {
    var segment: String
    var released: String
    var beta: String
    var children: [Int] = []
  }

  private var nodes = [Node(segment: "", released: "", beta: "")]
  private var known: [String: Int] = [:]
  /// How a segment is spelled, by its small letters.
  private var spellings: [String: String] = [:]

  /// - Parameters:
  ///   - rows: rules/catalog/sdk-paths.tsv without its header: depth, segment, and letters of methods per version.
  ///   - listed: tables with a column of methods and one of paths.
  static func rows(_ rows: [Substring], adding listed: [[Substring]]) -> [String] {
    var tree = ChainTree()
    tree.read(rows)
    for table in listed {
      for line in table {
        let cells = line.split(separator: "\t", maxSplits: 2)
        if cells.count > 1 { tree.add(String(cells[1]), methods: cells[0]) }
      }
    }
    var rows: [String] = []
    tree.print(0, depth: 0, into: &rows)
    return rows
  }

  private mutating func read(_ rows: [Substring]) {
    var path = [0]
    for row in rows {
      let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 4, let depth = Int(cells[0]), depth >= 1, depth <= path.count else { continue }
      path.removeLast(path.count - depth)
      path.append(append(Node(segment: cells[1], released: cells[2], beta: cells[3]), to: path[depth - 1]))
      spellings[cells[1].lowercased()] = spellings[cells[1].lowercased()] ?? cells[1]
    }
  }

  private mutating func append(_ node: Node, to parent: Int) -> Int {
    nodes.append(node)
    let index = nodes.count - 1
    nodes[parent].children.append(index)
    let key = Self.key(parent, node.segment)
    known[key] = known[key] ?? index
    if let mark = key.firstIndex(of: "#") {
      // A list names a function without its parameters, too.
      let bare = String(key[..<mark])
      known[bare] = known[bare] ?? index
    }
    return index
  }

  /// A child by its name: without case, without a namespace, of a function without what its parameters are given.
  private static func key(_ parent: Int, _ segment: String) -> String {
    var name = segment.lowercased()
    for prefix in ["microsoft.graph.", "graph."] where name.hasPrefix(prefix) {
      name = String(name.dropFirst(prefix.count))
    }
    if let open = name.firstIndex(of: "(") {
      let parameters = name[open...].dropFirst().dropLast().split(separator: ",").map { $0.prefix { $0 != "=" } }
      name = name[..<open] + "#" + parameters.sorted().joined(separator: ",")
      if parameters.isEmpty { name.removeLast() }
    }
    return "\(parent)/\(name)"
  }

  private mutating func add(_ path: String, methods: Substring) {
    // A drive's paths have the requests of its items; what is no path is left out.
    guard !path.contains(":"), !path.contains("?"), !path.contains("/Default."), !path.contains("/...") else { return }
    var segments = path.split(separator: "/").map(Self.plain)
    guard let first = segments.first else { return }
    if first.lowercased() == "me" { segments.replaceSubrange(0..<1, with: ["users", "{}"]) }
    if let drive = segments.prefix(3).firstIndex(where: { $0.lowercased() == "drive" }) {
      segments.replaceSubrange(0...drive, with: ["drives", "{}"])
    }
    var node = 0
    for (index, segment) in segments.enumerated() {
      if let next = known[Self.key(node, segment)] {
        node = next
        continue
      }
      if let open = segment.firstIndex(of: "("), let holder = known[Self.key(node, String(segment[..<open]))],
        let collection = known[Self.key(holder, "{}")]
      {
        // `devices(deviceid={value})` is a device by another key.
        node = collection
        continue
      }
      // A root that no SDK has says little.
      guard index > 0 else { return }
      let isLast = index == segments.count - 1
      if let collection = known[Self.key(node, "{}")], isKey(segment, isLast ? methods : "") {
        node = collection
        continue
      }
      guard !segment.hasPrefix("("), segment != "$", segment == "{}" || !segment.contains("{") || segment.contains("(")
      else { return }
      let letters = isLast ? Self.letters(methods) : "-"
      node = append(
        Node(segment: spelling(segment), released: letters, beta: letters), to: node)
    }
  }

  private static let readers = ["get", "find", "filter", "search", "summarize", "delta"]

  /// Whether a name that only a list has, where a collection takes keys, is one of its keys: `sites/root`. Actions are
  /// posted, functions begin with a verb.
  private func isKey(_ segment: String, _ methods: Substring) -> Bool {
    if segment.contains("(") || methods == "POST" || segment.hasPrefix("$") || segment.contains(".graph.")
      || segment.hasPrefix("graph.")
    {
      return false
    }
    let small = segment.lowercased()
    return methods != "GET" || !Self.readers.contains { small.hasPrefix($0) }
  }

  /// `{id}` as `{}`, `f(a={value})` as `f(a='{}')`.
  private static func plain(_ segment: Substring) -> String {
    if segment.hasPrefix("{") { return "{}" }
    guard let open = segment.firstIndex(of: "("), segment.hasSuffix(")") else { return String(segment) }
    let names = segment[open...].dropFirst().dropLast().split(separator: ",").map {
      $0.prefix { $0 != "=" }.drop { $0 == " " }
    }
    return segment[..<open] + "(" + names.map { "\($0)='{}'" }.joined(separator: ",") + ")"
  }

  private func spelling(_ segment: String) -> String {
    guard segment.lowercased() == segment else { return segment }
    return spellings[segment] ?? segment
  }

  private static func letters(_ methods: Substring) -> String {
    let letters = ["GET": "G", "POST": "P", "PATCH": "A", "PUT": "U", "DELETE": "D"]
    let found = methods.split(separator: ",").compactMap { letters[String($0)] }.sorted().joined()
    return found.isEmpty ? "-" : found
  }

  private func print(_ node: Int, depth: Int, into rows: inout [String]) {
    if depth > 0 {
      rows.append("\(depth)\t\(nodes[node].segment)\t\(nodes[node].released)\t\(nodes[node].beta)")
    }
    for child in nodes[node].children { print(child, depth: depth + 1, into: &rows) }
  }
}
