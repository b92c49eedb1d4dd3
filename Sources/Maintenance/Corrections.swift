/// corrections.tsv, row by row; the last row that matches a request decides.
struct Corrections {
  struct Row {
    var kind: String
    var methods: Set<String>
    var path: String
    var pattern: PathPattern
    /// 0 application, 1 delegated.
    var flows: [Int]
    var grants: [OperationFacts.Grant]
    var before: [OperationFacts.Grant]
    var since: String
    var evidence: String
    var note: String
    /// The cell as it stands, for includes and unrelated.
    var permissions: String
  }

  private(set) var rows: [Row] = []
  /// Beginnings of dead names, and of today's.
  private(set) var renames: [(dead: String, current: String)] = []
  /// permission → the permissions that include it
  private(set) var includedBy: [String: [String]] = [:]

  init(folder: String) throws {
    let table = try Table(path: "\(folder)/corrections.tsv")
    for row in table.rows {
      let permissions = table.cell(row, "permissions")
      let path = table.cell(row, "path")
      let kind = table.cell(row, "kind")
      guard
        ["requires", "adds", "alias", "unrelated", "unresolved", "option", "includes", "spelling", "note", "renamed"]
          .contains(kind)
      else {
        throw FactError(message: "corrections.tsv: unknown kind \(kind)")
      }
      let pair = permissions.split(separator: ">").map(String.init)
      if kind == "includes", pair.count == 2 { includedBy[pair[1], default: []].append(pair[0]) }
      if kind == "renamed", pair.count == 2 { renames.append((pair[0], pair[1])) }
      if kind == "includes" || kind == "renamed" { continue }
      rows.append(
        Row(
          kind: kind, methods: Set(table.cell(row, "method").split(separator: ",").map(String.init)), path: path,
          pattern: PathPattern(String(path.prefix { $0 != "?" })),
          flows: ["application": [0], "delegated": [1]][table.cell(row, "flow")] ?? [0, 1],
          grants: Self.grants(permissions), before: Self.grants(table.cell(row, "before")),
          since: table.cell(row, "since"), evidence: table.cell(row, "evidence"), note: table.cell(row, "note"),
          permissions: permissions))
    }
  }

  /// Every permission that a row names.
  var names: Set<String> {
    var names = Set(includedBy.keys)
    for list in includedBy.values { names.formUnion(list) }
    for row in rows where row.kind != "unrelated" {
      for grant in row.grants + row.before { names.formUnion([grant.name] + grant.companions) }
    }
    return names
  }

  /// The index of the last row of a kind that is about a request.
  func last(_ kinds: Set<String>, method: String, path: [Substring], flow: Int) -> Int? {
    rows.lastIndex { row in
      kinds.contains(row.kind) && row.methods.contains(method) && row.flows.contains(flow) && row.pattern.matches(path)
    }
  }

  /// Names, or beginnings of names before *, that are never the least for a request.
  func unrelated(method: String, path: [Substring]) -> [String] {
    rows.filter { $0.kind == "unrelated" && $0.methods.contains(method) && $0.pattern.matches(path) }.map(\.permissions)
  }

  /// What a slip upstream stands for; nil where there is none.
  func respelled(_ path: String) -> String? {
    var result = path
    for row in rows where row.kind == "spelling" {
      let pair = row.path.split(separator: ">")
      if pair.count == 2 { result = result.replacing(pair[0], with: String(pair[1])) }
    }
    return result == path ? nil : result
  }

  private static func grants(_ cell: String) -> [OperationFacts.Grant] {
    cell.split(separator: ",").map { text in
      let least = text.hasSuffix("*")
      let names = (least ? text.dropLast() : text).split(separator: "&").map(String.init)
      return OperationFacts.Grant(name: names[0], least: least, companions: Array(names.dropFirst()))
    }
  }
}

extension String {
  fileprivate func replacing(_ part: Substring, with other: String) -> String {
    var result = ""
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(part) {
        result += other
        rest = rest.dropFirst(part.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}
