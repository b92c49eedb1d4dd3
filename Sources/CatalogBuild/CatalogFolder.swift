internal import CatalogTables

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
    var tables = embedded
    tables["permissions.tsv"] = Array(
      upstream.permissionsTable(date: "\(tenantDate), levels of \(operationsDate)").utf8)
    tables["operations.tsv"] = Array(upstream.operationsTable(date: operationsDate).utf8)
    return try CatalogCompiler(FactFolder(tables, acceptsGaps: true), takeover: takeover).compile()
  }

  /// What whole files hold at least: on 20 August 2026 they held 2,128 permissions and 11,215 calls.
  private static let floor = (permissions: 2_000, operations: 10_000)

  /// The tables that are kept by hand, by their names.
  private static var embedded: [String: [UInt8]] {
    var tables: [String: [UInt8]] = [:]
    for index in 0..<scopeaudit_catalog_table_count() {
      guard let table = scopeaudit_catalog_table(index)?.pointee else { continue }
      tables[String(cString: table.name)] = Array(UnsafeBufferPointer(start: table.bytes, count: table.size))
    }
    return tables
  }
}
