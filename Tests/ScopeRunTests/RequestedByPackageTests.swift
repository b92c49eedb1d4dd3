import ScopeReports
import Testing

@testable import ScopeRun

/// Packages of the SharePoint Framework: what their web parts ask for is judged, in whatever order and number.
@Suite struct RequestedByPackageTests {
  private static func package(_ requests: String) -> String {
    """
    {"$schema": "https://developer.microsoft.com/json-schemas/spfx-build/package-solution.schema.json",
     "solution": {"name": "curlew", "version": "1.0.0.0", "webApiPermissionRequests": \(requests)},
     "paths": {"zippedPackage": "solution/curlew.sppkg"}}
    """
  }

  private static func request(_ resource: String, _ scope: String) -> String {
    "{\"resource\": \"\(resource)\", \"scope\": \"\(scope)\"}"
  }

  private static let graph = "Microsoft Graph"

  @Test(arguments: [
    // RoleManagement.ReadWrite.Directory is a high finding with a signed-in user, too.
    ("[\(request(graph, "RoleManagement.ReadWrite.Directory"))]", AuditVerdict.findings),
    ("[\(request(graph, "User.Read")), \(request(graph, "RoleManagement.ReadWrite.Directory"))]", .findings),
    (request(graph, "RoleManagement.ReadWrite.Directory"), .findings),
    ("[\(request(graph, "User.Read RoleManagement.ReadWrite.Directory"))]", .findings),
    ("[\(request("00000003-0000-0000-c000-000000000000", "RoleManagement.ReadWrite.Directory"))]", .findings),
    ("[\(request(graph, "User.Read"))]", .clean), ("[\(request("curlew-orders", "user_impersonation"))]", .clean),
    // The name of an API that nobody knows, with a permission of Microsoft's.
    ("[\(request("Mircosoft Graph", "Mail.ReadWrite"))]", .incomplete),
    ("[{\"resource\": \"\(graph)\"}]", .incomplete), ("[{\"scope\": \"User.Read\"}]", .incomplete),
    ("[\"User.Read\"]", .incomplete),
  ])
  func requests(list: String, verdict: AuditVerdict) async {
    for isFound in [false, true] {
      #expect(await NeverCleanTests.verdict(Self.package(list), isFound: isFound) == verdict)
    }
  }

  /// A package that asks for nothing is none of an audit's business.
  @Test func withoutRequestsItIsSkipped() async {
    let files = [("a.json", NeverCleanTests.harmless.text), ("package-solution.json", Self.package("[]"))]
    #expect(await NeverCleanTests.verdict(files.map { (name: $0.0, bytes: Array($0.1.utf8)) }) == .clean)
  }

  /// Descriptions of Microsoft's samples: names of permissions in two lists; what is left out is not asked for.
  @Test(arguments: [
    (
      #""RequiredResourcesAccess": [{"Resource": "Microsoft Graph", "ApplicationPermissions": ["RoleManagement.ReadWrite.Directory"]}]"#,
      AuditVerdict.findings
    ),
    (
      #""RequiredResourcesAccess": [{"Resource": "Microsoft Graph", "DelegatedPermissions": ["User.Read"]}, {"Resource": "service", "DelegatedPermissions": ["access_as_user"]}]"#,
      .clean
    ),
    (#""HomePage": "https://curlew.example/""#, .clean),
    (#""RequiredResourcesAccess": [{"Resource": "Microsoft Graph"}]"#, .incomplete),
  ])
  func sample(members: String, verdict: AuditVerdict) async {
    let text =
      "{\"Sample\": {\"Title\": \"x\"}, \"AADApps\": [{\"Id\": \"service\", \"Name\": \"curlew\", \"Kind\": \"WebApi\", \"Audience\": \"AzureADMyOrg\", \(members)}]}"
    for isFound in [false, true] { #expect(await NeverCleanTests.verdict(text, isFound: isFound) == verdict) }
  }

  /// Service principals of which an export shows a part: by the page's context, or by a member that no application has.
  @Test(arguments: [
    #"{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#servicePrincipals(id,appId,displayName)", "value": [ITEM]}"#,
    #"{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#servicePrincipals/$entity", MEMBERS}"#,
    #"[{MEMBERS, "accountEnabled": true}]"#, #"[{MEMBERS, "alternativeNames": []}]"#,
  ])
  func principalsArePrincipals(text: String) async {
    let members =
      #""id": "5c0c1b5e-6a1f-4f7e-9b1d-2f3a4b5c6d7e", "appId": "a72b5885-fb71-4507-bb78-d73a1aa65282", "displayName": "Curlew""#
    let whole = text.replacing("ITEM", with: "{\(members)}").replacing("MEMBERS", with: members)
    #expect(await NeverCleanTests.verdict(whole) == .clean)
    let dangerous =
      #", "appRoleAssignments": [{"appRoleId": "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8", "principalId": "5c0c1b5e-6a1f-4f7e-9b1d-2f3a4b5c6d7e", "resourceId": "7d1d2c6f-7b20-4a8f-8c2e-3a4b5c6d7e8f", "resourceDisplayName": "Microsoft Graph"}]"#
    let granted = text.replacing("ITEM", with: "{\(members)\(dangerous)}").replacing(
      "MEMBERS", with: members + dangerous)
    #expect(await NeverCleanTests.verdict(granted) == .findings)
  }

  /// Settings of an application within something else leave out its permissions, which nobody then has looked at: with a
  /// name or without one, under whatever name and however deep.
  @Test(arguments: ["", #""displayName": "Curlew", "#, #""signInAudience": "AzureADMultipleOrgs", "#])
  func settingsWithoutPermissionsAreIncomplete(members: String) async {
    func text(_ address: String) -> String { "{\(members)\"web\": {\"redirectUris\": [\"\(address)\"]}}" }
    for wrapped in ["ITEM", #"{"appUpdates": ITEM}"#, #"{"app": {"settings": ITEM}}"#, #"{"items": [ITEM]}"#] {
      func verdict(_ address: String) async -> AuditVerdict {
        await NeverCleanTests.verdict(wrapped.replacing("ITEM", with: text(address)))
      }
      #expect(await verdict("http://localhost:5000/cb") == .incomplete, "\(wrapped)")
      #expect(NeverCleanTests.isSafe(await verdict("https://*.curlew.example/cb")), "\(wrapped)")
    }
  }

  /// What stands beside the requests is not passed over.
  @Test func anApplicationBesideIsSeen() async {
    let danger = NeverCleanTests.danger.text
    let both = Self.package("[\(Self.request(Self.graph, "User.Read"))]").dropLast() + ", \"application\": \(danger)}"
    #expect(NeverCleanTests.isSafe(await NeverCleanTests.verdict(String(both))))
  }

  /// The manifest of a Teams app is another kind of document, and says which application it means.
  @Test func teamsManifestIsSkipped() async {
    let manifest =
      #"{"manifestVersion": "1.16", "id": "x", "webApplicationInfo": {"id": "a72b5885-fb71-4507-bb78-d73a1aa65282"}, "authorization": {"permissions": {"resourceSpecific": [{"name": "ChannelMessage.Read.Group", "type": "Application"}]}}}"#
    #expect(await NeverCleanTests.verdict(manifest) == .incomplete)
    let files = [("a.json", NeverCleanTests.harmless.text), ("manifest.json", manifest)]
    #expect(await NeverCleanTests.verdict(files.map { (name: $0.0, bytes: Array($0.1.utf8)) }) == .clean)
  }
}
