import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues
import Testing

@testable import ScopeRun

/// One extra member, another wrapper, another spelling, another file: none of them turns findings into a clean audit.
@Suite struct NeverCleanTests {
  /// RoleManagement.ReadWrite.Directory of Microsoft Graph, as the application itself.
  static let dangerous = "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"
  private static let graph = "00000003-0000-0000-c000-000000000000"

  private static func application(_ permission: String, type: String = "Role") -> JSONTree {
    JSONTree(
      """
      {"appId": "a72b5885-fb71-4507-bb78-d73a1aa65282", "displayName": "Godwit", "signInAudience": "AzureADMyOrg",
       "identifierUris": [], "isFallbackPublicClient": false, "passwordCredentials": [], "keyCredentials": [],
       "requiredResourceAccess": [{"resourceAppId": "\(graph)", "resourceAccess": [{"id": "\(permission)", "type": "\(type)"}]}],
       "api": {"requestedAccessTokenVersion": 2, "oauth2PermissionScopes": []},
       "web": {"redirectUris": [], "implicitGrantSettings": {"enableAccessTokenIssuance": false}},
       "spa": {"redirectUris": []}, "publicClient": {"redirectUris": []}}
      """)
  }

  static let danger = application(dangerous)
  /// User.Read for a signed-in user.
  static let harmless = application("e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope")

  private static let auditor = Auditor(options: AuditOptions(now: .epoch))

  static func verdict(_ text: String, as name: String = "app.json", isFound: Bool = false) async -> AuditVerdict {
    await verdict([(name, Array(text.utf8))], isFound: isFound)
  }

  static func verdict(_ files: [(name: String, bytes: [UInt8])], isFound: Bool = true) async -> AuditVerdict {
    var runner = AuditRunner(auditor: auditor, store: SectionStore([]))
    await runner.audit(
      files.map { file in
        RunInput(path: "folder/\(file.name)", relativePath: file.name, isFound: isFound) { readBytes(of: file.bytes) }
      })
    runner.conclude()
    return AuditVerdict(runner.run, FailureThreshold(severity: .high), allowsIncomplete: false)
  }

  static func isSafe(_ verdict: AuditVerdict) -> Bool { verdict == .findings || verdict == .incomplete }

  @Test func dangerIsAFindingAndHarmlessIsClean() async {
    #expect(await Self.verdict(Self.danger.text) == .findings)
    #expect(await Self.verdict(Self.harmless.text) == .clean)
  }

  // MARK: Members

  /// Names that some reader gives a meaning, and some that none does.
  static let names = [
    "value", "responses", "resources", "contentVersion", "languageVersion", "$schema", "schema", "properties", "tool",
    "schemaVersion", "resourceAppId", "resourceAccess", "requiredResourceAccess", "RequiredResourceAccess",
    "requiredResourceAcess", "required_resource_access", "servicePrincipalType", "appOwnerOrganizationId",
    "servicePrincipalNames", "appRoleAssignmentRequired", "appRoleId", "principalId", "principalType", "resourceId",
    "clientId", "consentType", "scope", "terraform_version", "lineage", "values", "planned_values", "root_module",
    "access_token", "accessToken", "error", "odata.error", "@odata.type", "odata.type", "@odata.context",
    "@odata.nextLink", "@odata.count", "nextLink", "userPrincipalName", "userId", "permissionType", "appDisplayName",
    "resourceDisplayName", "roleDefinitionId", "data", "application", "AADApps", "AppRegistrations", "manifest",
    "kind", "name", "copy", "parameters", "variables", "template", "mode", "type", "id", "appId", "client_id",
    "objectId", "displayName", "signInAudience", "availableToOtherTenants", "web", "spa", "api", "publicClient",
    "replyUrls", "replyUrlsWithType", "passwordCredentials", "keyCredentials", "password", "certificate", "owners",
    "optionalClaims", "identifierUris", "tags", "AdditionalProperties", "Count", "count", "", "x", "body", "status",
    "appRoleAssignments", "oauth2PermissionGrants", "federatedIdentityCredentials", "isFallbackPublicClient",
    "resource_changes", "change", "address", "after", "solution", "webApiPermissionRequests", "manifestVersion",
  ]

