internal import CatalogTables
internal import ScopeDocuments
import ScopeValues

/// Builds a catalog out of a folder of upstream's files and of the tables that this version carries.
package enum CatalogFolder {
  /// The compiled catalog.
  ///
  /// - Parameters:
  ///   - folder: with permissions.json, provisioningInfo.json, GraphAppRoles.json and GraphDelegateRoles.json.
  ///   - tenantDate: the day of the ids that a live tenant publishes, as YYYY-MM-DD.
  ///   - operationsDate: the day of the operations, levels and unpublished ids, as YYYY-MM-DD.
  ///   - takeover: names of permissions that lead to control of the tenant or of its devices.
  /// - Throws: ``FactError``, and what reading a file throws.
  package static func compile(
    _ folder: String, tenantDate: String, operationsDate: String, takeover: Set<String>
  ) throws -> [UInt8] {
    let upstream = try UpstreamCatalog(folder: folder)
    let size = upstream.size
    guard size.permissions >= floor.permissions, size.operations >= floor.operations else {
      throw FactError(
        message:
          "it holds \(size.permissions) permissions and \(size.operations) calls, which is not all of Microsoft Graph; take whole files"
      )
    }
    var tables = try embedded()
    tables["permissions.tsv"] = Array(
      upstream.permissionsTable(date: "\(tenantDate), levels of \(operationsDate)").utf8)
    tables["operations.tsv"] = Array(upstream.operationsTable(date: operationsDate).utf8)
    return try CatalogCompiler(FactFolder(tables, acceptsGaps: true), takeover: takeover).compile()
  }

  /// What whole files hold at least: on 20 August 2026 they held 2,128 permissions and 11,215 calls.
  private static let floor = (permissions: 2_000, operations: 10_000)

  /// The tables that are kept by hand, by their names.
  ///
  /// - Throws: ``FactError`` where they cannot be unpacked.
  private static func embedded() throws -> [String: [UInt8]] {
    let packed = UnsafeBufferPointer(
      start: scopeaudit_catalog_tables_bytes(), count: scopeaudit_catalog_tables_size())
    guard let all = try wholeContent(of: readBytes(of: Array(packed)), limit: 64 << 20),
      let end = all.firstIndex(of: ASCII.lineFeed)
    else { throw FactError(message: "the tables of this version cannot be read") }
    let words = String(decoding: all[..<end], as: UTF8.self).split(separator: " ")
    var tables: [String: [UInt8]] = [:]
    var start = end + 1
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      guard let size = Int(words[index + 1]), start + size <= all.count else { break }
      tables[String(words[index])] = Array(all[start..<start + size])
      start += size
    }
    return tables
  }

  /// The tables that ``embedded()`` reads, as one text.
  ///
  /// - Parameter read: gives what a file of rules/catalog holds.
  package static func joined(_ read: (String) throws -> [UInt8]) rethrows -> [UInt8] {
    let tables = try names.map { (name: $0, bytes: try read($0)) }
    return Array((tables.map { "\($0.name) \($0.bytes.count)" }.joined(separator: " ") + "\n").utf8)
      + tables.flatMap(\.bytes)
  }

  /// What is kept by hand of rules/catalog.
  private static let names = [
    "resources.tsv", "permissions-other.tsv", "paths.tsv", "documented.tsv", "corrections.tsv", "readings.tsv",
    "parents.tsv", "options.tsv", "extents.tsv", "published-names.tsv", "directory-roles.tsv", "properties.tsv",
    "applications.tsv", "misprinted-ids.tsv", "inclusions.tsv", "entities.json",
  ]
}
