internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// What the rules for tenants ask about one service principal, joined from all inputs.
struct PrincipalFacts: Sendable {
  /// A delegated grant for every user, and what was granted by it.
  struct TenantWideGrant: Sendable {
    var place: JSONPlace
    var permissions: [HeldPermission] = []
  }

  /// Nil where no input shows the service principal, so that only its grants are known.
  var principal: ServicePrincipal?
  /// Where it stands; for one that is not shown, the first of its grants.
  var place: JSONPlace
  var organizationPlace: JSONPlace?
  var assignmentPlace: JSONPlace?
  /// Places of its credentials, in their order.
  var credentialPlaces: [JSONPlace] = []
  /// The addresses to which signed-in users are sent; nil where the export does not say.
  var replyURLs: [(text: String, place: JSONPlace)]?
  /// The directory roles that it holds; nil where no input says who holds which.
  var directoryRoles: [HeldRole]?
  /// Where its number of sponsors stands, for an agent.
  var sponsorsPlace: JSONPlace?
  var ownership: Ownership
  var tenantWideGrants: [TenantWideGrant] = []
  /// By position among the held permissions: whether it was granted for all users or to the application itself.
  var isForAll: [Bool] = []
  /// What the application asks for.
  var request: TenantDirectory.Request
  /// Resources by flow of which something was granted: there the list of grants is known.
  var answered: Set<Answer> = []
  /// Whether all assignments stand inside of the service principal.
  var hasAllAssignments = false
  /// Whether every input could be read to its end.
  var isComplete: Bool
  var home: HomeTenant

  /// Why a grant's permission is not known whose resource no input shows.
  static let missingPrincipals =
    "the resource of a grant is not among the inputs: export the service principals, az ad sp list --all"

  /// A directory role that it holds.
  struct HeldRole: Sendable {
    var role: GUID
    var scope: String
    var place: JSONPlace
  }

  struct Answer: Hashable, Sendable {
    var resource: Int
    var flow: Flow
  }

  var isManagedIdentity: Bool { principal?.type == .managedIdentity }

  /// Whether Microsoft publishes the application; nil where the export does not say.
  var isMicrosofts: Bool? { principal?.ownerOrganization.map { HomeTenant.microsoft.contains($0.value) } }
}

/// Who owns an application or a service principal, as the rules about owners see it.
struct Ownership: Sendable {
  /// Nil where the export does not show owners.
  var owners: Owners?
  /// Where the list stands.
  var place: JSONPlace?
  /// Whether it can have owners: managed identities and Microsoft's own applications cannot have, or need, any.
  var isPossible = true
  /// The word for what is owned.
  var noun: String
}
