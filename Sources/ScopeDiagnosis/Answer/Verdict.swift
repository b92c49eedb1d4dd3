/// Why a call was refused, in one word.
package enum Verdict: String, CaseIterable, Sendable {
  case missingPermission = "missing-permission"
  case wrongFlow = "wrong-flow"
  case wrongAudience = "wrong-audience"
  case wrongCloud = "wrong-cloud"
  case wrongTenant = "wrong-tenant"
  case tokenExpired = "token-expired"
  case tokenNotYetValid = "token-not-yet-valid"
  case tokenUnusable = "token-unusable"
  case noPermissionsInToken = "no-permissions-in-token"
  case roleOrLicence = "role-or-licence"
  case scopeTags = "scope-tags"
  case multiAdminApproval = "multi-admin-approval"
  case licence
  case conditionalAccess = "conditional-access"
  case wrongVersion = "wrong-version"
  case notAuthorization = "not-authorization"
  /// A setting of the tenant or of the workload forbids what the permission allows.
  case policy
  /// Microsoft has to approve the application for this interface.
  case protectedAPI = "protected-api"
  /// The permission covers only objects that were granted to it one by one.
  case resourceGrant = "resource-grant"
  case permitted
  case undetermined
}
