/// What sources declare of applications and grants, in no tool's words.
package struct Declarations: Sendable {
  package var applications: [DeclaredApplication] = []
  package var assignments: [DeclaredAssignment] = []
  package var grants: [DeclaredGrant] = []
  package var roles: [DeclaredRole] = []
  /// What is decided at run time, beside the permissions that say so themselves.
  package var gaps: [SourceGap] = []
  /// Files that belong to a declaration, and so are no input of their own.
  package var usedFiles: Set<String> = []

  package init() {}

  package mutating func add(_ other: Declarations) {
    applications += other.applications
    assignments += other.assignments
    grants += other.grants
    roles += other.roles
    gaps += other.gaps
    usedFiles.formUnion(other.usedFiles)
  }

  package var isEmpty: Bool {
    applications.isEmpty && assignments.isEmpty && grants.isEmpty && roles.isEmpty && !gaps.contains(where: \.isOpen)
  }
}

/// An app registration as a source declares it.
package struct DeclaredApplication: Sendable {
  package var language: SourceLanguage
  /// What the source calls it: `azuread_application.mail`.
  package var address: String
  package var place: SourceOrigin
  /// Properties by the names of Microsoft Graph or Terraform, without requiredResourceAccess.
  package var members: [ValueMember] = []
  package var permissions: [DeclaredPermission] = []
  /// Where the list of permissions stands; nil where none is declared.
  package var permissionsPlace: SourceOrigin?
  /// Whether the source changes an application that is not declared here, so that what it does not say, others may.
  package var isPartial = false

  package init(language: SourceLanguage, address: String, place: SourceOrigin) {
    self.language = language
    self.address = address
    self.place = place
  }
}

extension DeclaredApplication {
  /// Whether it asks for the same permissions, in the same order, by literals alone.
  func asksTheSame(as other: DeclaredApplication) -> Bool {
    func written(_ application: DeclaredApplication) -> [String?] {
      application.permissions.flatMap { [$0.resource.text, $0.type.text, $0.id.text] }
    }
    return !permissions.isEmpty && written(self) == written(other) && !written(self).contains(nil)
  }
}

/// A permission that an application asks for.
package struct DeclaredPermission: Sendable {
  /// The API, by id or name.
  package var resource: SourceValue
  /// Role or Scope.
  package var type: SourceValue
  /// The permission, by id or name.
  package var id: SourceValue
  /// Where the entry begins that holds the id; labels stand above it.
  package var entry: SourceOrigin?
  /// Names beside the id.
  package var labels: [SourceValue] = []

  package init(
    resource: SourceValue, type: SourceValue, id: SourceValue, entry: SourceOrigin? = nil, labels: [SourceValue] = []
  ) {
    self.resource = resource
    self.type = type
    self.id = id
    self.entry = entry
    self.labels = labels
  }
}

/// An app role that is granted.
package struct DeclaredAssignment: Sendable {
  package var role: SourceValue
  package var resource: SourceValue
  /// What the source calls the service principal that gets it.
  package var principal: String
  package var place: SourceOrigin
  package var language: SourceLanguage

  package init(
    role: SourceValue, resource: SourceValue, principal: String, place: SourceOrigin, language: SourceLanguage
  ) {
    self.role = role
    self.resource = resource
    self.principal = principal
    self.place = place
    self.language = language
  }
}

/// Delegated permissions that are granted.
package struct DeclaredGrant: Sendable {
  package var scopes: SourceValue
  package var resource: SourceValue
  package var principal: String
  /// Whether every user is meant.
  package var isTenantWide: Bool
  package var place: SourceOrigin
  package var language: SourceLanguage

  package init(
    scopes: SourceValue, resource: SourceValue, principal: String, isTenantWide: Bool, place: SourceOrigin,
    language: SourceLanguage
  ) {
    self.scopes = scopes
    self.resource = resource
    self.principal = principal
    self.isTenantWide = isTenantWide
    self.place = place
    self.language = language
  }
}

/// A directory role that an application gets.
package struct DeclaredRole: Sendable {
  /// The role, by the id of its template or by its name.
  package var role: SourceValue
  /// What the source calls the service principal that gets it.
  package var principal: String
  /// What the role holds for: "/" for the whole tenant.
  package var scope: String
  package var place: SourceOrigin

  package init(role: SourceValue, principal: String, scope: String, place: SourceOrigin) {
    self.role = role
    self.principal = principal
    self.scope = scope
    self.place = place
  }
}

/// A property that is decided at run time.
package struct SourceGap: Sendable {
  /// The property, with its article: "a redirect URI".
  package var what: String
  package var hole: Hole
  /// Whether the list of permissions itself is not known.
  package var isOpen: Bool

  package init(_ what: String, _ hole: Hole, isOpen: Bool = false) {
    self.what = what
    self.hole = hole
    self.isOpen = isOpen
  }
}

/// A language in which registrations are declared.
package enum SourceLanguage: String, Sendable, CaseIterable {
  case terraform, bicep, powerShell, shell
}
