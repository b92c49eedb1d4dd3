import ScopeCatalog

/// corrections.tsv, row by row; the last row that matches a request decides.
package struct Corrections {
  package struct Row {
    package var kind: String
    package var methods: Set<String>
    package var path: String
    var pattern: PathPattern
    /// 0 application, 1 delegated.
    package var flows: [Int]
    var grants: [OperationFacts.Grant]
    var before: [OperationFacts.Grant]
    var since: String
    var grade: EvidenceGrade
    var evidence: String
    var note: String
    /// The cell as it stands, for unrelated and blanket.
    package var permissions: String

    /// The path where the row is about one alone; nil where it is about many.
    package var singlePath: String? { pattern.single }
    /// The names of the permissions that open the call.
    package var grantNames: Set<String> { Set(grants.map(\.name)) }
  }

  private static let kinds: Set<String> = [
    "requires", "adds", "partly", "alias", "like", "unrelated", "blanket", "unresolved", "includes", "spelling", "note",
    "renamed", "wide", "sign-in",
  ]

  package private(set) var rows: [Row] = []
  /// Beginnings of dead names, and of today's.
  private(set) var renames: [(dead: String, current: String)] = []
  /// permission → the permissions that include it
  private(set) var includedBy: [String: [String]] = [:]
  /// Permissions that reach the whole directory.
  private(set) var wide: Set<String> = []
  /// Scopes of signing in.
  private(set) var signIn: Set<String> = []

  package init(folder: FactFolder) throws {
    let table = try folder.table("corrections.tsv")
    for cells in table.rows {
      let row = try Self.row(cells, table)
      let pair = row.permissions.split(separator: ">").map(String.init)
      switch row.kind {
      case "includes" where pair.count == 2: includedBy[pair[1], default: []].append(pair[0])
      case "renamed" where pair.count == 2: renames.append((pair[0], pair[1]))
      case "includes", "renamed": throw FactError(message: "corrections.tsv: \(row.permissions) is no pair")
      case "wide": wide.insert(row.permissions)
      case "sign-in": signIn.insert(row.permissions)
      default: rows.append(row)
      }
    }
  }

  private static func row(_ cells: [String], _ table: Table) throws -> Row {
    let (kind, path, permissions) = (
      table.cell(cells, "kind"), table.cell(cells, "path"), table.cell(cells, "permissions")
    )
    guard kinds.contains(kind) else { throw FactError(message: "corrections.tsv: unknown kind \(kind)") }
    let methods = table.cell(cells, "method").split(separator: ",").map(String.init)
    if let method = methods.first(where: { !OperationFacts.methods.contains($0) }) {
      throw FactError(message: "corrections.tsv: unknown method \(method) for \(path)")
    }
    let hasPairs = ["includes", "renamed", "unrelated", "blanket", "wide", "sign-in"].contains(kind)
    return Row(
      kind: kind, methods: Set(methods), path: path, pattern: PathPattern(String(path.prefix { $0 != ">" })),
      flows: try FactCell.flows(table.cell(cells, "flow"), "corrections.tsv: \(path)"),
      grants: hasPairs ? [] : FactCell.grants(permissions), before: FactCell.grants(table.cell(cells, "before")),
      since: table.cell(cells, "since"),
      grade: try FactCell.grade(table.cell(cells, "grade"), "corrections.tsv: \(path)"),
      evidence: table.cell(cells, "evidence"), note: table.cell(cells, "note"), permissions: permissions)
  }

  /// Every permission that a row names.
  var names: Set<String> {
    var names = Set(includedBy.keys)
    for list in includedBy.values { names.formUnion(list) }
    for row in rows { for grant in row.grants + row.before { names.formUnion(grant.all) } }
    return names
  }

  /// The index of the last row of a kind that is about a request.
  func last(_ kinds: Set<String>, method: String, path: [Substring], flow: Int) -> Int? {
    rows.lastIndex { row in
      kinds.contains(row.kind) && row.methods.contains(method) && row.flows.contains(flow) && row.pattern.matches(path)
    }
  }

  /// Every row of a kind that is about a request.
  func all(_ kind: String, method: String, path: [Substring], flow: Int) -> [Row] {
    rows.filter { row in
      row.kind == kind && row.methods.contains(method) && row.flows.contains(flow) && row.pattern.matches(path)
    }
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
}

/// Cells that several tables of rules/catalog have; a word that is none of theirs is an error.
enum FactCell {
  /// - Throws: FactError for a word that names no kind of caller.
  static func flows(_ cell: String, _ place: String) throws -> [Int] {
    guard let flows = ["application": [0], "delegated": [1], "both": [0, 1]][cell] else {
      throw FactError(message: "\(place): unknown flow \(cell)")
    }
    return flows
  }

  /// - Throws: FactError for a word that names no grade.
  static func grade(_ cell: String, _ place: String) throws -> EvidenceGrade {
    guard let grade = EvidenceGrade.allCases.first(where: { $0.name == cell }) else {
      throw FactError(message: "\(place): unknown grade \(cell)")
    }
    return grade
  }

  /// Alternatives with commas between: A+B for both together, A&B&C for A with B or with C, * for the least.
  static func grants(_ cell: String) -> [OperationFacts.Grant] {
    cell.split(separator: ",").map { text in
      let least = text.hasSuffix("*")
      let parts = (least ? text.dropLast() : text).split(separator: "&").map(String.init)
      let names = parts[0].split(separator: "+").map(String.init)
      return OperationFacts.Grant(
        name: names[0], least: least, companions: Array(parts.dropFirst()), together: Array(names.dropFirst()))
    }
  }

  /// Whether a name is meant by a pattern: itself, or * for what comes before or after.
  static func matches(_ pattern: String, _ name: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return pattern == name
    case 2: return name.hasPrefix(parts[0]) && name.hasSuffix(parts[1]) && name.utf8.count >= pattern.utf8.count - 1
    default: return parts[0].isEmpty && parts[2].isEmpty && name.contains(parts[1])
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
