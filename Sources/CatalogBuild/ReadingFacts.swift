import ScopeCatalog

/// readings.tsv: which POST requests only read.
struct ReadingFacts {
  private var patterns: [String: [PathPattern]] = [:]

  init(folder: FactFolder) throws {
    let table = try folder.table("readings.tsv")
    for row in table.rows {
      let segment = table.cell(row, "segment")
      _ = try FactCell.grade(table.cell(row, "grade"), "readings.tsv: \(segment)")
      patterns[segment, default: []].append(PathPattern(table.cell(row, "path")))
    }
  }

  /// Whether a call with a path in lower case reads.
  func onlyReads(method: Int, path: [Substring]) -> Bool {
    if method == 0 { return true }
    guard method == 1, let last = path.last else { return false }
    let name = last.prefix { $0 != "(" }.split(separator: ".").last ?? last
    return patterns[String(name)]?.contains { $0.matches(path) } ?? false
  }
}
