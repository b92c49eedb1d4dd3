import ScopeReports
import Testing

@testable import ScopeRun

/// Grants that a compiled template makes in a loop, the role picked by a name that the loop brings.
@Suite struct LoopedGrantTests {
  private static let graph = "00000003-0000-0000-c000-000000000000"

  private static func template(_ role: String, count: String = "[length(parameters('roles'))]", roles: String) -> String
  {
    """
    {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
     "languageVersion": "2.0", "contentVersion": "1.0.0.0",
     "parameters": {"holder": {"type": "string"}, "roles": {"type": "array"\(roles)}},
     "resources": {
       "graph": {"existing": true, "import": "graph", "type": "Microsoft.Graph/servicePrincipals@v1.0",
                 "properties": {"appId": "\(graph)"}},
       "grants": {"copy": {"name": "grants", "count": "\(count)"}, "import": "graph",
                  "type": "Microsoft.Graph/appRoleAssignedTo@v1.0",
                  "properties": {"principalId": "[parameters('holder')]", "resourceId": "[reference('graph').id]",
                                 "appRoleId": "[\(role)]"}}}}
    """
  }

  private static func picked(_ name: String) -> String {
    "filter(reference('graph').appRoles, lambda('r', equals(lambdaVariables('r').value, \(name))))[0].id"
  }

  private static let names = ", \"defaultValue\": [\"User.Read.All\", \"RoleManagement.ReadWrite.Directory\"]"
  private static let objects =
    ", \"defaultValue\": [{\"n\": \"User.Read.All\"}, {\"n\": \"RoleManagement.ReadWrite.Directory\"}]"

  @Test(arguments: [
    (picked("parameters('roles')[copyIndex()]"), names, AuditVerdict.findings),
    (picked("toLower(parameters('roles')[copyIndex()])"), names, .findings),
    (picked("parameters('roles')[copyIndex('grants')].n"), objects, .findings),
    (picked("parameters('roles')[copyIndex()]"), ", \"defaultValue\": [\"User.Read.All\"]", .clean),
    (picked("parameters('roles')[copyIndex()]"), "", .incomplete),
    (picked("parameters('other')"), names, .incomplete),
  ])
  func loop(role: String, roles: String, verdict: AuditVerdict) async {
    #expect(await NeverCleanTests.verdict(Self.template(role, roles: roles)) == verdict)
  }
}
