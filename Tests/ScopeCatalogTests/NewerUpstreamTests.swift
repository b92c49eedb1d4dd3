import CatalogBuild
import Foundation
import TestSupport
import Testing

@testable import ScopeCatalog

/// Upstream renames, drops and adds permissions every month: the tables that are kept by hand must not keep a user from
/// building a newer catalog, while the project's own tables have to fit each other.
@Suite struct NewerUpstreamTests {
  /// The project's tables, with every seventh permission of Microsoft Graph under another name in both of upstream's.
  private static func tables() throws -> [String: [UInt8]] {
    let folder = "\(project)/rules/catalog"
    var tables: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      tables[name] = Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
    }
    var renamed: Set<Substring> = []
    let lines = String(decoding: tables["permissions.tsv"] ?? [], as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where number % 7 == 3 {
      let cells = line.split(separator: "\t")
      if cells.count > 4 { renamed.insert(cells[3]) }
    }
    let changed = lines.map { line -> String in
      var cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if cells.count > 4, renamed.contains(Substring(cells[3])) { cells[3] = "Renamed." + cells[3] }
      return cells.joined(separator: "\t")
    }
    tables["permissions.tsv"] = Array(changed.joined(separator: "\n").utf8)
    return tables
  }

  @Test func tablesKeptByHandDoNotStandInTheWay() throws {
    let tables = try Self.tables()
    let bytes = try CatalogCompiler(FactFolder(tables, acceptsGaps: true), takeover: []).compile()
    bytes.withUnsafeBytes { buffer in
      let catalog = Catalog(buffer)
      #expect(catalog.map(CatalogCheck.isSound) == true)
      #expect((0..<(catalog?.nameCount ?? 0)).contains { catalog?.name($0).hasPrefix("Renamed.") == true })
    }
  }

  @Test func amongTheProjectsOwnTablesAGapIsAMistake() throws {
    let tables = try Self.tables()
    #expect(throws: FactError.self) { try CatalogCompiler(FactFolder(tables), takeover: []).compile() }
  }
}
