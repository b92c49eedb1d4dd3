/// Every check that is more than its record, one a file; the rules that only ask "is one of these
/// permissions held" are their record alone (``PermissionRatings``).
package enum Checks {
  package static let all: [Check] =
    permissions + audience + redirects + tokens + credentials + exposed + export + tenant

  /// The checks of what a token says of itself; those of ``all`` that look at held permissions judge it, too.
  static let tokenChecks = [
    expiredToken, futureToken, unsignedToken, foreignAudience, retiredAudience, identityToken, powerlessToken,
    longLivedToken,
  ]

  private static let permissions = [
    redundantPermission, duplicatePermission, unknownPermission, permissionTypeMismatch,
    permissionResourceMismatch, mislabelledPermission, unpublishedPermission, retiredResource,
    supersededPermission, missingCompanionPermission, applicationPermissionOnPublicClient,
    permissionInBothFlows, writingReadPermission, excessPermission, missingPermission, permissionSprawl,
    duplicateResource,
  ]

  private static let audience = [
    multiTenantApplication, privilegedMultiTenantApplication, personalAccountAudience,
    contradictoryAudience, undeclaredAudience, unrestrictedTenants, unverifiedPublisher,
    unlockedServicePrincipal, applicationProxyPassthrough,
  ]

  private static let redirects = [
    insecureRedirectURI, wildcardRedirectURI, reclaimableRedirectHost, loopbackRedirectURI,
    customSchemeRedirectURI, insecureLogoutURL, insecurePrincipalRedirect, wildcardPrincipalRedirect,
    reclaimablePrincipalRedirect,
  ]

  private static let tokens = [
    implicitAccessToken, implicitIDToken, publicClientFlow, acceptedMappedClaims, unverifiedEmailClaim,
    broadGroupClaims,
  ]

  private static let credentials = [
    exposedSecret, clientSecret, longLivedSecret, longLivedCertificate, expiredCredential, expiringCredential,
    credentialOnPublicClient, broadFederatedSubject, secretWithPrivilege, severalCredentials, unrotatedCredential,
    weakCertificate,
  ]

  private static let exposed = [foreignIdentifierURI, userConsentableWriteScope, preauthorizedClient, bundledConsent]

  private static let tenant = [
    foreignPrivilegedPrincipal, tenantWideDelegatedGrant, undeclaredGrant, ungrantedPermission, openAssignment,
    ownerlessApplication, privilegedApplicationOwner, principalCredential, guestOwner, principalOwner, imitatingName,
    directoryRolePrincipal, agentBlueprintCredential, agentWithoutSponsor, foreignAgentBlueprint,
  ]

  private static let export = [mixedDialect, truncatedExport, limitExceeded]
}
