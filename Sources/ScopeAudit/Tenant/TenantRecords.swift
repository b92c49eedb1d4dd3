package import ScopeDocuments
import ScopeValues

/// What a run has read beside applications, until all inputs are there and can be joined.
package struct TenantRecords: Sendable {
  /// A record and the input that it came from.
  struct Sourced<Record: Sendable>: Sendable {
    var record: Record
    var path: Int
  }

  private(set) var principals: [Sourced<ServicePrincipal>] = []
  private(set) var assignments: [Sourced<AppRoleAssignment>] = []
  private(set) var grants: [Sourced<PermissionGrant>] = []
  private(set) var roleAssignments: [Sourced<RoleAssignment>] = []
  private(set) var paths: [String] = []
  /// Whether some input says who was assigned what, be it that nothing was.
  private(set) var hasAssignments = false
  private(set) var hasGrants = false
  /// Whether some input lists who holds directory roles.
  private(set) var hasRoleAssignments = false

  package init() {}

  package var isEmpty: Bool {
    principals.isEmpty && assignments.isEmpty && grants.isEmpty && roleAssignments.isEmpty
  }

  /// Gives the service principals away.
  mutating func takePrincipals() -> [Sourced<ServicePrincipal>] { exchange(&principals, with: []) }

  /// - Parameter path: the input, as reports call it.
  package mutating func add(_ record: TenantRecord, from path: String) {
    if paths.last != path { paths.append(path) }
    switch record {
    case .servicePrincipal(let principal):
      principals.append(Sourced(record: principal, path: paths.count - 1))
      hasAssignments = hasAssignments || principal.expandedAssignments != nil
    case .assignment(let assignment):
      hasAssignments = true
      // Admissions of users and groups are most of what an export holds, and no rule asks about them.
      if assignment.isPermission { assignments.append(Sourced(record: assignment, path: paths.count - 1)) }
    case .grant(let grant):
      hasGrants = true
      grants.append(Sourced(record: grant, path: paths.count - 1))
    case .roleAssignment(let assignment):
      hasRoleAssignments = hasRoleAssignments || !assignment.isMembership
      roleAssignments.append(Sourced(record: assignment, path: paths.count - 1))
    }
  }
}
