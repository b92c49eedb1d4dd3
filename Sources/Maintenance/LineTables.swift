import CatalogBuild
import ScopeValues

/// Compiles the tables of rules/catalog that are searched in place, line by line, into one file.
///
/// The first line names each table and its size in bytes; then come the tables, their lines sorted by the first cell
/// in small letters, without comments, without the header and without the column that names sources.
enum LineTables {
  static let names = [
    "call-notes", "call-roles", "clients", "cmdlet-aliases", "cmdlets", "commands", "intune-call-roles",
    "reclaimable-domains", "request-classes", "resource-hosts", "retired-code", "terraform",
  ]

  static func compile(project: String) throws -> [UInt8] {
    let tables = try names.map { (name: $0, text: try text("\(project)/rules/catalog/\($0).tsv")) }
    let directory = tables.map { "\($0.name) \($0.text.count)" }.joined(separator: " ") + "\n"
    return Array(directory.utf8) + tables.flatMap(\.text)
  }

  private static func text(_ path: String) throws -> [UInt8] {
    let lines = try Files.text(path).split(separator: "\n").filter { !$0.hasPrefix("#") }
    let header = lines.first?.split(separator: "\t").map(String.init) ?? []
    let kept = header.indices.filter { header[$0] != "source" }
    var rows: [[Substring]] = []
    for (index, line) in lines.dropFirst().enumerated() {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count == header.count else {
        throw FactError(message: "\(path): row \(index + 1) has \(cells.count) cells, not \(header.count)")
      }
      rows.append(kept.map { cells[$0] })
    }
    let sorted = rows.map { (key: Array($0[0].lowercased().utf8), row: $0) }.enumerated().sorted {
      $0.element.key == $1.element.key
        ? $0.offset < $1.offset : $0.element.key.lexicographicallyPrecedes($1.element.key)
    }
    return sorted.flatMap { Array($0.element.row.joined(separator: "\t").utf8) + [ASCII.lineFeed] }
  }
}
