package import ScopeCatalog
import ScopeLeastPrivilege

/// What every rule judges by: the facts, the rule book, and what the user decided about both.
package struct RuleSet: Sendable {
  package let catalog: Catalog
  package let book: RuleBook
  /// Which rules report a permission wherever it is held.
  package let ratings: PermissionRatings
  package let options: AuditOptions
  /// Permissions by the spelling of their names.
  let permissionNames: PermissionNames
  /// The rules in force that are their record alone.
  let ratingRules: [Rule]

  package init(catalog: Catalog, book: RuleBook, options: AuditOptions) {
    self.catalog = catalog
    self.book = book
    self.options = options
    ratings = PermissionRatings(book: book, catalog: catalog)
    permissionNames = PermissionNames(catalog)
    ratingRules = book.rules.filter { !$0.permissions.isEmpty && !options.rules.isOff($0) }
  }

  /// Whether some rule rates a held permission critical.
  func isCritical(_ held: HeldPermission) -> Bool {
    held.status == .known && held.permission.map { ratings[$0].contains { $0.severity == .critical } } == true
  }
}
