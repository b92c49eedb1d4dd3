import ScopeValues

/// Resources that are named by a host of their own kind, such as the vaults of Azure Key Vault.
package enum KnownAudience {
  private static let hosts = LineTable("resource-hosts")

  /// The name of the resource that an audience stands for; nil for one that rules/catalog/resource-hosts.tsv lacks.
  package static func name(_ audience: String) -> String? { row(audience)?.dropFirst().first }

  /// Whether the resource decides by assignments of its own what an application may do: then its tokens carry no roles.
  ///
  /// - Parameter resource: the audience's index in the catalog, where it is known there.
  package static func decidesByAssignments(_ audience: String, _ resource: Int?, _ catalog: Catalog) -> Bool {
    if let row = row(audience) { return row.dropFirst(2).first == byAssignments }
    guard let resource else { return false }
    var decides = false
    hosts.forEach { row in
      guard !decides, row.count > 2, row[2] == byAssignments else { return }
      decides = catalog.resource(named: row[1]) == resource
    }
    return decides
  }

  /// The address of a resource from which `audience` differs in a letter or two; nil where it is one, or none is near.
  package static func nearest(to audience: String, in catalog: Catalog) -> String? {
    var wanted = audience.lowercased()
    if wanted.hasSuffix("/") { wanted.removeLast() }
    guard wanted.hasPrefix("https://"), wanted.utf8.count <= 64, catalog.resource(audience: wanted) == nil,
      name(wanted) == nil
    else { return nil }
    let letters = Array(wanted.utf8)
    var nearest: (address: String, distance: Int)?
    for row in 0..<catalog.count(.audiences, stride: 12) {
      let address = catalog.text(
        catalog.word32(.audiences, row * 12), catalog.word32(.audiences, row * 12 + 4))
      guard address.hasPrefix("https://"),
        let distance = EditDistance.between(letters, Array(address.utf8), limit: 2), distance < nearest?.distance ?? 3
      else { continue }
      nearest = (address, distance)
    }
    return nearest?.address
  }

  private static let byAssignments = "assignments"

  private static func row(_ audience: String) -> [String]? {
    var host = audience.lowercased()[...]
    if host.hasPrefix("https://") { host = host.dropFirst("https://".count) }
    host = host.prefix { $0 != "/" && $0 != ":" }
    // The narrowest host that the table has: vault.azure.net before azure.net.
    while !host.isEmpty {
      if let row = hosts.rows(String(host)).first { return row }
      host = host.drop { $0 != "." }.dropFirst()
    }
    return nil
  }
}
