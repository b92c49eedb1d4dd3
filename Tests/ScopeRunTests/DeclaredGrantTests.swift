import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues
import Testing

@testable import ScopeRun

/// What Terraform and Bicep grant is held by whom they grant it to, with or without an application beside it.
@Suite struct DeclaredGrantTests {
  private static let graph = "00000003-0000-0000-c000-000000000000"
  private static let takeover = "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"
  private static let identity = "5c0c1b5e-6a1f-4f7e-9b1d-2f3a4b5c6d7e"
  private static let resource = "7d1d2c6f-7b20-4a8f-8c2e-3a4b5c6d7e8f"

  private static func run(_ text: String) async -> CheckRun {
    let auditor = Auditor(options: AuditOptions(now: .epoch))
    var runner = AuditRunner(auditor: auditor, store: SectionStore([]))
    await runner.audit([RunInput(path: "a.json", bytes: Array(text.utf8))])
    runner.conclude()
    return runner.run
  }

  private static func state(_ resources: [(type: String, values: String)], data: String = "") -> String {
    let list = resources.enumerated().map { index, resource in
      """
      {"address": "\(resource.type).r\(index)", "mode": "managed", "type": "\(resource.type)", "name": "r\(index)", "values": {\(resource.values)}}
      """
    }
    return """
      {"format_version": "1.0", "terraform_version": "1.9.0",
       "values": {"root_module": {"resources": [\((list + (data.isEmpty ? [] : [data])).joined(separator: ",\n"))]}}}
      """
  }

  private static let lookup = """
    {"address": "data.azuread_service_principal.graph", "mode": "data", "type": "azuread_service_principal", "name": "graph",
     "values": {"client_id": "\(graph)", "object_id": "\(resource)", "display_name": "Microsoft Graph",
                "app_role_ids": {"RoleManagement.ReadWrite.Directory": "\(takeover)"}}}
    """

  @Test func terraformGrantsToAManagedIdentity() async {
    let run = await Self.run(
      Self.state(
        [
          (
            "azurerm_user_assigned_identity",
            "\"name\": \"mi\", \"principal_id\": \"\(Self.identity)\", \"client_id\": \"\(Self.identity)\""
          ),
          (
            "azuread_app_role_assignment",
            "\"app_role_id\": \"\(Self.takeover)\", \"principal_object_id\": \"\(Self.identity)\", \"resource_object_id\": \"\(Self.resource)\""
          ),
        ], data: Self.lookup))
    #expect(run.failures.isEmpty)
    #expect(run.tally.applications == 1)
    #expect(run.tally.count(.critical) >= 1)
  }

  /// Before a plan is applied, nobody has an object id yet.
  @Test func aPlanWithoutIdsStillCounts() async {
    let plan = Self.state([("azuread_app_role_assignment", "\"app_role_id\": \"\(Self.takeover)\"")])
      .replacing("\"values\": {\"root_module\"", with: "\"planned_values\": {\"root_module\"")
    let run = await Self.run(plan)
    #expect(run.tally.count(.critical) >= 1)
  }

  @Test func anUnknownRoleIsSaid() async {
    let run = await Self.run(
      Self.state([("azuread_app_role_assignment", "\"principal_object_id\": \"\(Self.identity)\"")]))
    #expect(!run.failures.isEmpty)
  }

  private static func template(_ resources: String, parameters: String = "{}") -> String {
    """
    {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "languageVersion": "2.0",
     "contentVersion": "1.0.0.0", "parameters": \(parameters), "resources": {
       "graph": {"existing": true, "type": "Microsoft.Graph/servicePrincipals@v1.0", "properties": {"appId": "\(graph)"}},
       "mi": {"type": "Microsoft.ManagedIdentity/userAssignedIdentities", "name": "mi"}, \(resources)}}
    """
  }

  @Test(arguments: [
    "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8",
    "[filter(reference('graph').appRoles, lambda('r', equals(lambdaVariables('r').value, 'RoleManagement.ReadWrite.Directory')))[0].id]",
    "[first(filter(reference('graph').appRoles, lambda('r', equals('RoleManagement.ReadWrite.Directory', lambdaVariables('r').value)))).id]",
    "[parameters('role')]",
  ])
  func bicepGrantsToAManagedIdentity(role: String) async {
    let run = await Self.run(
      Self.template(
        """
        "w": {"type": "Microsoft.Graph/appRoleAssignedTo@v1.0", "properties": {"appRoleId": "\(role)",
              "principalId": "[reference('mi').principalId]", "resourceId": "[reference('graph').id]"}}
        """, parameters: "{\"role\": {\"type\": \"string\", \"defaultValue\": \"\(Self.takeover)\"}}"))
    #expect(run.failures.isEmpty)
    #expect(run.tally.applications == 1)
    #expect(run.tally.count(.critical) >= 1)
  }

