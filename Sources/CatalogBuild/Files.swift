package import ScopeDocuments

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whole files, for a tool that only ever reads the project's own.
package enum Files {
  /// - Throws: ``FactError`` where the file cannot be read.
  package static func read(_ path: String) throws -> [UInt8] {
    guard exists(path) else { throw FactError(message: "\(path) is not there") }
    guard let file = fopen(path, "rb") else { throw FactError(message: "\(path) cannot be read") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
    guard ferror(file) == 0 else { throw FactError(message: "\(path) cannot be read") }
    return bytes
  }

  package static func text(_ path: String) throws -> String {
    String(decoding: try read(path), as: UTF8.self)
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The one JSON value in a file.
  ///
  /// - Throws: ``FactError`` with the place where the file is no JSON.
  package static func json(_ path: String) throws -> JSONDocument { try json(read(path), called: path) }

  static func json(_ bytes: [UInt8], called name: String) throws -> JSONDocument {
    var reader = JSONItemReader(keepsArrayWhole: { _ in true }, read: readBytes(of: bytes))
    let item: JSONItem?
    do throws(JSONError) {
      item = try reader.next()
    } catch {
      throw FactError(
        message: "\(name):\(error.position.line):\(error.position.column): \(error.problem.sentence)")
    }
    guard let item else { throw FactError(message: "\(name) holds nothing") }
    return item.document
  }
}

/// A tab-separated fact file: comment lines, a header line, rows; "-" is an empty cell.
package struct Table {
  package var rows: [[String]]
  private var columns: [String: Int]

  package init(path: String) throws { try self.init(text: Files.text(path), path: path) }

  /// - Parameter path: what errors call the text.
  package init(text: String, path: String) throws {
    var lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let header = lines.removeFirst().split(separator: "\t", omittingEmptySubsequences: false)
    columns = Dictionary(uniqueKeysWithValues: header.enumerated().map { (String($1), $0) })
    rows = lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    if let bad = rows.firstIndex(where: { $0.count != header.count }) {
      throw FactError(message: "\(path): row \(bad + 1) has \(rows[bad].count) cells, not \(header.count)")
    }
  }

  package func cell(_ row: [String], _ column: String) -> String {
    guard let index = columns[column], row[index] != "-" else { return "" }
    return row[index]
  }
}

/// A fact file that contradicts itself or another.
package struct FactError: Error, CustomStringConvertible {
  package var message: String
  package var description: String { message }

  package init(message: String) { self.message = message }
}