  static let values: [JSONTree] = [
    .null, .token("true"), .token("1"), .string("x"), .string("#microsoft.graph.servicePrincipal"),
    .string("#microsoft.graph.user"), .string("${{PLACE}}"), .string("[parameters('p')]"), .array([]), .object([]),
    .array([.object([])]), .array([harmless]), harmless, .object([.init("value", .array([]))]),
    .object([.init("name", .string("scopeaudit"))]),
    .string("https://graph.microsoft.com/v1.0/$metadata#servicePrincipals"),
  ]

  @Test(arguments: names)
  func anotherMember(name: String) async throws {
    let members = try #require(Self.danger.members)
    for value in Self.values {
      for changed in [[.init(name, value)] + members, members + [.init(name, value)]] {
        let text = JSONTree.object(changed).text
        #expect(Self.isSafe(await Self.verdict(text)), "\(name): \(value.text)")
        #expect(Self.isSafe(await Self.verdict(text, isFound: true)), "found, \(name): \(value.text)")
      }
    }
  }

  /// Pairs of members that together are the mark of another kind of document.
  @Test(arguments: [
    ["tool", "schemaVersion"], ["$schema", "properties"], ["resources", "contentVersion"], ["resources", "lineage"],
    ["principalId", "appRoleId"], ["consentType", "scope"], ["resourceAppId", "resourceAccess"],
    ["terraform_version", "planned_values"], ["roleDefinitionId", "principalId"], ["value", "@odata.nextLink"],
    ["address", "change"], ["solution", "manifestVersion"],
  ])
  func twoMoreMembers(names: [String]) async throws {
    let members = try #require(Self.danger.members)
    for first in Self.values {
      for second in Self.values {
        let changed = [.init(names[0], first), .init(names[1], second)] + members
        #expect(
          Self.isSafe(await Self.verdict(JSONTree.object(changed).text, isFound: true)), "\(first.text) \(second.text)")
      }
    }
  }

  /// A member that stands twice on any level, before or after, with the same or another value, in another letter case.
  @Test func repeatedMember() async {
    let tree = Self.danger
    for path in tree.paths {
      guard let members = tree[path[...]].members else { continue }
      for member in members {
        for value in [member.value] + Self.values {
          for name in [member.name, member.name.uppercased()] {
            for isFirst in [true, false] {
              var changed = tree
              let extra = JSONTree.Member(name, value)
              changed[path[...]] = .object(isFirst ? [extra] + members : members + [extra])
              #expect(Self.isSafe(await Self.verdict(changed.text)), "\(path) \(name) \(value.text)")
            }
          }
        }
      }
    }
  }

  // MARK: Envelopes

  @Test(arguments: names + ["jobs", "x-ms-manifest"])
  func envelope(name: String) async {
    let danger = Self.danger
    func object(_ value: JSONTree) -> JSONTree { .object([.init(name, value)]) }
    let wrapped: [JSONTree] = [
      object(danger), object(.array([danger])), object(object(danger)), object(.array([object(danger)])),
      .array([object(danger)]), .array([Self.harmless, object(danger)]), .array([.array([danger])]),
      .object([.init("value", .array([object(danger)]))]), .object([.init("value", danger)]),
      .object([.init("a", Self.harmless), .init(name, danger)]),
      .object([.init("terraform_version", .string("1")), .init(name, danger)]),
      .object([
        .init("tool", .object([.init("name", .string("scopeaudit"))])), .init("schemaVersion", .token("1")),
        .init(name, danger),
      ]),
      .object([.init("$schema", .string("x")), .init("properties", object(danger))]),
      .object([
        .init(
          "responses",
          .array([.object([.init("id", .string("1")), .init("status", .token("200")), .init("body", danger)])]))
      ]),
    ]
    for tree in wrapped {
      #expect(Self.isSafe(await Self.verdict(tree.text)), "\(tree.text.prefix(120))")
      #expect(Self.isSafe(await Self.verdict(tree.text, isFound: true)), "found: \(tree.text.prefix(120))")
    }
  }

  @Test func textAroundIt() async {
    let danger = Self.danger.text
    for text in [
      "WARNING: this will change\n\(danger)\n", "HTTP/1.1 200 OK\nContent-Type: application/json\n\n\(danger)",
      "# Notes\n\n```json\n\(danger)\n```\n\nMore.\n", "```\n\(Self.harmless.text)\n```\n\n```json\n\(danger)\n```",
      "\u{1E}\(Self.harmless.text)\n\u{1E}\(danger)\n", "\(Self.harmless.text)\n\(danger)", "// note\n\(danger)",
      "\(danger.dropFirst().dropLast()),", "\u{FEFF}\(danger)", "Retrieving\n  \(danger)",
    ] {
      #expect(Self.isSafe(await Self.verdict(text)), "\(text.prefix(60))")
      #expect(Self.isSafe(await Self.verdict(text, isFound: true)), "found: \(text.prefix(60))")
    }
  }

  // MARK: Folders

  @Test(arguments: [
    "package.json", "tsconfig.json", ".scopeaudit.json", ".vscode/settings.json", "node_modules/x/package.json",
    "B.JSON", "b.json5", "b.jsonc", "b.txt", "README.md", "a.png", "noending", "Makefile", "appPackage/manifest.json",
    "report.json", "a.yaml", "a.tf", "a.ps1", ".gitignore",
  ])
  func anyFileOfAFolder(name: String) async {
    let utf16: [UInt8] = [0xFF, 0xFE] + Self.danger.text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for bytes in [Array(Self.danger.text.utf8), [0xEF, 0xBB, 0xBF] + Array(Self.danger.text.utf8), utf16] {
      let files = [("a.json", Array(Self.harmless.text.utf8)), (name, bytes)]
      #expect(Self.isSafe(await Self.verdict(files)), "\(bytes.prefix(3))")
    }
  }

  /// Sources that declare what a registration asks for, in files of any name that somebody would run.
  @Test(arguments: [
    "resource \"azuread_application\" \"a\" {\n  required_resource_access {\n    resource_app_id = var.api\n    resource_access {\n      id = var.role\n      type = \"Role\"\n    }\n  }\n}\n",
    "param x array\nresource a 'Microsoft.Graph/applications@v1.0' = {\n  requiredResourceAccess: x\n}\n",
    "New-MgApplication -DisplayName a -RequiredResourceAccess $x\n",
    "#!/bin/sh\naz ad app create --display-name a --required-resource-accesses \"$1\"\n",
    "az ad app permission add --id $1 --api x --api-permissions y=Role\n",
    "az ad app permission add --id $1 --api 00000003-0000-0000-c000-000000000000 --api-permissions $2=Role\n",
    "resource \"azuread_app_role_assignment\" \"a\" {\n  app_role_id = var.role\n}\n",
  ])
  func sourcesMakeAFolderIncomplete(text: String) async {
    for name in ["main.tf", "run.sh", "deploy", "a.bicep"] {
      let utf16: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      // A POSIX shell tells AZ from az, so that capitals declare nothing in a script of its own.
      let capitals = name == "run.sh" ? text : text.uppercased()
      for bytes in [Array(text.utf8), Array(capitals.utf8), utf16] {
        let files = [("a.json", Array(Self.harmless.text.utf8)), (name, bytes)]
        #expect(await Self.verdict(files) == .incomplete)
      }
    }
  }

  /// Grants by a request, whose resource is an object id or a variable that nobody bound.
  @Test(arguments: [
    (
      "g.sh",
      "az rest --method POST --uri https://graph.microsoft.com/v1.0/oauth2PermissionGrants --body '{\"clientId\": \"x\", \"consentType\": \"AllPrincipals\", \"resourceId\": \"RESOURCE\", \"scope\": \"RoleManagement.ReadWrite.Directory\"}'\n"
    ),
    (
      "g.sh",
      "az rest -m post -u \"https://graph.microsoft.com/v1.0/servicePrincipals/$sp/appRoleAssignments\" -b '{\"principalId\": \"x\", \"resourceId\": \"RESOURCE\", \"appRoleId\": \"\(dangerous)\"}'\n"
    ),
    (
      "g.ps1",
      "$p = @{ principalId = $a; resourceId = 'RESOURCE'; appRoleId = '\(dangerous)' }\nInvoke-MgGraphRequest -Method POST -Uri \"v1.0/servicePrincipals/$a/appRoleAssignments\" -Body $p\n"
    ),
    (
      "g.ps1",
      "New-MgOauth2PermissionGrant -ClientId $a -ConsentType AllPrincipals -ResourceId 'RESOURCE' -Scope 'RoleManagement.ReadWrite.Directory'\n"
    ),
    (
      "g.ps1",
      "New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $a -PrincipalId $a -ResourceId 'RESOURCE' -AppRoleId '\(dangerous)'\n"
    ),
  ])
  func grantsByARequestAreSeen(name: String, text: String) async {
    for resource in ["11111111-2222-4333-8444-555555555555", "$r", ""] {
      let text = text.replacing(resource.hasPrefix("$") ? "'RESOURCE'" : "RESOURCE", with: resource)
        .replacing("RESOURCE", with: resource)
      #expect(Self.isSafe(await Self.verdict(text, as: name)), "\(text)")
    }
  }

  /// What stands in most repositories is something else, and none of it makes an audit incomplete.
  @Test func anOrdinaryProjectIsClean() async {
    let files: [(String, String)] = [
      ("a.json", Self.harmless.text),
      ("package.json", #"{"name": "x", "version": "1.0.0", "scripts": {"build": "tsc"}}"#),
      ("tsconfig.json", "{\n  // comments\n  \"compilerOptions\": {\"target\": \"es2022\"},\n}"),
      (
        "manifest.json",
        #"{"$schema": "https://developer.microsoft.com/teams.json", "id": "x", "webApplicationInfo": {"id": "y"}}"#
      ),
      ("README.md", "# Title\n\nRun `az ad app create` to begin.\n\n[link](https://a.example)\n"),
      ("src/index.ts", "export const a = { b: 1 };\n"), ("data.csv", "a,b,c\n1,2,3\n"), ("empty.json", ""),
      ("node_modules/y/broken.json", "{ not json"), ("config.json", #"{"client_id": "x", "tenant": "y"}"#),
      (".scopeaudit.json", #"{"failOn": "high"}"#), ("list.json", "[]"), ("n.json", "42"),
      (
        "schema.json",
        #"{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"a": {"type": "string"}}}"#
      ),
    ]
    #expect(await Self.verdict(files.map { ($0.0, Array($0.1.utf8)) }) == .clean)
  }

  // MARK: Spellings

  @Test(arguments: [
    "9E3F62CF-CA93-4989-B6CE-BF83C28F9FE8", "9e3f62cfca934989b6cebf83c28f9fe8",
    "{9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8}",
    "(9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8)", " 9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8\\t",
    "{9E3F62CFCA934989B6CEBF83C28F9FE8}",
    "urn:uuid:9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8", "URN:UUID:9E3F62CF-CA93-4989-B6CE-BF83C28F9FE8",
    "RoleManagement.ReadWrite.Directory", "rolemanagement.readwrite.directory", " RoleManagement.ReadWrite.Directory",
  ])
  func spellingsThatAreUnderstood(id: String) async {
    #expect(await Self.verdict(Self.application(id).text) == .findings)
  }

  @Test(arguments: [
    "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe", "9e3f62cf\u{200B}-ca93-4989-b6ce-bf83c28f9fe8",
    "９e3f62cf-ca93-4989-b6ce-bf83c28f9fe8",
    "9e3f62cf_ca93_4989_b6ce_bf83c28f9fe8", "", " ", "__role__", "ROLE_ID", "REPLACE-ME", ".All",
    "0x9e3f62cfca934989b6cebf83c28f9fe8", "${{ROLE}}",
    "RoleManagement.ReadWrite.Directory\u{200B}", "https://graph.microsoft.com/RoleManagement.ReadWrite.Directory",
    "https://graph.microsoft.com/appRoles/9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8", "z2I/npPKiUm2zr+Dwo+f6A==",
    "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8,e1fe6dd8-ba31-4d61-89e7-88639da4683d",
  ])
  func otherSpellingsAreSaid(id: String) async {
    #expect(Self.isSafe(await Self.verdict(Self.application(id).text)))
  }

  /// A resource by another spelling or name, or by an id that is nobody's.
  @Test(arguments: [
    "Contoso Payroll API", "https://graph.microsoft.com", "\(graph)@contoso.onmicrosoft.com", "\(graph)/", "",
    "00000003-0000-0000-c000-000000000001", "{\(graph)}", " \(graph)", "microsoft graph", "MICROSOFT GRAPH",
  ])
  func resourcesAreKnownOrSaid(resource: String) async {
    let text = Self.danger.text.replacing(Self.graph, with: resource)
    #expect(Self.isSafe(await Self.verdict(text)))
  }
}
