/// An app registration, whatever export it came in.
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
  package var requiredResourceAccess: Property<[ResourceAccess]> = .absent
  package var verifiedPublisherId: Property<String> = .absent
  package var servicePrincipalLock: Property<ServicePrincipalLock> = .absent
  package var isFallbackPublicClient: Property<Bool> = .absent
  package var webRedirectURIs: [JSONPlace] = []
  package var publicClientRedirectURIs: [JSONPlace] = []
  package var passwordCredentialCount: Property<Int> = .absent
  package var keyCredentialCount: Property<Int> = .absent
}

/// The format in which an application was told.
package enum Dialect: String, Sendable {
  case graph, azureADGraph, mixed, undetermined, powerShell, teamsTemplate, terraform, bicep

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
    }
  }
}

/// One requested permission: the resource, the id and the type as they are written.
package struct ResourceAccess: Sendable {
  package var resource: Property<String>
  package var id: Property<String>
  /// "Role" or "Scope", in any letter case.
  package var type: Property<String>
  /// Names that stand beside the id: sibling members and the comment on the line.
  package var labels: [String]
}

/// Which tenants a multi-tenant application lets in.
package enum AudienceRestriction: Sendable {
  case unrestricted
  case allowedTenants(Int)
  case other
}

/// How much of its service principals an application locks.
package struct ServicePrincipalLock: Sendable {
  package var isEnabled: Bool?
  package var coversCredentials: Bool
}
