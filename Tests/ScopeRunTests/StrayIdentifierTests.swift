import Testing

@testable import ScopeRun

/// The id of a permission in a service principal, in any member: a finding, or an incomplete audit, never clean.
@Suite struct StrayIdentifierTests {
  private static let dangerous = NeverCleanTests.dangerous

  private static func principal(_ name: String, _ value: String) -> String {
    """
    {"value": [{"id": "7408235b-7540-4850-82fe-a5f15ed019e2", "displayName": "Godwit", "servicePrincipalType": "Application",
      "servicePrincipalNames": ["a72b5885-fb71-4507-bb78-d73a1aa65282"], "\(name)": \(value)}]}
    """
  }

  /// Names that no reader knows, some of exports that call things otherwise.
  @Test(arguments: [
    "x", "roles", "grants", "permissions", "grantedPermissions", "assignedRoles", "appRoleIds",
    "applicationPermissions",
    "requiredAppPermissions", "appRoles",
  ])
  func isSeenInAnyMember(name: String) async {
    for value in ["[\"\(Self.dangerous)\"]", "{\"a\": [\"\(Self.dangerous)\"]}", "\"\(Self.dangerous)\""] {
      // What a principal offers stands in objects.
      guard name != "appRoles" || value.hasPrefix("[") else { continue }
      let verdict = await NeverCleanTests.verdict(Self.principal(name, value))
      #expect(NeverCleanTests.isSafe(verdict), "\(name): \(value) is \(verdict)")
    }
  }

  /// ROADrecon calls the assignments so, and their roles id.
  @Test func assignmentsOfTheOldInterfaceAreRead() async {
    let assignment =
      #"[{"id": "\#(Self.dangerous)", "principalId": "7408235b-7540-4850-82fe-a5f15ed019e2", "principalType": "ServicePrincipal", "resourceId": "1c8c7d36-5b0e-4f2a-9a6d-3e7f0b2c4d58", "resourceDisplayName": "Microsoft Graph"}]"#
    #expect(await NeverCleanTests.verdict(Self.principal("appRolesAssigned", assignment)) == .findings)
  }

  /// What a principal offers to others, and how it is classified, is nothing that it holds.
  @Test(arguments: [
    "appRoles", "oauth2PermissionScopes", "publishedPermissionScopes", "delegatedPermissionClassifications",
  ])
  func whatIsOfferedIsNotHeld(name: String) async {
    let value = #"[{"id": "\#(Self.dangerous)", "permissionId": "\#(Self.dangerous)", "value": "x"}]"#
    #expect(await NeverCleanTests.verdict(Self.principal(name, value)) == .clean)
  }
}
