import ScopeCatalog
import ScopeDocuments
import ScopeValues
import Testing

@Test(arguments: [
  ("https://graph.microsoft.com", "Microsoft Graph"), ("https://graph.microsoft.com/", "Microsoft Graph"),
  ("HTTPS://Graph.Microsoft.com", "Microsoft Graph"),
  ("https://graph.microsoft.us", "Microsoft Graph"), ("https://dod-graph.microsoft.us/", "Microsoft Graph"),
  ("https://microsoftgraph.chinacloudapi.cn", "Microsoft Graph"),
  ("https://graph.windows.net", "Windows Azure Active Directory"),
  ("https://api.manage.microsoft.com/", "Microsoft Intune API"), ("https://manage.microsoft.com", "Microsoft Intune"),
  ("https://management.azure.com/", "Azure Service Management"),
])
func findsTheResourceOfAnAudience(audience: String, name: String) {
  #expect(Catalog.shared.resource(audience: audience).map(Catalog.shared.resourceName) == name)
}

@Test(arguments: [
  "https://graph.microsoft.com//", "graph.microsoft.com", "https://graph.microsoft.com.example", "", "/",
  "https://graph.microsoft.com/v1.0",
])
func knowsNoOtherAudience(audience: String) {
  #expect(Catalog.shared.resource(audience: audience) == nil)
}

@Test(arguments: [
  ("62e90394-69f5-4237-9190-012177145e10", "Global Administrator", false, IntuneAccess.readWrite),
  ("3A2C62DB-5318-420D-8D74-23AFFEE5D9D5", "Intune Administrator", false, .readWrite),
  ("b1be1c3e-b65d-4f19-8427-f6fa0d97feb9", "Conditional Access Administrator", false, .none),
  ("0997a1d0-0d1d-4acb-b408-d5ca73121e90", "default in app-only tokens", true, .unknown),
  ("b79fbf4d-3ef9-4689-8143-76b194e85509", "ordinary member user", true, .unknown),
])
func namesDirectoryRoles(id: String, name: String, isMarker: Bool, access: IntuneAccess) throws {
  let guid = try #require(GUID(id))
  let role = try #require(Catalog.shared.directoryRole((guid.high, guid.low)))
  #expect(role.name == name)
  #expect(role.isMarker == isMarker)
  #expect(role.intuneAccess == access)
}
