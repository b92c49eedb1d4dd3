import ScopeValues

/// A kind of JSON document that is not an app registration: what a tenant's export holds beside one, or something that
/// a user may well give instead.
enum DocumentKind {
  case servicePrincipal, appRoleAssignment, permissionGrant, accessToken, errorAnswer, schema, unknown

  static let exportRemedy = "Export the application as JSON, for example: az ad app show --id <app-id>."

  /// The kind of an object; nil where it looks like an application.
  static func recognise(_ document: JSONDocument, _ place: JSONPlace, _ members: MemberSet) -> DocumentKind? {
    let type = document.string(document.member(.odataType, of: place))?.lowercased() ?? ""
    if type.hasSuffix(".serviceprincipal") { return .servicePrincipal }
    if members.hasAny(
      .servicePrincipalType, .appOwnerOrganizationId, .servicePrincipalNames, .appRoleAssignmentRequired)
    {
      return .servicePrincipal
    }
    // Azure AD Graph has no appRoleId: the role's id is the assignment's.
    if members.has(.principalId), members.has(.appRoleId) || members.has(.resourceId) && members.has(.principalType) {
      return .appRoleAssignment
    }
    if members.has(.consentType), members.has(.scope) { return .permissionGrant }
    let isApplication =
      members.hasAny(
        .appId, .requiredResourceAccess, .signInAudience, .availableToOtherTenants, .web, .api,
        .replyUrlsWithType, .passwordCredentials) || type.hasSuffix(".application")
    if isApplication { return nil }
    if members.has(.accessToken) { return .accessToken }
    if members.has(.error) { return .errorAnswer }
    if members.has(.schema), members.has(.properties) { return .schema }
    return .unknown
  }

  var sentence: String {
    switch self {
    case .servicePrincipal: "this is a service principal, not an application"
    case .appRoleAssignment: "this is an app role assignment, not an application"
    case .permissionGrant: "this is a delegated permission grant, not an application"
    case .accessToken: "this holds an access token, not an app registration"
    case .errorAnswer: "this is an error answer, not an app registration"
    case .schema: "this is a JSON Schema, not data"
    case .unknown: "this is another kind of document, not an app registration"
    }
  }

  var remedy: String {
    switch self {
    case .servicePrincipal, .appRoleAssignment, .permissionGrant:
      "Export the application: az ad app show --id <app-id>."
    case .accessToken: "Pipe it into \u{2018}scopeaudit token\u{2019} instead."
    case .errorAnswer:
      "Look at what the export command answered; \u{2018}scopeaudit diagnose\u{2019} explains refusals."
    case .schema: "Give the app registration itself."
    case .unknown: Self.exportRemedy
    }
  }
}
