import ScopeCatalog
import ScopeValues

/// options.tsv: what a request's query or body adds to the needs of its path.
struct OptionFacts {
  struct Row {
    var kind: OptionKind
    var methods: Set<String>
    var pattern: PathPattern
    var flows: [Int]
    /// In lower case, with spaces between.
    var properties: String
    var grants: [OperationFacts.Grant]
    var grade: EvidenceGrade
    var evidence: String
    var note: String
  }

  private(set) var rows: [Row] = []

  /// - Throws: FactError for a kind or a method that does not exist.
  init(folder: FactFolder) throws {
    let table = try folder.table("options.tsv")
    for row in table.rows {
      let path = table.cell(row, "path")
      guard let kind = OptionKind.allCases.first(where: { $0.name == table.cell(row, "kind") }) else {
        throw FactError(message: "options.tsv: unknown kind \(table.cell(row, "kind")) for \(path)")
      }
      let methods = table.cell(row, "methods").split(separator: ",").map(String.init)
      if let method = methods.first(where: { !OperationFacts.methods.contains($0) }) {
        throw FactError(message: "options.tsv: unknown method \(method) for \(path)")
      }
      let grade = try FactCell.grade(table.cell(row, "grade"), "options.tsv: \(path)")
      let grants = FactCell.grants(table.cell(row, "permissions")).map { grant in
        var grant = grant
        grant.grade = grade
        return grant
      }
      rows.append(
        Row(
          kind: kind, methods: Set(methods), pattern: PathPattern(path),
          flows: try FactCell.flows(table.cell(row, "flow"), "options.tsv: \(path)"),
          properties: table.cell(row, "properties").lowercased(), grants: grants, grade: grade,
          evidence: table.cell(row, "evidence"), note: table.cell(row, "note")))
    }
  }

  /// Every permission that a row names.
  var names: Set<String> { Set(rows.flatMap(\.grants).flatMap(\.all)) }
}
