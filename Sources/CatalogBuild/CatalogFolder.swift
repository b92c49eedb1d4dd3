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
    var tables = embedded
    tables["permissions.tsv"] = Array(
      upstream.permissionsTable(date: "\(tenantDate), levels of \(operationsDate)").utf8)
    tables["operations.tsv"] = Array(upstream.operationsTable(date: operationsDate).utf8)
    return try CatalogCompiler(FactFolder(tables), takeover: takeover).compile()
  }

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
