import ScopeDocuments
import ScopeValues

/// The tables of rules/catalog, wherever they lie.
package struct FactFolder {
  private let read: (String) throws -> [UInt8]
  /// Whether tables kept by hand may name permissions that upstream's tables lack, and lack rows for what is new there:
  /// such a row is passed over. Where the tables are of one day, a gap is a mistake and an error.
  let acceptsGaps: Bool

  /// Tables in a folder.
  package init(path: String) {
    acceptsGaps = false
    read = { try Files.read("\(path)/\($0)") }
  }

  /// Tables in memory, by their names.
  package init(_ tables: [String: [UInt8]], acceptsGaps: Bool = false) {
    self.acceptsGaps = acceptsGaps
    read = { name in
      guard let bytes = tables[name] else { throw FactError(message: "there is no table \(name)") }
      return bytes
    }
  }

  /// - Throws: ``FactError`` where the table is none.
  package func table(_ name: String) throws -> Table {
    try Table(text: String(decoding: read(name), as: UTF8.self), path: name)
  }

  func json(_ name: String) throws -> JSONDocument {
    try Files.json(read(name), called: name)
  }

  /// The day that the comments of a table name as the day of its facts, as YYYY-MM-DD: the first one.
  func date(of name: String) throws -> String {
    let head = try read(name).prefix { $0 != ASCII.lineFeed }
    let words = head.split { byte in !(byte.isASCIIDigit || byte == ASCII.hyphen) }
    guard let date = words.first(where: { $0.count == 10 && $0.count(where: { $0 == ASCII.hyphen }) == 2 }) else {
      throw FactError(message: "\(name): its first line says no date")
    }
    return String(decoding: date, as: UTF8.self)
  }
}
