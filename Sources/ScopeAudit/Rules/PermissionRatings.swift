package import ScopeCatalog
import ScopeValues

/// Which rules report a permission wherever it is held: the records' lists, turned round.
package struct PermissionRatings: Sendable {
  package struct Rating: Sendable {
    package let rule: Rule
    package let severity: Severity
    /// What the permission lets its holder do, in one sentence.
    package let effect: String
    /// What narrows it and cannot be known from an export; empty where nothing does.
    var unknowable = ""
    /// Present where the rating is of the organisation's own list.
    var organization: OrganizationPermissions.Entry?

    /// Whether the rating is about an application; nil for an application without a readable id.
    func isAbout(_ appId: @autoclosure () -> GUID?) -> Bool { organization?.isAbout(appId()) ?? true }
  }

  /// By index of the permission in the catalog.
  private var ratings: [[Rating]]

  /// By the rule book and the catalog in force.
  package static let shared = PermissionRatings(book: .shared, catalog: .shared)

  package init(book: RuleBook, catalog: Catalog) {
    ratings = Array(repeating: [], count: catalog.permissionCount)
    // Hundreds of rated permissions are of two dozen resources.
    var resources: [String: Int?] = [:]
    func index(of resource: String) -> Int? {
      if let known = resources[resource] { return known }
      let index = catalog.resource(named: resource)
      resources[resource] = .some(index)
      return index
    }
    for rule in book.rules {
      for rated in rule.permissions {
        guard let resource = index(of: rated.resource) else { continue }
        for permission in catalog.permissions(named: rated.name) where permission.resource == resource {
          let severity = permission.flow == .application ? rated.application : rated.delegated
          guard let severity else { continue }
          ratings[permission.index].append(
            Rating(
              rule: rule, severity: severity, effect: rated.effect,
              unknowable: permission.flow == .application ? rated.unknowable : ""))
        }
      }
    }
  }

  /// Adds the organisation's own list.
  mutating func add(_ organization: OrganizationPermissions, _ book: RuleBook) {
    guard let rule = book.rule(OrganizationPermissions.ruleID) else { return }
    for (index, entries) in organization.entries {
      for entry in entries {
        ratings[index].append(
          Rating(rule: rule, severity: entry.severity, effect: entry.effect, organization: entry))
      }
    }
  }

  package subscript(permission: Permission) -> [Rating] { ratings[permission.index] }
}
