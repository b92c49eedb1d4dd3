/// Every check that is more than its record, one a file; the rules that only ask "is one of these
/// permissions held" are their record alone (``PermissionRatings``).
package enum Checks {
  package static let all: [Check] = permissions + audience

  private static let permissions = [
    redundantPermission, duplicatePermission, unknownPermission, permissionTypeMismatch,
    permissionResourceMismatch, mislabelledPermission, unpublishedPermission, retiredResource,
    supersededPermission, missingCompanionPermission, applicationPermissionOnPublicClient,
    permissionInBothFlows, writingReadPermission,
  ]

  private static let audience = [
    multiTenantApplication, privilegedMultiTenantApplication, personalAccountAudience,
    contradictoryAudience, undeclaredAudience, unrestrictedTenants, unverifiedPublisher,
    unlockedServicePrincipal,
  ]
}
