internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A directory role that an application holds: it acts with it, and nobody signs in.
  static let directoryRolePrincipal = Check(principal: "directory-role-principal") { facts, context in
    guard let roles = facts.directoryRoles else {
      return context.cannotAssess(
        "no input says who holds directory roles: az rest --url https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments"
      )
    }
    guard facts.isMicrosofts != true else { return }
    for held in roles {
      let known = context.catalog.directoryRole((held.role.high, held.role.low))
      let extent = held.scope == "/" ? "in the whole tenant" : "for \(held.scope.prefix(120))"
      guard let known else {
        context.cannotAssess("the catalog does not know a directory role, such as one of the tenant's own")
        continue
      }
      let full = Severity(rawValue: known.severityRank) ?? .medium
      // Within an administrative unit, or for one object, it reaches less.
      let severity = held.scope == "/" || full == .low ? full : Severity(rawValue: full.rawValue - 1) ?? full
      context.report(
        held.place, "Holds the directory role \(known.name) \(extent), with nobody signed in.",
        subject: [held.role.description, held.scope], severity: severity)
    }
  }
}
