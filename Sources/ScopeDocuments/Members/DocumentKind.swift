import ScopeValues

/// What an object is, told by its members together: one name alone makes nothing of it.
struct ObjectKind {
  private let document: JSONDocument
  private let place: JSONPlace
  let members: MemberSet
  /// `@odata.type`, in lower case.
  private let type: String

  init(_ document: JSONDocument, _ place: JSONPlace) {
    self.document = document
    self.place = place
    members = MemberSet(document, place)
    type =
      members.has(.odataType) ? document.string(document.member(.odataType, of: place))?.lowercased() ?? "" : ""
  }

  /// Whether it has a member that only a registration has.
  var hasApplicationMembers: Bool {
    members.hasAny(
      .requiredResourceAccess, .availableToOtherTenants, .replyUrlsWithType, .isFallbackPublicClient,
      .allowPublicClient, .oauth2AllowImplicitFlow, .oauth2AllowIdTokenImplicitFlow, .accessTokenAcceptedVersion,
      .signInAudienceRestrictions, .preAuthorizedApplications, .federatedIdentityCredentials,
      .authenticationBehaviors) || type.hasSuffix(".application") || showsPlatform
  }

  /// Whether it is a registration, be it a part of one.
  ///
  /// - Parameter isNested: whether it was found inside of something else, where an id and a name say little.
  func isApplication(isNested: Bool) -> Bool {
    if hasApplicationMembers { return true }
    guard !isRecord else { return false }
    if !isPrincipal, members.hasAny(.signInAudience, .passwordCredentials, .keyCredentials, .identifierUris) {
      return true
    }
    guard members.has(.appId), !isPrincipal else { return false }
    if members.hasAny(.web, .spa, .api, .publicClient, .appRoles, .replyUrls, .oauth2Permissions, .publisherDomain) {
      return true
    }
    return !isNested && members.hasAny(.displayName, .name)
  }

  /// Whether a platform of redirect URIs stands in it; other documents call something "web", too.
  private var showsPlatform: Bool {
    for name in [MemberName.web, .spa, .publicClient] where members.has(name) {
      guard let platform = document.member(name, of: place) else { continue }
      if document.member(.redirectUris, of: platform) != nil { return true }
      if document.member(.implicitGrantSettings, of: platform) != nil { return true }
    }
    return false
  }

  /// Whether it is an application as one tenant has it.
  var isPrincipal: Bool {
    type.hasSuffix(".serviceprincipal")
      || members.hasAny(
        .servicePrincipalType, .appOwnerOrganizationId, .servicePrincipalNames, .appRoleAssignmentRequired)
  }

  /// Whether it is an entry of a log or a report, which names applications that it is not.
  private var isRecord: Bool {
    members.hasAny(
      .userPrincipalName, .userId, .permissionType, .principalId, .roleDefinitionId, .consentType, .resourceId)
      || members.has(.appDisplayName) && !members.has(.displayName)
      || members.has(.resourceDisplayName)
  }

  /// The kind of an object that is no registration.
  var other: DocumentKind {
    if isPrincipal { return .servicePrincipal }
    // Azure AD Graph has no appRoleId: the role's id is the assignment's.
    if members.has(.principalId), members.has(.appRoleId) || members.has(.resourceId) && members.has(.principalType) {
      return .appRoleAssignment
    }
    if members.has(.consentType), members.has(.scope) { return .permissionGrant }
    if members.has(.tool), members.has(.schemaVersion), let tool = document.member(.tool, of: place),
      document.string(document.member(.name, of: tool)) == "scopeaudit"
    {
      return .ownReport
    }
    if members.has(.accessToken) { return .accessToken }
    if members.has(.error) { return .errorAnswer }
    if members.has(.schema), members.has(.properties) { return .schema }
    if members.has(.roleDefinitionId), members.has(.principalId) {
      // Azure's roles are paths below a subscription, a management group or the root.
      let role = document.member(.roleDefinitionId, of: place).flatMap { document.string($0) }
      return role?.hasPrefix("/") == true ? .azureRoleAssignment : .roleAssignment
    }
    if members.has(.appId), isRecord { return .record }
    return .unknown
  }
}

/// A kind of JSON document that is not an app registration: what a tenant's export holds beside one, or something that
/// a user may well give instead.
package enum DocumentKind: Sendable {
  case servicePrincipal, appRoleAssignment, permissionGrant, roleAssignment, azureRoleAssignment, accessToken
  case errorAnswer, schema
  case ownReport, record, unknown

  static let exportRemedy = "Export the application as JSON, for example: az ad app show --id <app-id>."

  package var sentence: String {
    switch self {
    case .servicePrincipal: "this is a service principal, not an application"
    case .appRoleAssignment: "this is an app role assignment, not an application"
    case .permissionGrant: "this is a delegated permission grant, not an application"
    case .roleAssignment: "this is an assignment of a directory role, not an application"
    case .azureRoleAssignment: "this is an assignment of an Azure role, which no rule looks at"
    case .accessToken: "this holds an access token, not an app registration"
    case .errorAnswer: "this is an error answer, not an app registration"
    case .schema: "this is a JSON Schema, not data"
    case .ownReport: "this is a report of scopeaudit, not an app registration"
    case .record: "this names an application and is no app registration, but an entry of a log, a report or a list"
    case .unknown: "this is another kind of document, not an app registration"
    }
  }

  /// Whether a folder may well hold it beside registrations; a failed export or a token is no such thing.
  package var isVisiblyOther: Bool {
    switch self {
    case .ownReport, .record, .schema, .azureRoleAssignment, .unknown: true
    case .servicePrincipal, .appRoleAssignment, .permissionGrant, .roleAssignment, .accessToken, .errorAnswer: false
    }
  }

  var remedy: String {
    switch self {
    case .servicePrincipal, .appRoleAssignment, .permissionGrant, .roleAssignment, .azureRoleAssignment, .record:
      "Export the application: az ad app show --id <app-id>."
    case .accessToken: "Pipe it into \u{2018}scopeaudit token\u{2019} instead."
    case .errorAnswer:
      "Look at what the export command answered; \u{2018}scopeaudit diagnose\u{2019} explains refusals."
    case .schema, .ownReport: "Give the app registration itself."
    case .unknown: Self.exportRemedy
    }
  }
}
