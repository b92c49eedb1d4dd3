import ScopeCatalog
import Testing

/// Commands and classes, and what they call.
@Test(arguments: [
  ("Get-MgUser", [], "GET /users"), ("Get-MgUser", ["userid"], "GET /users/{id}"),
  ("Get-MgUser_List", [], "GET /users"),
  ("Get-MgUser_Get", [], "GET /users/{id}"), ("Update-MgUser", ["userid"], "PATCH /users/{id}"),
  ("Get-MgUserCount", [], "GET /users/$count"),
  ("Sync-MgDeviceManagementManagedDevice", [], "POST /deviceManagement/managedDevices/{id}/syncDevice"),
  ("Get-MgTeamChannelMessage", ["teamid", "channelid", "pagesize"], "GET /teams/{id}/channels/{id}/messages"),
  ("New-MgGroupMember", [], "POST /groups/{id}/members/$ref"),
  ("Get-MgBetaDeviceManagementConfigurationPolicy", [], "GET /deviceManagement/configurationPolicies"),
  ("Get-MgRiskyUser", [], "GET /identityProtection/riskyUsers"), ("Get-MgSubscribedSku", [], "GET /subscribedSkus"),
  ("Get-MgUserDefaultDrive", ["userid"], "GET /users/{id}/drive"),
  ("Get-MgUserDriveItem", ["userid", "driveid"], "GET /users/{id}/drives/{id}/items"),
  ("Get-MgServiceAnnouncementMessage", [], "GET /admin/serviceAnnouncement/messages"),
  ("Get-MgGroupMemberAsUser", ["groupid"], "GET /groups/{id}/members/microsoft.graph.user"),
  ("Get-MgUserMemberOfCountAsGroup", ["userid"], "GET /users/{id}/memberOf/microsoft.graph.group/$count"),
  ("Set-AzureADUser", [], "PATCH /users/{id}"), ("Get-MsolUser", [], "GET /users"),
  ("Get-EntraGroup", [], "GET /groups"),
  ("az ad sp create-for-rbac", [], "POST /applications"),
  ("az ad app permission admin-consent --id", [], "POST /servicePrincipals/{id}/appRoleAssignedTo"),
])
func commandsAreKnown(name: String, options: [String], call: String) {
  let found = NamedCall.command(name, options: options)
  #expect(found.map { "\($0.method ?? "?") \($0.path)" } == call)
}

@Test(arguments: ["Get-MgNothingAtAll", "Get-Process", "az account show", "Get-", "-Mg"])
func otherCommandsAreNot(name: String) { #expect(NamedCall.command(name, options: []) == nil) }

@Test(arguments: [
  ("azuread_application", "ApplicationsClient", "POST", "POST /applications"),
  ("azuread_application", nil, "PATCH", "PATCH /applications/{id}"), ("azuread_user", nil, "GET", "GET /users/{id}"),
  ("azuread_users", nil, "GET", "GET /users"),
  ("azuread_application_api_access", nil, "POST", "PATCH /applications/{id}"),
  ("azuread_application_password", "ApplicationsClient", "POST", "POST /applications/{id}/addPassword"),
  ("azuread_application", "ServicePrincipalsClient", "GET", "GET /servicePrincipals"),
  ("azuread_nothing", nil, "POST", nil),
])
func terraformIsKnown(resource: String, client: String?, method: String, call: String?) {
  let found = NamedCall.terraform(resource: resource, client: client, method: method)
  #expect(found.map { "\($0.method ?? "?") \($0.path)" } == call)
}

@Test(arguments: [
  ("ChannelRequest", "/teams/{id}/channels/{id}"), ("UserMessagesCollectionRequest", "/users/{id}/messages"),
  ("GraphServiceGroupsCollectionRequest", "/groups"), ("UserSendMailRequest", "/users/{id}/sendMail"),
  ("GroupCollectionRequest", "/groups"), ("XyzzyRequest", nil),
])
func requestClassesAreKnown(name: String, path: String?) {
  #expect(NamedCall.requestClass(name, method: "GET")?.path == path)
}

/// Most of the cmdlets' calls are requests that the catalog knows.
@Test func cmdletsAgreeWithTheCatalog() {
  var known = 0
  var all = 0
  for noun in [
    "User", "Group", "Device", "Application", "ServicePrincipal", "Team", "Chat", "Site", "Domain", "Organization",
  ] {
    for verb in ["Get", "New", "Update", "Remove"] {
      guard let call = NamedCall.command("\(verb)-Mg\(noun)", options: []), let method = call.method else { continue }
      all += 1
      if case .operation = Catalog.shared.match(method: method, url: "/v1.0" + call.path) { known += 1 }
    }
  }
  #expect(all >= 30 && known * 4 >= all * 3, "\(known) of \(all)")
}

@Test(arguments: [
  ("GET", "/auditLogs/directoryAudits", "Reports Reader"),
  ("POST", "/identity/conditionalAccess/policies", "Conditional Access Administrator"),
  ("GET", "/identity/conditionalAccess/policies/{id}", "Security Reader"),
  ("GET", "/policies/authenticationMethodsPolicy", "Global Reader"),
  ("POST", "/deviceManagement/managedDevices/{id}/rotateBitLockerKeys", "Help Desk Operator"),
  ("POST", "/users/{id}/managedDevices/{id}/wipe", "Help Desk Operator"),
  ("DELETE", "/deviceManagement/managedDevices/{id}", "Endpoint Security Manager"),
  ("GET", "/deviceManagement/virtualEndpoint/cloudPCs", "Windows 365 Administrator"),
  ("POST", "/invitations", "Guest Inviter"),
  ("PATCH", "/deviceManagement/applePushNotificationCertificate", "Intune Administrator"),
  ("GET", "/users/{id}/messages", nil), ("GET", "/chats", nil),
])
func rolesAreKnown(method: String, template: String, first: String?) {
  #expect(CallRoles.of(method: method, template: template)?.names.first == first)
}

@Test(arguments: [
  ("https://contoso.vault.azure.net", "Azure Key Vault"), ("https://vault.azure.net/", "Azure Key Vault"),
  ("https://contoso.sharepoint.com", "SharePoint Online"), ("https://outlook.office365.com", "Exchange Online"),
  ("https://management.core.windows.net/", "Azure Resource Manager"),
  ("https://acme.core.windows.net", "Azure Storage"),
  ("https://evilvault.azure.net.example", nil), ("api://7d3b9e42", nil), ("net", nil), (".", nil), ("", nil),
])
func audiencesAreNamed(audience: String, name: String?) { #expect(KnownAudience.name(audience) == name) }
