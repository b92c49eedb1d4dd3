/// Every check, by the id of its rule.
package enum Checks {
  package struct Check: Sendable {
    package var id: String
    var run: @Sendable (inout CheckContext) -> Void
  }

  package static let all: [Check] =
    ["tenant-takeover-permission", "device-takeover-permission", "destructive-device-permission", "compliance-tampering-permission", "device-secret-permission", "user-impersonation-permission"]
    .map { Check(id: $0, run: heldPermission) } + [
      Check(id: "redundant-permission", run: redundantPermission),
      Check(id: "duplicate-permission", run: duplicatePermission),
      Check(id: "unknown-permission", run: unknownPermission),
      Check(id: "permission-type-mismatch", run: permissionTypeMismatch),
      Check(id: "permission-resource-mismatch", run: permissionResourceMismatch),
      Check(id: "mislabelled-permission", run: mislabelledPermission),
      Check(id: "unpublished-permission", run: unpublishedPermission),
      Check(id: "retired-resource", run: retiredResource),
      Check(id: "superseded-permission", run: supersededPermission),
      Check(id: "missing-companion-permission", run: missingCompanionPermission),
      Check(id: "application-permission-on-public-client", run: applicationPermissionOnPublicClient),
      Check(id: "permission-in-both-flows", run: permissionInBothFlows),
      Check(id: "writing-read-permission", run: writingReadPermission),
      Check(id: "multi-tenant-application", run: multiTenantApplication),
      Check(id: "privileged-multi-tenant-application", run: privilegedMultiTenantApplication),
      Check(id: "personal-account-audience", run: personalAccountAudience),
      Check(id: "contradictory-audience", run: contradictoryAudience),
      Check(id: "undeclared-audience", run: undeclaredAudience),
      Check(id: "unrestricted-tenants", run: unrestrictedTenants),
      Check(id: "unverified-publisher", run: unverifiedPublisher),
      Check(id: "unlocked-service-principal", run: unlockedServicePrincipal),
    ]
}
