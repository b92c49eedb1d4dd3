/// Resources that are named by a host of their own kind, such as the vaults of Azure Key Vault.
package enum KnownAudience {
  private static let hosts = LineTable("resource-hosts")

  /// The name of the resource that an audience stands for; nil for one that rules/catalog/resource-hosts.tsv lacks.
  package static func name(_ audience: String) -> String? {
    var host = audience.lowercased()[...]
    if host.hasPrefix("https://") { host = host.dropFirst("https://".count) }
    host = host.prefix { $0 != "/" && $0 != ":" }
    // The narrowest host that the table has: vault.azure.net before azure.net.
    while !host.isEmpty {
      if let row = hosts.rows(String(host)).first { return row.dropFirst().first }
      host = host.drop { $0 != "." }.dropFirst()
    }
    return nil
  }
}
