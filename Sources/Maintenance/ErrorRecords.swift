import CatalogBuild
import ScopeDocuments

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
    return [0x5B, 0x0A] + Array(records.joined(separator: [0x2C, 0x0A])) + [0x0A, 0x5D, 0x0A]
  }

  private static func text(_ document: JSONDocument, _ record: JSONPlace) -> [UInt8] {
    var text: [UInt8] = [0x7B]
    for (name, value) in document.members(of: record) where !leftOut.contains(document.text(name)) {
      if text.count > 1 { text.append(0x2C) }
      text += [0x22] + document.content(name) + [0x22, 0x3A]
      text +=
        document.kind(value) == .string ? [0x22] + document.content(value) + [0x22] : Array(document.content(value))
    }
    return text + [0x7D]
  }
}
