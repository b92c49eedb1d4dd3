import CatalogBuild
import ScopeDocuments
import ScopeValues

/// Compiles the records of rules/errors: one JSON array, without what only tests and readers need.
enum ErrorRecords {
  private static let leftOut: Set<String> = ["counterexamples", "examples", "sources"]

  /// A file holds one record, or an array of them.
  static func compile(_ folder: String) throws -> [UInt8] {
    var records: [[UInt8]] = []
    for name in try Files.names(in: folder).filter({ $0.hasSuffix(".json") }) {
      let document = try Files.json("\(folder)/\(name)")
      let all = document.kind(document.root) == .array ? document.elements(of: document.root) : [document.root]
      for record in all { records.append(GeneratedFiles.compact(text(document, record))) }
    }
    return [ASCII.openBracket, ASCII.lineFeed] + Array(records.joined(separator: [ASCII.comma, ASCII.lineFeed])) + [
      ASCII.lineFeed, ASCII.closeBracket, ASCII.lineFeed,
    ]
  }

  private static func text(_ document: JSONDocument, _ record: JSONPlace) -> [UInt8] {
    var text: [UInt8] = [ASCII.openBrace]
    for (name, value) in document.members(of: record) where !leftOut.contains(document.text(name)) {
      if text.count > 1 { text.append(ASCII.comma) }
      text += [ASCII.quote] + document.content(name) + [ASCII.quote, ASCII.colon]
      text +=
        document.kind(value) == .string
        ? [ASCII.quote] + document.content(value) + [ASCII.quote] : Array(document.content(value))
    }
    return text + [ASCII.closeBrace]
  }
}
