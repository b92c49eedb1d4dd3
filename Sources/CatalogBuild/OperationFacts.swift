import ScopeCatalog
import ScopeValues

/// operations.tsv, its spellings of one path merged, and the requests that only other tables know.
package struct OperationFacts {
  struct Grant: Hashable {
    var name: String
    var least: Bool
    var companions: [String]
    /// What is needed together with the name, all of it.
    var together: [String] = []
    var extent = Extent.whole
    var grade = EvidenceGrade.upstream

    /// Every name in it.
    var all: [String] { [name] + together + companions }
    /// Every set of permissions that it stands for.
    var combinations: [[String]] {
      companions.isEmpty ? [[name] + together] : companions.map { [name] + together + [$0] }
    }
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
    /// In lower case.
    var segments: [Substring]
    /// Whether the call only reads, although its method need not be GET.
    var onlyReads: Bool

    init(
      method: Int, path: String, grants: [[Grant]], origin: OperationOrigin,
      target: (row: Int, correction: Int?, flows: [Int])? = nil, readings: ReadingFacts
    ) {
      self.method = method
      self.path = path
      self.grants = grants
      self.origin = origin
      self.target = target
      segments = path.lowercased().split(separator: "/")
      onlyReads = readings.onlyReads(method: method, path: segments)
    }

    /// Whether the path is about whoever is signed in.
    var isMine: Bool { segments.first == "me" }
  }

  package static let methods = ["GET", "POST", "PATCH", "PUT", "DELETE"]
  let corrections: Corrections
  let documented: DocumentedFacts
  private let readings: ReadingFacts
  private(set) var rows: [Row] = []
  private var known: [String: Int] = [:]

  init(folder: FactFolder) throws {
    corrections = try Corrections(folder: folder)
    readings = try ReadingFacts(folder: folder)
    documented = try DocumentedFacts(folder: folder)
    let table = try folder.table("operations.tsv")
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
        merge(
          Row(method: index, path: table.cell(row, "path"), grants: cells, origin: .upstream, readings: readings))
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
    for (index, row) in corrections.rows.enumerated() where row.kind == "like" { setTargets(row, index) }
    let sdk = try folder.table("paths.tsv")
    var existing: Set<String> = []
    for row in sdk.rows {
      for method in sdk.cell(row, "methods").split(separator: ",") {
        existing.insert(Self.key(Self.methods.firstIndex(of: String(method)) ?? 0, sdk.cell(row, "path")))
      }
    }
    for row in documented.rows where row.isRecent || existing.contains(Self.key(row.method, row.path)) {
      addDocumented(row)
    }
    try addInferred(sdk, folder: folder)
  }

  /// Lets what stands below a beginning need what the same below another one needs.
  private mutating func setTargets(_ row: Corrections.Row, _ correction: Int) {
    let pair = row.path.split(separator: ">")
    guard pair.count == 2 else { return }
    for index in rows.indices where rows[index].target == nil {
      let segments = rows[index].segments
      guard let cut = (1..<segments.count + 1).last(where: { row.pattern.matches(Array(segments[..<$0])) }) else {
        continue
      }
      let path = ([String(pair[1].dropFirst())] + segments[cut...].map(String.init)).joined(separator: "/")
      if let target = known[Self.key(rows[index].method, "/" + path)] {
        rows[index].target = (target, correction, row.flows)
      }
    }
  }

  // MARK: Other tables

  /// Adds a request that only the documentation knows, with what it lists; the first of a page is the least.
  private mutating func addDocumented(_ row: DocumentedFacts.Row) {
    guard known[Self.key(row.method, row.path)] == nil else { return }
    let grants = zip(row.pages, row.later).map { pages, later in
      pages.enumerated().map { Grant(name: $1, least: $0 == 0, companions: [], grade: .page) }
        + later.filter { !pages.contains($0) }.map {
          Grant(name: $0, least: false, companions: [], grade: .secondSource)
        }
    }
    guard grants.contains(where: { !$0.isEmpty }) else { return }
    append(Row(method: row.method, path: row.path, grants: grants + [[]], origin: .documented, readings: readings))
  }

  /// Adds the requests that only an SDK knows, with what the one needs that they stand below.
  private mutating func addInferred(_ sdk: Table, folder: FactFolder) throws {
    let parents = try ParentFacts(folder: folder, rows: rows)
    var found: [Row] = []
    for row in sdk.rows {
      let path = sdk.cell(row, "path").lowercased().replacingBraces()
      for name in sdk.cell(row, "methods").split(separator: ",") {
        guard let method = Self.methods.firstIndex(of: String(name)) else {
          throw FactError(message: "paths.tsv: unknown method \(name)")
        }
        guard known[Self.key(method, path)] == nil else { continue }
        var new = Row(method: method, path: path, grants: [[], [], []], origin: .inferred, readings: readings)
        if let parent = parents.parent(of: new) { new.target = (parent, nil, [0, 1]) }
        found.append(new)
      }
    }
    for row in found where known[Self.key(row.method, row.path)] == nil { append(row) }
    for spread in parents.spreads {
      for index in rows.indices where rows[index].origin != .alias {
        guard let path = parents.spread(rows[index], spread), known[Self.key(rows[index].method, path)] == nil else {
          continue
        }
        append(
          Row(
            method: rows[index].method, path: path, grants: [[], [], []], origin: .inferred,
            target: (index, nil, [0, 1]), readings: readings))
      }
    }
  }

  private mutating func append(_ row: Row) {
    known[Self.key(row.method, row.path)] = rows.count
    rows.append(row)
  }

  private mutating func merge(_ row: Row) {
    guard let index = known[Self.key(row.method, row.path)] else { return append(row) }
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
    guard known[Self.key(method, path)] == nil else { return }
    append(
      Row(
        method: method, path: path, grants: target.map { rows[$0.row].grants } ?? [[], [], []], origin: origin,
        target: target, readings: readings))
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

  /// The same for every spelling of a request.
  package static func key(_ method: Int, _ path: String) -> String {
    let key = TemplatePath(path).key
    return "\(methods[method]) \(key.hasSuffix("()") ? String(key.dropLast(2)) : key)"
  }

  private static func grant(_ text: Substring) -> Grant {
    let parts = text.split(separator: "+", maxSplits: 1)
    let least = parts[0].hasSuffix("*")
    return Grant(
      name: String(least ? parts[0].dropLast() : parts[0]), least: least,
      companions: parts.count > 1 ? parts[1].split(separator: "|").map(String.init) : [])
  }
}

extension String {
  /// Placeholders as upstream writes them: {} becomes {id}, and '{}' in a function's parameters {value}.
  fileprivate func replacingBraces() -> String {
    var result = ""
    for character in self where character != "'" {
      if character == "}", result.last == "{" { result += result.dropLast().last == "=" ? "value" : "id" }
      result.append(character)
    }
    return result
  }
}
