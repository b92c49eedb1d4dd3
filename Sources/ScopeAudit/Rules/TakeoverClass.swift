package import ScopeCatalog

/// Permissions that lead to control of the tenant or of its devices, by the rule book's own lists.
package enum TakeoverClass {
  private static let rules = [
    "tenant-takeover-permission", "device-takeover-permission", "destructive-device-permission",
  ]

  /// Name indexes on Microsoft Graph of what these rules rate critical.
  package static func names(_ catalog: Catalog, book: RuleBook = .shared) -> Set<Int> {
    var names: Set<Int> = []
    for rule in rules.compactMap({ book.rule($0) }) {
      for rated in rule.permissions where rated.application == .critical && rated.resource == "Microsoft Graph" {
        for permission in catalog.permissions(named: rated.name) { names.insert(permission.nameIndex) }
      }
    }
    return names
  }
}
