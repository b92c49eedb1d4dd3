import ScopeDocuments
import ScopeSources
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Request paths of Microsoft's SDKs, printed as the chains of each language, resolve to themselves.
///
/// A sample runs always; all pairs run where SCOPEAUDIT_ALL_PATHS is set.
@Suite struct GeneratedChainTests {
  private static var project: String {
    #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
  }

  private static func rows(_ path: String) throws -> [UInt8] {
    let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: project + path)))
    return try #require(try wholeContent(of: readBytes(of: file), limit: 64 << 20))
  }

  struct Pair: Hashable {
    var method: String
    var segments: [String]
  }

  private static func pairs(_ rows: [UInt8], column: Int) -> [Pair] {
    var path: [String] = []
    var pairs: [Pair] = []
    let letters: [Character: String] = ["G": "GET", "P": "POST", "A": "PATCH", "U": "PUT", "D": "DELETE"]
    for line in String(decoding: rows, as: UTF8.self).split(separator: "\n") {
      let cells = line.split(separator: "\t").map(String.init)
      guard cells.count == 4, let depth = Int(cells[0]) else { continue }
      path = path.prefix(depth - 1) + [cells[1]]
      for letter in cells[column] {
        if let method = letters[letter] { pairs.append(Pair(method: method, segments: path)) }
      }
    }
    return pairs
  }

  /// The share of pairs that need not resolve: of the released service none.
  private static let leftOut = ["v1.0": 0.0, "beta": 0.01]

  @Test(arguments: ["csharp", "python", "java", "go", "typescript"], ["v1.0", "beta"])
  func chainsResolveToTheirPaths(_ language: String, _ version: String) throws {
    let table = try Self.rows("/Sources/CatalogData/sdk-paths.tsv.gz")
    let sinks = CallSinks(rows: try Self.rows("/Sources/CatalogData/sinks.tsv"))
    let all = Self.pairs(table, column: version == "beta" ? 3 : 2)
    let isWhole = ProcessInfo.processInfo.environment["SCOPEAUDIT_ALL_PATHS"] != nil
    let chosen = isWhole ? all : stride(from: 0, to: all.count, by: 61).map { all[$0] }
    var printer = ChainPrinter(language, isBeta: version == "beta")
    for pair in chosen { printer.add(pair.method, pair.segments) }
    let outline = try #require(CodeLanguage(rawValue: language)).outline(
      of: SourceText(path: "x", text: printer.text))
    let found = CallFinder.calls(
      in: [(outline, language)], paths: GraphPaths(rows: table), sinks: sinks, settings: [:]
    ) { _, _ in nil }
    var byLine: [Int: [CodeCall]] = [:]
    for call in found.calls { byLine[call.position.line, default: []].append(call) }
    var missed: [String] = []
    for (line, pair) in zip(printer.lines, chosen) {
      let url = "https://graph.microsoft.com/\(version)/" + pair.segments.joined(separator: "/")
      let calls = byLine[line] ?? []
      if calls.count != 1 || calls[0].method != pair.method || calls[0].url != url {
        missed.append("\(pair.method) \(url)")
      }
    }
    let allowed = Int(Double(chosen.count) * (Self.leftOut[version] ?? 0))
    #expect(missed.count <= allowed, "\(missed.count) of \(chosen.count): \(missed.prefix(10))")
  }
}
