/// operations.tsv and what corrections.tsv says about it.
struct OperationFacts {
  struct Grant: Hashable {
    var name: String
    var least: Bool
    var companions: [String]
  }

  struct Row {
    /// 0 GET, then POST, PATCH, PUT, DELETE.
    var method: Int
    var path: String
    /// By caller: application, delegated, personal.
    var grants: [[Grant]]
    /// Whether the call only reads although its method is not GET.
    var onlyReads: Bool
  }

  static let methods = ["GET", "POST", "PATCH", "PUT", "DELETE"]
  private(set) var rows: [Row] = []
  private var requirements: [(methods: Set<String>, path: String, isFamily: Bool, flows: [Int], names: [String])] = []
  /// permission → the permissions that include it
  private var includedBy: [String: [String]] = [:]

  init(folder: String) throws {
    let table = try Table(path: "\(folder)/operations.tsv")
    for row in table.rows {
      let path = table.cell(row, "path")
      var cells: [[Grant]] = []
      for column in ["application", "delegated", "personal"] {
        let cell = table.cell(row, column)
        cells.append(cell == "=" ? cells[cells.count - 1] : cell.split(separator: " ").map(Self.grant))
      }
      for method in table.cell(row, "methods").split(separator: ",") {
        guard let index = Self.methods.firstIndex(of: String(method)) else {
          throw FactError(message: "operations.tsv: unknown method \(method)")
        }
        rows.append(Row(method: index, path: path, grants: cells, onlyReads: Self.onlyReads(method: index, path: path)))
      }
    }
    let corrections = try Table(path: "\(folder)/corrections.tsv")
    for row in corrections.rows {
      let names = corrections.cell(row, "permissions")
      switch corrections.cell(row, "kind") {
      case "requires":
        let path = corrections.cell(row, "path")
        let flows = ["application": [0], "delegated": [1]][corrections.cell(row, "flow")] ?? [0, 1]
        requirements.append(
          (
            Set(corrections.cell(row, "method").split(separator: ",").map(String.init)),
            path.hasSuffix("/**") ? String(path.dropLast(3)) : path, path.hasSuffix("/**"), flows,
            names.split(separator: ",").map { String($0).filter { $0 != " " } }
          ))
      case "includes":
        let pair = names.split(separator: ">").map(String.init)
        if pair.count == 2 { includedBy[pair[1], default: []].append(pair[0]) }
      default: break
      }
    }
    requirements.sort { (!$0.isFamily ? 1 : 0, $0.path.utf8.count) > (!$1.isFamily ? 1 : 0, $1.path.utf8.count) }
  }

  /// The permissions that really open an operation: corrections first, and no Read permission for a change.
  func corrected(_ index: Int, _ flow: Int) -> Set<String> {
    let row = rows[index]
    let path = row.path.lowercased()
    var names = Set(row.grants[flow].filter { $0.companions.isEmpty }.map(\.name))
    if let requirement = requirements.first(where: {
      $0.methods.contains(Self.methods[row.method]) && $0.flows.contains(flow)
        && (path == $0.path || $0.isFamily && path.hasPrefix($0.path + "/"))
    }) {
      names = Set(requirement.names.filter { !$0.contains("&") })
    } else if row.method != 0, !row.onlyReads {
      names = names.filter { !Self.isRead($0) }
    }
    for name in names { names.formUnion(includedBy[name] ?? []) }
    return names
  }

  /// Whether the name promises reading only.
  private static func isRead(_ name: String) -> Bool {
    name.split(separator: ".").contains { $0 == "Read" || $0 == "ReadBasic" }
  }

  private static func onlyReads(method: Int, path: String) -> Bool {
    guard method == 1, let last = path.lowercased().split(separator: "/").last else { return false }
    return ["get", "search", "retrieve", "query", "evaluate", "has", "check", "validate", "download", "export"]
      .contains { last.hasPrefix($0) } || path.lowercased().contains("/reports/")
  }

  private static func grant(_ text: Substring) -> Grant {
    let parts = text.split(separator: "+", maxSplits: 1)
    let least = parts[0].hasSuffix("*")
    return Grant(
      name: String(least ? parts[0].dropLast() : parts[0]), least: least,
      companions: parts.count > 1 ? parts[1].split(separator: "|").map(String.init) : [])
  }
}
