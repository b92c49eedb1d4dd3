package import ScopeCatalog
import ScopeLeastPrivilege

/// What every rule judges by: the facts, the rule book, and what the user decided about both.
package struct RuleSet: Sendable {
  package let catalog: Catalog
  package let book: RuleBook
  /// Which rules report a permission wherever it is held.
  package let ratings: PermissionRatings
  package internal(set) var options: AuditOptions
  /// The rules in force that are their record alone.
  let ratingRules: [Rule]

  /// - Parameter ratings: by the catalog and the book, where they are known.
  package init(catalog: Catalog, book: RuleBook, ratings: PermissionRatings? = nil, options: AuditOptions) {
    self.catalog = catalog
    self.book = book
    self.options = options
    var ratings = ratings ?? PermissionRatings(book: book, catalog: catalog)
    ratings.add(options.organization, book)
    self.ratings = ratings
    ratingRules = book.rules.filter { rule in
      let rates = rule.id == OrganizationPermissions.ruleID ? !options.organization.isEmpty : !rule.permissions.isEmpty
      return rates && !options.rules.isOff(rule)
    }
  }
}
