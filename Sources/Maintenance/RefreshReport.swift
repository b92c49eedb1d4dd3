import CatalogBuild
import ScopeAudit
import ScopeCatalog

/// What a maintainer decides on after a refresh: each kind of difference in a list of its own, nothing cut.
struct RefreshReport {
  private let old: (permissions: Table, operations: Table)
  private let new: (permissions: Table, operations: Table)
  private let corrections: Corrections
  private let book: RuleBook

  init(
    old: (permissions: Table, operations: Table), new: (permissions: Table, operations: Table),
    corrections: Corrections, book: RuleBook
  ) {
    self.old = old
    self.new = new
    self.corrections = corrections
    self.book = book
  }

  /// Headings with their counts, each followed by its lines.
  var lines: [String] { permissionLines + leastLines + operationLines + correctionLines }

  private static func list(_ heading: String, _ entries: [String]) -> [String] {
    ["\(heading): \(entries.count)"] + entries.sorted().map { "  \($0)" }
  }

  // MARK: Permissions

  private struct Key: Hashable {
    var flow: String
    var id: String
  }

  private struct Value: Hashable {
    var name: String
    var level: String
    var status: String
  }

  private static func permissions(_ table: Table) -> [Key: Value] {
    var known: [Key: Value] = [:]
    for row in table.rows where !table.cell(row, "id").isEmpty {
      known[Key(flow: table.cell(row, "flow"), id: table.cell(row, "id"))] = Value(
        name: table.cell(row, "name"), level: table.cell(row, "level"), status: table.cell(row, "status"))
    }
    return known
  }

  private var permissionLines: [String] {
    let (before, after) = (Self.permissions(old.permissions), Self.permissions(new.permissions))
    var (added, gone, renamed, moved) = ([String](), [String](), [String](), [String]())
    var levels = 0
    for (key, value) in after {
      guard let known = before[key] else {
        added.append("\(key.flow) \(value.name) (\(key.id)), \(value.status): \(rating(value.name, key.flow))")
        continue
      }
      if known.name != value.name { renamed.append("\(key.flow) \(key.id): \(known.name) is now \(value.name)") }
      if known.status != value.status {
        moved.append("\(key.flow) \(value.name): \(known.status) is now \(value.status)")
      }
      if known.level != value.level { levels += 1 }
    }
    for (key, value) in before where after[key] == nil {
      gone.append("\(key.flow) \(value.name) (\(key.id)), \(rating(value.name, key.flow))")
    }
    return Self.list("New permissions", added) + Self.list("Permissions that are gone", gone)
      + Self.list("Renamed permissions", renamed) + Self.list("Permissions of another status", moved)
      + ["Levels that changed, by which no rule goes: \(levels)"]
  }

  private func rating(_ name: String, _ flow: String) -> String {
    for rule in book.rules {
      for rated in rule.permissions where rated.resource == "Microsoft Graph" && rated.name == name {
        if let severity = flow == "application" ? rated.application : rated.delegated {
          return "\(severity.name) by \(rule.id)"
        }
      }
    }
    return "no rule rates it"
  }

  // MARK: Operations

  /// The cells of each operation, by method and path.
  private static func operations(_ table: Table) -> [String: [Substring]] {
    var known: [String: [Substring]] = [:]
    for row in table.rows {
      var cells: [Substring] = []
      for column in ["application", "delegated"] {
        let cell = table.cell(row, column)
        cells.append(cell == "=" ? cells.last ?? "" : Substring(cell))
      }
      for method in table.cell(row, "methods").split(separator: ",") {
        known["\(method) \(table.cell(row, "path"))"] = cells
      }
    }
    return known
  }

  private static func least(_ cell: Substring) -> String {
    cell.split(separator: " ").filter { $0.contains("*") }.map { $0.filter { $0 != "*" } }.sorted().joined(
      separator: " or ")
  }

  private var leastLines: [String] {
    let (before, after) = (Self.operations(old.operations), Self.operations(new.operations))
    var changed: [String] = []
    for (operation, cells) in after {
      guard let known = before[operation] else { continue }
      for (flow, pair) in zip(["application", "delegated"], zip(known, cells)) {
        let (was, now) = (Self.least(pair.0), Self.least(pair.1))
        if was != now {
          changed.append("\(operation), \(flow): \(was.isEmpty ? "none" : was) is now \(now.isEmpty ? "none" : now)")
        }
      }
    }
    return Self.list("Calls whose least permission changed", changed)
  }

  private var operationLines: [String] {
    let (before, after) = (Self.operations(old.operations), Self.operations(new.operations))
    return Self.list("New calls", after.keys.filter { before[$0] == nil })
      + Self.list("Calls that are gone", before.keys.filter { after[$0] == nil })
  }

  // MARK: Corrections

  /// Corrections of one path whose permissions upstream now lists as they say, and those that upstream, changed since,
  /// still contradicts.
  private var correctionLines: [String] {
    let (before, after) = (Self.operations(old.operations), Self.operations(new.operations))
    var (confirmed, contradicted) = ([String](), [String]())
    for correction in corrections.rows where correction.kind == "requires" {
      guard let path = correction.singlePath else { continue }
      let wanted = correction.grantNames
      for method in correction.methods.sorted() {
        let operation = "\(method) \(path)"
        guard let cells = after[operation] else { continue }
        for (index, flow) in ["application", "delegated"].enumerated() where correction.flows.contains(index) {
          let listed = Set(cells[index].split(separator: " ").map { String($0.prefix { $0 != "*" && $0 != "+" }) })
          if listed == wanted {
            confirmed.append("\(operation), \(flow)")
          } else if let known = before[operation], known[index] != cells[index] {
            contradicted.append("\(operation), \(flow): upstream says \(listed.sorted().joined(separator: " or "))")
          }
        }
      }
    }
    return Self.list("Corrections that upstream confirms", confirmed)
      + Self.list("Corrections that upstream contradicts anew", contradicted)
  }
}
