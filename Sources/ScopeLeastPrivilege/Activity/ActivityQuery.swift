package import ScopeCatalog
import ScopeValues

/// Engines that can reduce activity logs where they lie.
package enum ActivityEngine: String, CaseIterable, Sendable { case kql, duckdb }

/// How the logs of an engine are stored.
package enum ActivityStorage: String, CaseIterable, Sendable { case json, parquet }

/// What a query is told of the place of the logs.
package struct ActivityQueryOptions: Sendable {
  /// A period as the engine writes it, such as 90d; nil for a default.
  package var period: String?
  /// The table, or the pattern of the files; nil for a default.
  package var logs: String?
  /// Where the rows go, for an engine that writes files; nil for a default.
  package var output: String?
  package var storage: ActivityStorage

  package init(
    period: String? = nil, logs: String? = nil, output: String? = nil, storage: ActivityStorage = .json
  ) {
    self.period = period
    self.logs = logs
    self.output = output
    self.storage = storage
  }
}

/// An option that an engine's query has no place for.
package struct ActivityQueryError: Error, Sendable {
  /// What is wrong and what to do, in whole sentences.
  package var message: String
}

/// Queries that reduce activity logs to rows which `activity fold` and `minimize --activity` read.
///
/// A row stands for `Calls` calls of one application with one method, address, status and set of permissions. Of an address
/// only the words of ``AddressVocabulary`` remain, so that few rows are left, nobody's name leaves the engine, and the rows
/// fold to what the logs fold to; the catalog's templates are found when the rows are read. A row with `Unreadable` counts
/// records that the query could not use.
package enum ActivityQuery {
  /// - Throws: ``ActivityQueryError``
  package static func text(
    _ engine: ActivityEngine, _ options: ActivityQueryOptions, _ vocabulary: AddressVocabulary
  ) throws(ActivityQueryError) -> String {
    switch engine {
    case .kql: try KustoActivityQuery.text(options, vocabulary)
    case .duckdb: try DuckDBActivityQuery.text(options, vocabulary)
    }
  }

  /// A list of texts in an engine's quotes, over lines of at most 118 bytes.
  static func list(_ words: Set<String>, quote: Character, indent: String) -> String {
    var lines: [String] = []
    var line = indent
    for word in words.sorted() where isPlain(word) {
      let item = "\(quote)\(word)\(quote),"
      if line.utf8.count + item.utf8.count > 118 {
        lines.append(line)
        line = indent
      }
      line += item
    }
    lines.append(String(line.dropLast()))
    return lines.joined(separator: "\n")
  }

  /// Whether a word is one that no engine's quotes can mistake.
  private static func isPlain(_ word: String) -> Bool {
    word.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "._-@~*".utf8.contains($0) }
  }

  /// Escapes of the grammar of addresses, as ``AddressVocabulary/masked(_:)`` resolves them.
  static let escapes: [(escape: String, text: String)] =
    AddressVocabulary.structure.filter { $0 != UInt8(ascii: "/") }.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return ("%\(digits)", String(decoding: [byte], as: UTF8.self))
    }
}
