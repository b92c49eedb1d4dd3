import ScopeCatalog

/// documented.tsv: the permissions that Microsoft's pages of 2021 and the documentation of 2024 list for requests.
struct DocumentedFacts {
  struct Row {
    var method: Int
    var path: String
    /// By caller, in the order of the page, least first.
    var pages: [[String]]
    /// By caller: what only the documentation of 2024 lists.
    var later: [[String]]
    /// Whether upstream's data or an SDK may be missing it although it exists: the documentation of 2024 has it.
    var isRecent: Bool
  }

  private(set) var rows: [Row] = []
  private var known: [String: Int] = [:]

  init(folder: FactFolder) throws {
    let table = try folder.table("documented.tsv")
    for row in table.rows {
      guard let method = OperationFacts.methods.firstIndex(of: table.cell(row, "method")) else {
        throw FactError(message: "documented.tsv: unknown method \(table.cell(row, "method"))")
      }
      var pages: [[String]] = []
      var later: [[String]] = []
      for column in ["application", "delegated"] {
        let names = table.cell(row, column).split(separator: " ").map(String.init)
        pages.append(names.filter { !$0.hasPrefix("~") })
        later.append(names.filter { $0.hasPrefix("~") }.map { String($0.dropFirst()) })
      }
      let path = table.cell(row, "path")
      known[OperationFacts.key(method, path)] = rows.count
      rows.append(
        Row(
          method: method, path: path, pages: pages, later: later, isRecent: table.cell(row, "sources").contains("2024"))
      )
    }
  }

  func row(method: Int, path: String) -> Row? { known[OperationFacts.key(method, path)].map { rows[$0] } }

  /// Every permission that a row names.
  var names: Set<String> { Set(rows.flatMap { $0.pages + $0.later }.joined()) }
}
