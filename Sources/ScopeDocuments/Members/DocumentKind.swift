import ScopeValues

/// What an object is, told by its members together: one name alone makes nothing of it.
struct ObjectKind {
  private let document: JSONDocument
  private let place: JSONPlace
  let members: MemberSet
  private let isListedAsPrincipal: Bool
  /// `@odata.type`, in lower case.
  private let type: String

  /// - Parameter isListedAsPrincipal: whether the page that it stands on says that it lists service principals.
  init(_ document: JSONDocument, _ place: JSONPlace, isListedAsPrincipal: Bool = false) {
    self.document = document
    self.place = place
    members = MemberSet(document, place)
    type =
      members.has(.odataType) ? document.string(document.member(.odataType, of: place))?.lowercased() ?? "" : ""
    self.isListedAsPrincipal = isListedAsPrincipal || Self.isOfPrincipals(document, place)
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
    isListedAsPrincipal || type.hasSuffix(".serviceprincipal")
      || members.hasAny(
        .servicePrincipalType, .appOwnerOrganizationId, .servicePrincipalNames, .appRoleAssignmentRequired)
      || !hasApplicationMembers && members.has(.appId)
        && Self.partsOfPrincipals.contains { document.rareMember($0, of: place) != nil }
  }

  /// Members that Microsoft Graph gives to service principals and to no application.
  ///
  /// Source: learn.microsoft.com/graph/api/resources/serviceprincipal, and /application.
  private static let partsOfPrincipals: [StaticString] = [
    "accountenabled", "alternativenames", "loginurl", "preferredsinglesignonmode", "samlsinglesignonsettings",
    "preferredtokensigningkeythumbprint",
  ]

  /// Whether `@odata.context` says that service principals stand there: `…/$metadata#servicePrincipals(id,appId)`.
  static func isOfPrincipals(_ document: JSONDocument, _ place: JSONPlace) -> Bool {
    guard let context = document.member(.odataContext, of: place), let text = document.string(context)?.lowercased(),
      let list = text.split(separator: "#", maxSplits: 1).dropFirst().first
    else { return false }
    let whole = list.hasSuffix("/$entity") ? list.dropLast("/$entity".count) : list
    // servicePrincipals('…')/appRoleAssignments is what belongs to one.
    return whole.prefix { $0 != "(" } == "serviceprincipals" && !whole.contains("/")
  }

  /// Whether it is an entry of a log or a report, which names applications that it is not.
  private var isRecord: Bool {
    members.hasAny(
      .userPrincipalName, .userId, .permissionType, .principalId, .roleDefinitionId, .consentType, .resourceId)
      || members.has(.appDisplayName) && !members.has(.displayName)
      || members.has(.resourceDisplayName)
  }

  /// Members by one of which the manifest of a Teams app is told from others with a version.
  ///
  /// Source: developer.microsoft.com/json-schemas/teams/v1.16/MicrosoftTeams.schema.json.
  private static let partsOfTeams: [StaticString] = [
    "webapplicationinfo", "authorization", "packagename", "statictabs", "configurabletabs", "bots",
    "composeextensions",
  ]

  /// Whether it says by its type that it is something else than an application, among which a list may hold it: a user,
  /// a group, a device, or a record of AzureHound with its kind, {"kind": "AZGroup", "data": {…}}.
  ///
  /// Source: github.com/SpecterOps/AzureHound.
  static func isCollected(_ document: JSONDocument, _ place: JSONPlace) -> Bool {
    // What somebody owns, or what a group holds, is listed with its type.
    if let type = document.member(.odataType, of: place).flatMap({ document.string($0) })?.lowercased(),
      typesBeside.contains(type), document.member(.appId, of: place) == nil
    {
      return true
    }
    guard let kind = document.member(.kind, of: place), let text = document.string(kind) else { return false }
    return kindsBeside.contains(text) && document.rareMember("data", of: place) != nil
  }

  /// Source: learn.microsoft.com/graph/api/resources/directoryobject (derived types).
  private static let typesBeside: Set<String> = [
    "#microsoft.graph.user", "#microsoft.graph.group", "#microsoft.graph.device", "#microsoft.graph.orgcontact",
    "#microsoft.graph.administrativeunit",
  ]

  private static let kindsBeside: Set<String> = [
    "AZUser", "AZGroup", "AZGroupMember", "AZGroupOwner", "AZDevice", "AZDeviceOwner", "AZTenant", "AZSubscription",
    "AZResourceGroup", "AZManagementGroup", "AZVM", "AZKeyVault", "AZRole",
  ]

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
    // Optional claims have a list of that name.
    if let token = document.member(.accessToken, of: place), document.kind(token) == .string { return .accessToken }
    if members.has(.error) { return .errorAnswer }
    if members.has(.schema), members.has(.properties) { return .schema }
    if members.has(.roleDefinitionId), members.has(.principalId) {
      // Azure's roles are paths below a subscription, a management group or the root.
      let role = document.member(.roleDefinitionId, of: place).flatMap { document.string($0) }
      return role?.hasPrefix("/") == true ? .azureRoleAssignment : .roleAssignment
    }
    if members.has(.appId), isRecord { return .record }
    if document.rareMember("manifestversion", of: place) != nil,
      Self.partsOfTeams.contains(where: { document.rareMember($0, of: place) != nil })
    {
      return .teamsManifest
    }
    return .unknown
  }
}

/// A kind of JSON document that is not an app registration: what a tenant's export holds beside one, or something that
/// a user may well give instead.
package enum DocumentKind: Sendable {
  case servicePrincipal, appRoleAssignment, permissionGrant, roleAssignment, azureRoleAssignment, accessToken
  case errorAnswer, schema, teamsManifest
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
    case .teamsManifest:
      "this is the manifest of a Teams app, not an app registration; the permissions in it count only in the team, chat or meeting that consents to them, and no rule looks at them"
    case .ownReport: "this is a report of scopeaudit, not an app registration"
    case .record: "this names an application and is no app registration, but an entry of a log, a report or a list"
    case .unknown: "this is another kind of document, not an app registration"
    }
  }

  /// Whether a folder may well hold it beside registrations; a failed export or a token is no such thing.
  package var isVisiblyOther: Bool {
    switch self {
    case .ownReport, .record, .schema, .teamsManifest, .azureRoleAssignment, .unknown: true
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
    case .teamsManifest:
      "Give aad.manifest.json, or the application whose id stands in webApplicationInfo: az ad app show --id <app-id>."
    case .unknown: Self.exportRemedy
    }
  }
}
