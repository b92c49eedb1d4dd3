package import ScopeDocuments

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Whole files, for a tool that only ever reads the project's own.
package enum Files {
  /// - Throws: ``FactError`` where the file cannot be read.
  package static func read(_ path: String) throws -> [UInt8] {
    do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      throw FactError(message: exists(path) ? "\(path) cannot be read" : "\(path) is not there")
    }
  }

  package static func text(_ path: String) throws -> String {
    String(decoding: try read(path), as: UTF8.self)
  }

  package static func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Writes a new text with the folders that lead to it.
  package static func create(_ text: String, at path: String) throws {
    let place = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: place, options: .withoutOverwriting)
  }

  /// The names in a folder, sorted.
  package static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

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
