import ScopeCatalog

/// Finds, for a request that upstream does not list, the listed one that it stands below or is another path of.
struct ParentFacts {
  private var known: [String: [Int: Int]] = [:]
  private let rows: [OperationFacts.Row]
  /// Beginnings of paths, and how the same things begin elsewhere; the longest first.
  private var likes: [(path: String, like: String)] = []
  /// Those of them under which everything exists that exists elsewhere.
  private(set) var spreads: [(path: String, like: String)] = []
  /// Paths whose members lead to many services, so that nothing follows from them for what stands below.
  private var owners: Set<String> = []

  init(folder: FactFolder, rows: [OperationFacts.Row]) throws {
    self.rows = rows
    for (index, row) in rows.enumerated() where row.target == nil {
      known[Self.plain(row.path), default: [:]][row.method] = index
    }
    let table = try folder.table("parents.tsv")
    for row in table.rows {
      let (path, like) = (table.cell(row, "path"), table.cell(row, "like"))
      guard ["", "yes"].contains(table.cell(row, "spreads")) else {
        throw FactError(message: "parents.tsv: \(path): spreads is yes or -")
      }
      if table.cell(row, "spreads") == "yes" { spreads.append((path, like)) }
      if like.isEmpty { owners.insert(path) } else { likes.append((path, like)) }
    }
    likes.sort { $0.path.utf8.count > $1.path.utf8.count }
  }

  /// The row whose needs a request shares; nil where nothing tells.
  func parent(of row: OperationFacts.Row) -> Int? {
    var paths = [Self.plain(row.path)]
    var next = 0
    while next < paths.count, paths.count < 24 {
      let path = paths[next]
      for (start, like) in likes where path == start || path.hasPrefix(start + "/") {
        let other = like + path.dropFirst(start.utf8.count)
        if !paths.contains(other) { paths.append(other) }
      }
      next += 1
    }
    // The request itself under another path, before anything that it stands below.
    for path in paths { if let index = known[path]?[row.method] { return index } }
    var best: (length: Int, index: Int)?
    for path in paths {
      if let found = above(path, row), found.length > (best?.length ?? 0) { best = found }
    }
    return best?.index
  }

  private func above(_ path: String, _ row: OperationFacts.Row) -> (length: Int, index: Int)? {
    var rest = path[...]
    if let index = related(rest + "/{}", row) ?? related(rest, row) { return (rest.utf8.count, index) }
    while let slash = rest.lastIndex(of: "/"), slash > rest.startIndex {
      rest = rest[..<slash]
      if owners.contains(String(rest)) { return nil }
      if let index = related(rest, row) ?? (rest.hasSuffix("{}") ? nil : related(rest + "/{}", row)) {
        return (rest.utf8.count, index)
      }
    }
    return nil
  }

  /// An operation with a path that reads or changes as the request does.
  private func related(_ path: Substring, _ row: OperationFacts.Row) -> Int? {
    guard let operations = known[String(path)] else { return nil }
    if let same = operations[row.method], rows[same].onlyReads == row.onlyReads { return same }
    let order = row.onlyReads ? [0] : [2, 1, 3, 4]
    return order.compactMap { operations[$0] }.first { rows[$0].onlyReads == row.onlyReads }
  }

  /// The same request under a beginning that has all requests of another one; nil where it does not stand below that.
  func spread(_ row: OperationFacts.Row, _ spread: (path: String, like: String)) -> String? {
    let plain = Self.plain(row.path)
    guard plain.hasPrefix(spread.like + "/"), !plain.contains("/workbook/") else { return nil }
    let count = spread.like.split(separator: "/").count
    let rest = TemplatePath(row.path).segments.dropFirst(count).map { segment in
      switch segment {
      case .literal(let text):
        guard let open = text.firstIndex(of: "("), !text.hasSuffix("()") else { return text }
        let names = text[text.index(after: open)...].dropLast().split(separator: ",")
        return text[...open] + names.map { "\($0)={value}" }.joined(separator: ",") + ")"
      case .wildcard: return "{id}"
      case .affixes(let before, let after): return "\(before){id}\(after)"
      case .anySegments: return "..."
      }
    }
    let start = spread.path.split(separator: "/").map { $0 == "{}" ? "{id}" : String($0) }
    return "/" + (start + rest).joined(separator: "/")
  }

  /// The path in lower case with bare placeholders and without casts.
  static func plain(_ path: String) -> String {
    TemplatePath(path).segments.reduce(into: "") { text, segment in
      switch segment {
      case .literal(let word) where word.hasPrefix("graph.") || word.hasPrefix("microsoft.graph."):
        // A cast names a type; an action or function behind a namespace keeps its name.
        let name = word.split(separator: "(")[0].split(separator: ".")
        if name.count > 2 + (word.hasPrefix("microsoft.") ? 1 : 0) || word.contains("(") {
          text += "/\(name[name.count - 1])"
        }
      case .literal(let word): text += "/\(word.hasSuffix("()") ? String(word.dropLast(2)) : word)"
      case .wildcard, .affixes: text += "/{}"
      case .anySegments: text += "/..."
      }
    }
  }
}
