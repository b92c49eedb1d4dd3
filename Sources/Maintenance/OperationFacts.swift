import ScopeCatalog
import ScopeValues

/// operations.tsv, its spellings of one path merged, and the requests that only corrections.tsv knows.
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
    var origin: OperationOrigin
    /// For an alias: the row that it is another path of, the correction that says so, and the callers it has.
    var target: (row: Int, correction: Int?, flows: [Int])?

    /// Whether the call only reads, although its method need not be GET.
    var onlyReads: Bool { method == 0 || OperationFacts.onlyReads(method: method, path: path) }
    var segments: [Substring] { path.lowercased().split(separator: "/").map { Substring($0) } }
  }

  static let methods = ["GET", "POST", "PATCH", "PUT", "DELETE"]
  let corrections: Corrections
  private(set) var rows: [Row] = []
  private var known: [String: Int] = [:]

  init(folder: String) throws {
    corrections = try Corrections(folder: folder)
    let table = try Table(path: "\(folder)/operations.tsv")
    for row in table.rows {
      var cells: [[Grant]] = []
      for column in ["application", "delegated", "personal"] {
        let cell = table.cell(row, column)
        cells.append(cell == "=" ? cells[cells.count - 1] : cell.split(separator: " ").map(Self.grant))
      }
      for method in table.cell(row, "methods").split(separator: ",") {
        guard let index = Self.methods.firstIndex(of: String(method)) else {
          throw FactError(message: "operations.tsv: unknown method \(method)")
        }
        merge(Row(method: index, path: table.cell(row, "path"), grants: cells, origin: .upstream))
      }
    }
    for index in rows.indices {
      guard let path = corrections.respelled(rows[index].path) else { continue }
      add(path, method: rows[index].method, .alias, target: (index, nil, [0, 1]))
    }
    for (index, row) in corrections.rows.enumerated() {
      switch row.kind {
      case "requires", "unresolved":
        guard let path = row.pattern.single else { continue }
        for method in row.methods.sorted() {
          add(path, method: Self.methods.firstIndex(of: method) ?? 0, .correction, target: nil)
        }
      case "alias": addAlias(row, index)
      default: break
      }
    }
  }

  private mutating func merge(_ row: Row) {
    let key = Self.key(row.method, row.path)
    guard let index = known[key] else {
      known[key] = rows.count
      rows.append(row)
      return
    }
    for caller in row.grants.indices {
      for grant in row.grants[caller] {
        if let same = rows[index].grants[caller].firstIndex(where: {
          $0.name == grant.name && $0.companions == grant.companions
        }) {
          rows[index].grants[caller][same].least = rows[index].grants[caller][same].least || grant.least
        } else {
          rows[index].grants[caller].append(grant)
        }
      }
    }
  }

  private mutating func add(
    _ path: String, method: Int, _ origin: OperationOrigin, target: (row: Int, correction: Int?, flows: [Int])?
  ) {
    let key = Self.key(method, path)
    guard known[key] == nil else { return }
    known[key] = rows.count
    rows.append(
      Row(
        method: method, path: path, grants: target.map { rows[$0.row].grants } ?? [[], [], []], origin: origin,
        target: target))
  }

  /// Adds the operations under a path once more under its alias, but not what they reach through another resource.
  private mutating func addAlias(_ row: Corrections.Row, _ correction: Int) {
    let pair = row.path.split(separator: ">")
    guard pair.count == 2 else { return }
    for index in rows.indices where rows[index].origin != .alias {
      let path = rows[index].path.lowercased()
      guard path == pair[1] || path.hasPrefix("\(pair[1])/") else { continue }
      let rest = path.dropFirst(pair[1].count)
      guard !rest.contains("/users/"), !rest.contains("/detectedapps/") else { continue }
      add("\(pair[0])\(rest)", method: rows[index].method, .alias, target: (index, correction, row.flows))
    }
  }

  private static func key(_ method: Int, _ path: String) -> String { "\(methods[method]) \(TemplatePath(path).key)" }

  private static func onlyReads(method: Int, path: String) -> Bool {
    let path = path.lowercased()
    guard method == 1, let last = path.split(separator: "/").last?.split(separator: ".").last else { return false }
    return readingVerbs.contains { last.hasPrefix($0) } || path.contains("/reports/")
  }

  /// Beginnings of actions that only read, although they are called with POST.
  private static let readingVerbs = [
    "check", "download", "evaluate", "export", "extract", "fetch", "find", "get", "has", "query", "retrieve",
    "runhuntingquery",
    "search", "translate", "validate",
  ]

  private static func grant(_ text: Substring) -> Grant {
    let parts = text.split(separator: "+", maxSplits: 1)
    let least = parts[0].hasSuffix("*")
    return Grant(
      name: String(least ? parts[0].dropLast() : parts[0]), least: least,
      companions: parts.count > 1 ? parts[1].split(separator: "|").map(String.init) : [])
  }
}
