package import ScopeValues

/// An application as it stands in one tenant; a managed identity has no other form.
package struct ServicePrincipal: Sendable {
  package var place: RecordedPlace
  /// What grants know it by; nil where the export does not show it.
  package var objectId: GUID?
  package var appId: GUID?
  package var displayName = ""
  package var type = Kind.unknown
  /// The application's signInAudience, as the tenant copied it.
  package var audience: String?
  /// The tenant in which the application is registered; nil where the export does not say.
  package var ownerOrganization: Recorded<GUID>?
  /// Whether only assigned users get in.
  package var requiresAssignment: Recorded<Bool>?
  /// The addresses to which signed-in users are sent; nil where the export does not say.
  package var replyURLs: [Recorded<String>]?
  /// What makes it an agent; nil for anything else.
  package var agent: Agent?
  /// Nil where the export does not show owners, which it does on request alone.
  package var owners: Recorded<Owners>?
  /// Secrets and certificates of its own; nil where the export does not show both lists.
  package var credentials: [PrincipalCredential]?
  /// Whether a declaration makes it or looks it up, so that it says no more than who holds what.
  package var isDeclared = false
  /// How many assignments stand inside of it (`$expand`); nil where none were asked for.
  package var expandedAssignments: Int?
  /// Ids that stand where no list of grants is read, the first of them: one that is a permission's was missed.
  package var unread: [Recorded<GUID>] = []

  /// servicePrincipalType.
  package enum Kind: Sendable {
    case application, managedIdentity, legacy, socialIdentityProvider, unknown

    init(_ text: String) {
      self =
        switch text.lowercased() {
        case "application": .application
        case "managedidentity": .managedIdentity
        case "legacy": .legacy
        case "socialidp": .socialIdentityProvider
        default: .unknown
        }
    }
  }

  /// What an agent identity says of itself.
  package struct Agent: Sendable {
    /// Whether it is the principal of a blueprint, from which agents are made.
    package var isBlueprint = false
    /// Application id of the blueprint that it was made from.
    package var blueprint: GUID?
    /// How many sponsors it has; nil where the export does not show them.
    package var sponsors: Recorded<Int>?
  }

  package init(place: RecordedPlace) { self.place = place }

  /// Takes from another export of the same service principal what this one does not show.
  package mutating func complete(from other: ServicePrincipal) {
    appId = appId ?? other.appId
    isDeclared = isDeclared && other.isDeclared
    if displayName.isEmpty { displayName = other.displayName }
    if type == .unknown { type = other.type }
    audience = audience ?? other.audience
    ownerOrganization = ownerOrganization ?? other.ownerOrganization
    requiresAssignment = requiresAssignment ?? other.requiresAssignment
    replyURLs = replyURLs ?? other.replyURLs
    agent = agent ?? other.agent
    owners = owners ?? other.owners
    credentials = credentials ?? other.credentials
    expandedAssignments = expandedAssignments ?? other.expandedAssignments
    unread += other.unread
  }
}

/// Who may change an application or a service principal without any role.
package struct Owners: Hashable, Sendable {
  package var count = 0
  /// Of them: users invited from elsewhere, as far as the export says so.
  package var guests = 0
  /// Of them: applications.
  package var servicePrincipals = 0
  /// Of them: those of whom the export does not say what they are, or whether they are guests.
  package var unidentified = 0
  /// The first of them by user principal name, display name or id, as the export writes it.
  package var names: [String] = []
  /// How many names are kept.
  package static let longestList = 20
}

/// A secret or certificate that stands on a service principal.
package struct PrincipalCredential: Sendable {
  /// The key id, by which it is found and deleted; the whole entry where it has none.
  package var place: RecordedPlace
  package var end: Timestamp?
  /// Whether it signs tokens for SAML, alone or as the other half of a pair, and so does not sign in.
  package var isForSigning = false
  package var isCertificate: Bool
}
