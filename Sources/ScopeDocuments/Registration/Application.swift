package import ScopeValues

/// An app registration, whatever export it came in.
///
/// Every property keeps absent, null and value apart (``Property``) and knows where its value stood.
package struct Application: Sendable {
  package var document: JSONDocument
  package var place: JSONPlace
  package var dialect: Dialect

  package var appId: Property<String> = .absent
  package var objectId: Property<String> = .absent
  package var displayName: Property<String> = .absent

  package var signInAudience: Property<String> = .absent
  package var availableToOtherTenants: Property<Bool> = .absent
  package var signInAudienceRestrictions: Property<AudienceRestriction> = .absent
  package var publisherDomain: Property<String> = .absent
  package var created: Property<Timestamp> = .absent
  package var verifiedPublisherId: Property<String> = .absent
  package var servicePrincipalLock: Property<ServicePrincipalLock> = .absent

  package var requiredResourceAccess: Property<[ResourceAccess]> = .absent
  /// Whether something of the application could not be understood, so that it may ask for more than the list says.
  package var hasMisreadAccess = false

  package var redirects = RedirectURIs()
  package var logoutURL: Property<String> = .absent

  package var isFallbackPublicClient: Property<Bool> = .absent
  package var implicitAccessToken: Property<Bool> = .absent
  package var implicitIDToken: Property<Bool> = .absent
  package var acceptMappedClaims: Property<Bool> = .absent
  package var requestedAccessTokenVersion: Property<Int> = .absent
  package var removeUnverifiedEmailClaim: Property<Bool> = .absent
  package var blockAzureADGraphAccess: Property<Bool> = .absent
  /// Names of the optional claims that any of the three kinds of token asks for.
  package var optionalClaims: Property<[JSONPlace]> = .absent

  package var passwordCredentials: Property<[Credential]> = .absent
  package var keyCredentials: Property<[Credential]> = .absent
  package var federatedCredentials: Property<[FederatedCredential]> = .absent

  package var identifierURIs: Property<[JSONPlace]> = .absent
  package var exposedScopes: Property<[ExposedPermission]> = .absent
  package var appRoles: Property<[ExposedPermission]> = .absent
  package var preAuthorizedClients: Property<[PreAuthorizedClient]> = .absent

  /// Nil where the export does not show owners, which it does on request alone.
  package var owners: (value: Owners, place: JSONPlace)?

  /// Whether it is a list of permissions by itself, whoever asks for them.
  package var isFragment = false
  /// Whether it is what a source says of an application or a holder of grants that is declared elsewhere.
  package var isPartial = false
  /// Whether resources may be named by any name, so that one that nobody knows is an API of one's own.
  package var namesOwnResources = false
  /// What shows that the export is not whole.
  package var exportFaults: [ExportFault] = []
  /// The first property of each of the two formats, where both occur.
  package var mixedFormats: MixedFormats?

  package init(document: JSONDocument, place: JSONPlace, dialect: Dialect) {
    self.document = document
    self.place = place
    self.dialect = dialect
  }
}

/// The format in which an application was told.
package enum Dialect: String, Sendable {
  case graph, azureADGraph, mixed, undetermined, powerShell, teamsTemplate, terraform, bicep, shell
  /// The package of a web part.
  case sharePointFramework
  /// No format of a registration: the application as one tenant has it.
  case servicePrincipal

  /// Whether the format says all there is to say, so that what it leaves out is not there; an export may not have been
  /// asked for it.
  package var isDeclaration: Bool {
    switch self {
    case .teamsTemplate, .terraform, .bicep: true
    case .graph, .azureADGraph, .mixed, .undetermined, .powerShell, .shell, .sharePointFramework, .servicePrincipal:
      false
    }
  }

  package var phrase: String {
    switch self {
    case .graph: "Microsoft Graph"
    case .azureADGraph: "Azure AD Graph (legacy)"
    case .mixed: "mixed"
    case .undetermined: "undetermined"
    case .powerShell: "PowerShell"
    case .teamsTemplate: "Teams template"
    case .terraform: "Terraform"
    case .bicep: "Bicep"
    case .shell: "shell script"
    case .sharePointFramework: "SharePoint Framework"
    case .servicePrincipal: "service principal"
    }
  }
}

/// What shows that an export does not hold all it should.
package enum ExportFault: Sendable {
  /// The last page names a next page.
  case nextPage(JSONPlace)
  /// The page counts more entries than there are.
  case count(JSONPlace)
  /// PowerShell printed a nested object as the name of its type.
  case cutOff(JSONPlace)

  package var place: JSONPlace {
    switch self {
    case .nextPage(let place), .count(let place), .cutOff(let place): place
    }
  }
}

/// One property of the legacy format and one of the Graph format, by the places of their names.
package struct MixedFormats: Sendable {
  package var legacy: JSONPlace
  package var graph: JSONPlace
}
