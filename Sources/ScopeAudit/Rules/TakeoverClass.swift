package import ScopeCatalog

/// Permissions that lead to control of the tenant or of its devices, by the rule book's own lists.
package enum TakeoverClass {
  private static let rules = [
    "tenant-takeover-permission", "device-takeover-permission", "destructive-device-permission",
  ]

  /// Name indexes on Microsoft Graph of what these rules rate critical.
  package static func names(_ catalog: Catalog, book: RuleBook = .shared) -> Set<Int> {
    Set(names(in: book).lazy.flatMap { catalog.permissions(named: $0) }.map(\.nameIndex))
  }

  /// Names of what these rules rate critical on Microsoft Graph.
  package static func names(in book: RuleBook) -> Set<String> {
    var names: Set<String> = []
    for rule in rules.compactMap({ book.rule($0) }) {
      for rated in rule.permissions where rated.application == .critical && rated.resource == "Microsoft Graph" {
        names.insert(rated.name)
      }
    }
    return names
  }
}

extension TakeoverClass {
  /// Whether a rating says that a permission leads to control: critical for the application itself, one less where a
  /// privileged user has to sign in.
  static func holds(_ rating: PermissionRatings.Rating, _ flow: Flow) -> Bool {
    rules.contains(rating.rule.id) && rating.severity >= (flow == .application ? .critical : .high)
  }
}
