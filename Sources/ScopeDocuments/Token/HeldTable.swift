import ScopeValues

/// Reads grants as consoles lay them out: a table under a line of dashes, or blocks of `name : value` lines.
///
/// Azure CLI prints the first with --output table, PowerShell the first or the second.
enum HeldTable {
  /// What a text's rows grant; nil where it is no such list.
  static func read(_ lines: ArraySlice<Substring>) -> HeldGrants.Row? {
    var all = HeldGrants.Row()
    for row in rows(of: lines) { all.add(row) }
    for row in blocks(of: lines) { all.add(row) }
    return all.isEmpty ? nil : all
  }

  // MARK: Tables

  /// The rows below each line of dashes, by the columns that the line above names.
  private static func rows(of lines: ArraySlice<Substring>) -> [[String: String]] {
    var rows: [[String: String]] = []
    var columns: [(name: String, range: Range<Int>)] = []
    for (above, line) in zip(lines, lines.dropFirst()) {
      if line.contains("--"), line.allSatisfy({ $0 == "-" || $0 == " " }) {
        columns = Self.columns(above, line)
      } else if !columns.isEmpty, !line.hasPrefix("-") {
        let characters = Array(line)
        var row: [String: String] = [:]
        for (name, range) in columns where range.lowerBound < characters.count {
          let cell = characters[range.lowerBound..<min(range.upperBound, characters.count)]
          row[name] = String(cell).trimmed([" "])
        }
        rows.append(row)
      }
    }
    return rows
  }

  /// Names in small letters, and where each column reaches: up to the beginning of the next one.
  private static func columns(_ names: Substring, _ dashes: Substring) -> [(name: String, range: Range<Int>)] {
    let marks = Array(dashes)
    let starts = marks.indices.filter { marks[$0] == "-" && ($0 == 0 || marks[$0 - 1] == " ") }
    let characters = Array(names)
    return zip(starts, starts.dropFirst() + [Int.max]).compactMap { start, end in
      guard start < characters.count else { return nil }
      let name = String(characters[start..<min(end, characters.count)]).trimmed([" "]).lowercased()
      return (name.filter { $0 != " " }, start..<end)
    }
  }

  // MARK: Blocks

  /// `AppRoleId : …`, block after block; a name that comes again begins the next.
  private static func blocks(of lines: ArraySlice<Substring>) -> [[String: String]] {
    var blocks: [[String: String]] = []
    var block: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstRange(of: " : ") else { continue }
      let name = line[..<colon.lowerBound].trimmed([" "]).lowercased().filter { $0 != " " }
      guard !name.isEmpty, name.count <= 40 else { continue }
      if block[name] != nil {
        blocks.append(block)
        block = [:]
      }
      block[name] = line[colon.upperBound...].trimmed([" "])
    }
    return blocks + [block]
  }
}
