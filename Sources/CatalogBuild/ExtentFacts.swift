import ScopeCatalog

/// extents.tsv: which permissions open less than the whole of a call.
struct ExtentFacts {
  private struct Row {
    var permission: String
    var flows: [Int]
    var extent: Extent
    var pattern: PathPattern
  }

  private var rows: [Row] = []

  /// - Throws: FactError for an extent that does not exist.
  init(folder: FactFolder) throws {
    let table = try folder.table("extents.tsv")
    for row in table.rows {
      let name = table.cell(row, "permission")
      guard let extent = Extent.allCases.first(where: { $0.name == table.cell(row, "extent") }) else {
        throw FactError(message: "extents.tsv: unknown extent \(table.cell(row, "extent")) of \(name)")
      }
      rows.append(
        Row(
          permission: name, flows: try FactCell.flows(table.cell(row, "flow"), "extents.tsv: \(name)"), extent: extent,
          pattern: PathPattern(table.cell(row, "path"))))
    }
  }

  /// What a permission opens of a call with a path in lower case.
  func extent(_ name: String, path: [Substring], flow: Int) -> Extent {
    rows.last {
      $0.flows.contains(flow) && FactCell.matches($0.permission, name) && $0.pattern.matches(path)
    }?.extent ?? .whole
  }
}
