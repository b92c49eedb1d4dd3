import CatalogBuild
internal import ScopeAudit
internal import ScopeReports
import ScopeValues

/// Every file that is compiled from rules/, by its path in the project.
package enum GeneratedFiles {
  package static func make(project: String) throws -> [(path: String, bytes: [UInt8])] {
    let book = try records(in: "\(project)/rules/checks")
    return [
      (
        "Sources/CatalogData/catalog.bin",
        try CatalogCompiler(
          project: project, takeover: book.withUnsafeBytes { TakeoverClass.names(in: RuleBook(json: $0)) }
        ).compile()
      ),
      ("Sources/CatalogData/rulebook.json", RuleBookParts.select(book) { RulePages.judgingMembers.contains($0) }),
      (
        "Sources/CatalogData/rulepages.json.gz",
        try packed(RuleBookParts.select(book) { !RulePages.judgingMembers.contains($0) })
      ),
      ("Sources/CatalogData/errors.json", try ErrorRecords.compile("\(project)/rules/errors")),
      ("Sources/CatalogData/tables.txt", try LineTables.compile(project: project)),
      ("Sources/CatalogData/sdk-paths.tsv.gz", try packed(chainTree("\(project)/rules/catalog"))),
      (
        "Sources/CatalogTables/tables.gz",
        try packed(CatalogFolder.joined { try Files.read("\(project)/rules/catalog/\($0)") })
      ),
      ("Sources/CatalogData/data-kinds.tsv", try rows(of: "\(project)/rules/catalog/data-kinds.tsv")),
      ("Sources/CatalogData/sinks.tsv", try rows(of: "\(project)/rules/scan/sinks.tsv")),
      ("rules/README.md", Array(RuleBookMarkdown.book(book.withUnsafeBytes(RuleBook.init(json:))).utf8)),
      (
        "Sources/ScopeAuditKit/Documentation.docc/Rules.md",
        Array(RuleBookMarkdown.overview(book.withUnsafeBytes(RuleBook.init(json:))).utf8)
      ),
    ]
  }

  private static func packed(_ text: [UInt8]) throws -> [UInt8] {
    guard let packed = PackedText.pack(text) else { throw FactError(message: "zlib does not pack") }
    return packed
  }

  /// A table in its own order, without its comments and its header.
  private static func rows(of path: String) throws -> [UInt8] {
    Array((try lines(of: path).joined(separator: "\n") + "\n").utf8)
  }

  private static func lines(of path: String) throws -> [Substring] {
    Array(try Files.text(path).split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst())
  }

  private static func chainTree(_ catalog: String) throws -> [UInt8] {
    let rows = ChainTree.rows(
      try lines(of: "\(catalog)/sdk-paths.tsv"),
      adding: [try lines(of: "\(catalog)/operations.tsv"), try lines(of: "\(catalog)/documented.tsv")])
    return Array((rows.joined(separator: "\n") + "\n").utf8)
  }

  /// A folder's records in one JSON array, sorted by file name.
  package static func records(in folder: String) throws -> [UInt8] {
    var bytes: [UInt8] = [ASCII.openBracket, ASCII.lineFeed]
    for (index, name) in try Files.names(in: folder).filter({ $0.hasSuffix(".json") }).enumerated() {
      if index > 0 { bytes += [ASCII.comma, ASCII.lineFeed] }
      bytes += compact(try Files.read("\(folder)/\(name)"))
    }
    return bytes + [ASCII.lineFeed, ASCII.closeBracket, ASCII.lineFeed]
  }

  /// The JSON without the white space between its tokens.
  static func compact(_ bytes: [UInt8]) -> [UInt8] {
    var quotes = JSONQuotes()
    return bytes.filter { quotes.isWithin($0) || $0 > ASCII.space }
  }
}