  @Test func bicepExpressionsThatNobodyCanEvaluateAreSaid() async {
    for role in ["[parameters('other')]", "[guid('x')]", "[if(parameters('other'), 'a', 'b')]"] {
      let run = await Self.run(
        Self.template(
          """
          "w": {"type": "Microsoft.Graph/appRoleAssignedTo@v1.0", "properties": {"appRoleId": "\(role)",
                "principalId": "[reference('mi').principalId]", "resourceId": "[reference('graph').id]"}}
          """))
      #expect(!run.failures.isEmpty, "\(role)")
    }
  }

  @Test func aFederatedCredentialIsTheApplications() async {
    let run = await Self.run(
      Self.template(
        """
        "a": {"type": "Microsoft.Graph/applications@v1.0", "properties": {"uniqueName": "a", "displayName": "A", "signInAudience": "AzureADMyOrg"}},
        "f": {"type": "Microsoft.Graph/applications/federatedIdentityCredentials@v1.0", "properties": {"name": "a/f",
              "issuer": "https://token.actions.githubusercontent.com", "subject": "repo:a/b:pull_request", "audiences": ["x"]}}
        """))
    #expect(run.tally.applications == 1)
    #expect(run.tally.count(.high) >= 1)
  }

  // MARK: Directory roles

  private static let administrator = "62e90394-69f5-4237-9190-012177145e10"

  private static func roles(_ type: String, _ role: String, _ holder: String, kind: String) -> String {
    state([
      (kind, "\"object_id\": \"\(identity)\", \"display_name\": \"Godwit\""),
      ("azuread_directory_role", "\"template_id\": \"\(administrator)\", \"object_id\": \"\(resource)\""),
      (type, "\(role), \(holder)"),
      ("azuread_application", "\"display_name\": \"A\", \"required_resource_access\": []"),
    ])
  }

  @Test(arguments: [
    ("azuread_directory_role_assignment", "\"role_id\": \"\(administrator)\"", "principal_object_id"),
    ("azuread_directory_role_assignment", "\"role_id\": \"\(resource)\"", "principal_object_id"),
    ("azuread_directory_role_member", "\"role_object_id\": \"\(resource)\"", "member_object_id"),
    (
      "azuread_directory_role_eligibility_schedule_request", "\"role_definition_id\": \"\(administrator)\"",
      "principal_id"
    ),
  ])
  func terraformGivesADirectoryRole(type: String, role: String, holder: String) async {
    let given = "\"\(holder)\": \"\(Self.identity)\""
    let application = await Self.run(Self.roles(type, role, given, kind: "azuread_service_principal"))
    #expect(application.failures.isEmpty)
    #expect(application.tally.count(.critical) == 1)
    let user = await Self.run(Self.roles(type, role, given, kind: "azuread_user"))
    #expect(user.failures.isEmpty && user.tally.count(.critical) == 0)
    // Nobody knows yet who will hold it.
    let unknown = await Self.run(Self.roles(type, role, "\"x\": 1", kind: "azuread_service_principal"))
    #expect(!unknown.failures.isEmpty)
  }

  private static func source(_ role: String, _ holder: String) async -> CheckRun {
    let text = """
      resource "azuread_directory_role" "ga" {
        display_name = "Global Administrator"
      }
      resource "azuread_application" "a" {
        display_name = "A"
      }
      resource "azuread_service_principal" "a" {
        client_id = azuread_application.a.client_id
      }
      resource "azuread_directory_role_assignment" "x" {
        role_id             = \(role)
        principal_object_id = \(holder)
      }
      """
    var runner = AuditRunner(auditor: Auditor(options: AuditOptions(now: .epoch)), store: SectionStore([]))
    await runner.audit([RunInput(path: "main.tf", bytes: Array(text.utf8))])
    runner.conclude()
    return runner.run
  }

  @Test(arguments: ["azuread_directory_role.ga.template_id", "\"\(administrator)\"", "\"Global Administrator\""])
  func sourceGivesADirectoryRole(role: String) async {
    for holder in ["azuread_service_principal.a.object_id", "azurerm_user_assigned_identity.mi.principal_id"] {
      let run = await Self.source(role, holder)
      #expect(run.failures.isEmpty && run.tally.count(.critical) == 1, "\(holder)")
    }
    for holder in ["azuread_user.u.object_id", "data.azuread_user.u.object_id", "azuread_group.g.object_id"] {
      let run = await Self.source(role, holder)
      #expect(run.failures.isEmpty && run.tally.count(.critical) == 0, "\(holder)")
    }
    #expect(await !Self.source(role, "var.holder").failures.isEmpty)
  }

  @Test(arguments: ["var.role", "\"No such role\"", "azuread_directory_role.none.template_id"])
  func aRoleThatNobodyKnowsIsSaid(role: String) async {
    #expect(await !Self.source(role, "azuread_service_principal.a.object_id").failures.isEmpty)
  }
}
