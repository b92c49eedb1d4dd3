package import ScopeCatalog
package import ScopeDocuments
package import ScopeValues

/// Everything that the audit found out about one application; it refers to no document any more.
package struct ApplicationResult: Sendable {
  package var appId: String
  package var displayName: String
  package var dialect: Dialect
  /// signInAudience as it is written, or what availableToOtherTenants says.
  package var audience: String?
  /// How many applications came before in this run.
  package var ordinal: Int
  /// How many applications of the same name and id came before in this run.
  package var namesakes: Int
  package var location: Location
  package var permissions: [PermissionResult] = []
  /// Whether the export shows which permissions it asks for.
  package var showsPermissions = true
  /// What of its permissions was not understood.
  package var unread: [UnreadPermission] = []
  /// How many owners it has; nil where the export does not show them.
  package var owners: Int?
  /// The first of them, as the export names them.
  package var ownerNames: [String] = []
  /// Secrets and certificates with their dates; empty where the export shows none.
  package var credentials: [CredentialDates] = []
  /// The worst first.
  package var findings: [Finding] = []
  /// The rules of which a filter left findings out, by index in the rule book.
  package var unshown: [Int: FilterOption] = [:]
  /// By rule.
  package var notAssessable: [NotAssessable] = []
  /// How it differs from an earlier state, where a run compares two.
  package var changes: [Change] = []
  /// What fingerprints know the application by.
  var identity: String

  init(_ application: Application, holdings: Holdings, ordinal: Int, namesakes: Int) {
    let id = application.appId.value ?? ""
    appId = ShownText.of(id)
    let name = application.displayName.value ?? ""
    displayName = SafeText.shortened(ShownText.of(name), SafeText.longestName)
    dialect = application.dialect
    audience = application.signInAudience.value
    if audience == nil, let available = application.availableToOtherTenants.value {
      audience = available ? "availableToOtherTenants" : "AzureADMyOrg"
    }
    self.ordinal = ordinal
    self.namesakes = namesakes
    showsPermissions = holdings.obstacle == nil
    owners = application.owners?.value.count
    ownerNames = CredentialDates.shownNames(application.owners?.value)
    credentials = CredentialDates.list(application)
    identity = id.isEmpty ? application.objectId.value ?? name : id
    location = Location(path: "", range: SourceRange(start: .start, end: .start), pointer: "")
  }

  /// A result that was saved before; it has no place in fingerprints any more.
  package init(
    appId: String, displayName: String, dialect: Dialect, audience: String?, ordinal: Int, namesakes: Int = 0,
    location: Location, permissions: [PermissionResult] = [], findings: [Finding] = []
  ) {
    self.appId = ShownText.of(appId)
    self.displayName = ShownText.of(displayName)
    self.dialect = dialect
    self.audience = audience
    self.ordinal = ordinal
    self.namesakes = namesakes
    self.location = location
    self.permissions = permissions
    self.findings = findings
    identity = ""
  }

  /// Whether it is an application as one tenant has it, and its permissions are what was granted.
  package var isServicePrincipal: Bool { dialect == .servicePrincipal }

  /// Which rules it was judged by.
  package var scope: JudgingRules.Scope {
    isServicePrincipal ? .servicePrincipal : owners == nil ? .application : .ownedApplication
  }

  /// The worst severity that counts: suppressed findings do not.
  package var worst: Severity? { findings.lazy.filter { $0.state != .suppressed }.map(\.severity).max() }
}

extension Identifier {
  /// The id, or the name as it may be shown.
  fileprivate var shown: Identifier {
    if case .name(let name) = self { .name(ShownText.of(name)) } else { self }
  }
}

/// One requested permission, listed once however often it is requested, and where it stands.
package struct PermissionResult: Sendable {
  package var resourceIdentifier: Identifier?
  package var resource: Int?
  package var flow: Flow?
  package var identifier: Identifier?
  package var permission: Permission?
  package var status: HeldPermission.Status
  /// What stands in place of the id, where it is not the id as Entra prints it.
  package var written: String?
  /// Where it stands first.
  package var position: TextPosition
  /// How often it stands in the list.
  package var times = 1
  /// The input, where it is another one than the application's.
  package var path: String?
  /// What does less and suffices in its place, where the application's needs are known.
  package var replacements: [Permission] = []

  package init(_ held: HeldPermission, position: TextPosition) {
    resourceIdentifier = held.resourceIdentifier?.shown
    resource = held.resource
    flow = held.flow
    identifier = held.identifier?.shown
    permission = held.permission
    status = held.status
    written = held.written.map(ShownText.of)
    self.position = position
  }

  /// The id of the permission: as it is written, or what the name that is written stands for.
  package var id: GUID? {
    switch identifier {
    case .guid(let guid): guid
    case .name: permission.flatMap { $0.hasIdentifier ? GUID(high: $0.high, low: $0.low) : nil }
    case nil: nil
    }
  }

  /// The application id of the resource, in the same way.
  package func resourceAppId(_ catalog: Catalog) -> GUID? {
    if case .guid(let guid) = resourceIdentifier { return guid }
    return resource.map { index in
      let known = catalog.resourceIdentifier(index)
      return GUID(high: known.high, low: known.low)
    }
  }
}
