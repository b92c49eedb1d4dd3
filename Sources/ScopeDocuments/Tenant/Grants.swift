package import ScopeValues

/// An application permission that was granted, or a user's or group's admission to an application (appRoleAssignment).
package struct AppRoleAssignment: Sendable {
  /// Where the id of the role stands.
  package var place: RecordedPlace
  package var role: GUID
  /// The role's name, where a declaration looks the id up by it; the id is all zeros then.
  package var roleName: String?
  /// Object id of who holds the role.
  package var principal: GUID
  package var principalName = ""
  package var principalType = PrincipalType.unknown
  /// Object id of the service principal that offers the role.
  package var resource: GUID?
  package var resourceName = ""

  package enum PrincipalType: Sendable {
    case servicePrincipal, user, group, unknown

    init(_ text: String) {
      self =
        switch text.lowercased() {
        case "serviceprincipal": .servicePrincipal
        case "user": .user
        case "group": .group
        default: .unknown
        }
    }
  }

  /// Whether the role is a permission: all zeros stand for mere access, and users hold no permissions of applications.
  package var isPermission: Bool {
    (role != .zero || roleName != nil) && principalType != .user && principalType != .group
  }
}

/// Delegated permissions that were granted to a client (oauth2PermissionGrant).
package struct PermissionGrant: Sendable {
  /// Where the list of scopes stands.
  package var place: RecordedPlace
  /// Object id of the client's service principal.
  package var client: GUID
  /// Object id of the resource's service principal.
  package var resource: GUID?
  package var scopes: [String] = []
  /// Whether it holds for every user (`AllPrincipals`); otherwise for one.
  package var isTenantWide = false
}

/// A directory role that somebody holds (unifiedRoleAssignment).
package struct RoleAssignment: Sendable {
  /// Where the id of the role stands.
  package var place: RecordedPlace
  /// Id of the role's definition; for roles that every tenant has, the id of its template.
  package var role: GUID
  /// Object id of who holds the role.
  package var principal: GUID
  package var principalName = ""
  /// Whether the export says that an application holds it; it does so on request alone.
  package var isServicePrincipal = false
  /// Whether it was read from the memberships of its holder, which say nothing of anybody else.
  package var isMembership = false
  /// What the role holds for: "/" for the whole tenant.
  package var scope = "/"

  package init(place: RecordedPlace, role: GUID, principal: GUID) {
    self.place = place
    self.role = role
    self.principal = principal
  }
}

/// Something that an export of a tenant holds beside applications.
package enum TenantRecord: Sendable {
  case servicePrincipal(ServicePrincipal)
  case assignment(AppRoleAssignment)
  case grant(PermissionGrant)
  case roleAssignment(RoleAssignment)

  /// What a command says that looks at applications alone; nil where the record says no more than they do.
  package var problem: DocumentProblem? {
    if case .servicePrincipal(let principal) = self, principal.isDeclared { return nil }
    let (kind, place) =
      switch self {
      case .servicePrincipal(let principal): (DocumentKind.servicePrincipal, principal.place)
      case .assignment(let assignment): (.appRoleAssignment, assignment.place)
      case .grant(let grant): (.permissionGrant, grant.place)
      case .roleAssignment(let assignment): (.roleAssignment, assignment.place)
      }
    return DocumentProblem(message: kind.sentence, remedy: kind.remedy, position: place.range.start)
  }
}
