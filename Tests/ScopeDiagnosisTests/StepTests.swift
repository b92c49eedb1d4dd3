import ScopeCatalog
import ScopeDocuments
import ScopeValues
import Testing

@testable import ScopeDiagnosis

private let now = Timestamp(rfc3339: "2026-08-24T10:00:00Z")!

private func diagnose(_ text: String, token: String? = nil, flow: Flow? = nil) throws -> Diagnosis {
  Diagnoser().diagnose(
    RefusedCall(
      token: token.flatMap { TokenReader.read(Array($0.utf8)).first },
      error: try ServiceErrorReader.read(Array(text.utf8)), flow: flow, now: now))
}

private let denied =
  #"{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}"#

/// What named the call, and the call.
@Test(arguments: [
  ("Get-MgGroup_List: Insufficient privileges to complete the operation.", "GET /groups"),
  ("Remove-MgUser : Insufficient privileges to complete the operation.", "DELETE /users/{id}"),
  (
    "+ Get-MgTeamChannel -TeamId $a -ChannelId $b\nInsufficient privileges to complete the operation.",
    "GET /teams/{id}/channels/{id}"
  ),
  ("Set-AzureADUser : Error\nCode: Authorization_RequestDenied", "PATCH /users/{id}"),
  ("$ az ad group list\nERROR: Insufficient privileges to complete the operation.", "GET /groups"),
  (
    "with azuread_group.x,\nGroupsClient.BaseClient.Post(): unexpected status 403 with OData error: Authorization_RequestDenied: x",
    "POST /groups"
  ),
  (
    "Error: Updating user\n  with azuread_user.x,\nunexpected status 403 with error: Authorization_RequestDenied: x",
    "PATCH /users/{id}"
  ),
  (
    "ODataError: Insufficient privileges\n at Microsoft.Graph.Groups.Item.Members.MembersRequestBuilder.GetAsync(x)",
    "GET /groups/{id}/members"
  ),
  (
    "ServiceException: Insufficient privileges\n at Microsoft.Graph.GraphServiceUsersCollectionRequest.AddAsync(x)",
    "POST /users"
  ),
  (
    "ODataError: Insufficient privileges\n\tat com.microsoft.graph.groups.item.members.ref.RefRequestBuilder.post(RefRequestBuilder.java:120)",
    "POST /groups/{id}/members/$ref"
  ),
  (
    "Insufficient privileges\nmsgraph-sdk-go/groups.(*ItemMembersRefRequestBuilder).Post(0x1)",
    "POST /groups/{id}/members/$ref"
  ),
  ("Insufficient privileges\n await graphClient.Users[\"x\"].Manager.GetAsync();", "GET /users/{id}/manager"),
  ("a GET to https://graph.microsoft.com/v1.0/users gave 403\nInsufficient privileges", "GET /users"),
  ("403 Client Error: Forbidden for url: https://graph.microsoft.com/v1.0/groups", "? /groups"),
  ("`update-mguser : Insufficient privileges to complete the operation.`", "PATCH /users/{id}"),
  ("new-mggroup : Insufficient privileges\n+ NEW-MGGROUP -displayname x", "POST /groups"),
  ("GET-MGUSER -UserId a\nInsufficient privileges", "GET /users/{id}"),
  // What the error names as its source outweighs an address that stands there for another reason.
  (
    "$u = \"https://graph.microsoft.com/v1.0/users/7a\"\nNew-MgGroup_Create: Insufficient privileges\n", "POST /groups"
  ),
  (
    "$p = @{ \"@odata.id\" = (\"https://graph.microsoft.com/v1.0/directoryObjects/{0}\" -f $i) }\nNew-MgGroupMemberByRef_CreateExpanded: Insufficient privileges",
    "POST /groups/{id}/members/$ref"
  ),
  (
    "Grant-PnPAzureADAppSitePermission: {\"error\":{\"code\":\"accessDenied\",\"message\":\"Access denied\"}}",
    "POST /sites/{id}/permissions"
  ),
  ("Revoke-PnPEntraIDAppSitePermission : Access denied\nCode: accessDenied", "DELETE /sites/{id}/permissions/{id}"),
])
func theCallIsFound(text: String, call: String) throws {
  let request = try #require(try diagnose(text).request)
  #expect("\(request.method ?? "?") \(request.template ?? request.url)" == call)
}

/// Application and delegated permissions are never one list: they are alternatives.
@Test func kindsOfCallersAreAlternatives() throws {
  let diagnosis = try diagnose("POST https://graph.microsoft.com/v1.0/servicePrincipals/1/appRoleAssignedTo\n\(denied)")
  #expect(Set(diagnosis.recommend.map(\.flow)) == [.application, .delegated])
  #expect(diagnosis.steps.contains { $0.contains("; or, where a user is signed in, delegated permission") })
  #expect(!diagnosis.steps.contains { $0.hasPrefix("Add delegated") })
}

/// Nobody is there to sign in where a service runs by itself.
@Test func aServiceIsNotToldToSignIn() throws {
  for example in ShapeExample.all where example.isOne {
    let diagnosis = try diagnose(example.text, flow: .application)
    // Where the call needs a user, one has to sign in.
    guard diagnosis.verdict != .wrongFlow else { continue }
    #expect(
      !diagnosis.steps.contains { $0.hasPrefix("Sign in again") || $0.hasPrefix("Let the user sign in") },
      "\(example.shape)")
  }
}

/// Microsoft's own client has no registration in the tenant: it is consented to.
@Test func microsoftsClientIsConsentedTo() throws {
  let context = """
    ClientId   : 14d82eec-204b-4c2f-b7e8-296a70dab67e
    TenantId   : 3d4a8f10-6c21-4b7e-9d55-08e1f2c7a6b3
    Scopes     : {User.Read}
    AuthType   : Delegated
    AppName    : Microsoft Graph Command Line Tools
    """
  let diagnosis = try diagnose("GET https://graph.microsoft.com/v1.0/groups\n\(denied)", token: context)
  #expect(diagnosis.verdict == .missingPermission && diagnosis.flow == .delegated)
  #expect(diagnosis.steps.contains { $0.hasPrefix("Consent to") && $0.contains("Connect-MgGraph -Scopes") })
  #expect(!diagnosis.steps.contains { $0.contains("App registrations") || $0.hasPrefix("Add ") })
}

/// Where nothing tells the call, the last step says how to give it.
@Test func theNextThingToGiveIsSaid() throws {
  #expect(try diagnose(denied).steps.last?.contains("--request 'METHOD URL'") == true)
  #expect(
    try diagnose("GET https://graph.microsoft.com/v1.0/groups\n\(denied)").steps.last?.contains("--token") == true)
}

/// The directory roles of a call, unless the token shows one of them.
@Test func rolesAreNamedUnlessShown() throws {
  func claims(_ wids: String) -> String {
    #"{"aud":"https://graph.microsoft.com","iss":"https://sts.windows.net/x/","idtyp":"user","scp":"Policy.Read.All Policy.ReadWrite.ConditionalAccess Application.Read.All","wids":["\#(wids)"]}"#
  }
  let text = "POST https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies\n\(denied)"
  let without = try diagnose(text, token: claims("b79fbf4d-3ef9-4689-8143-76b194e85509"))
  #expect(without.roles.first == "Conditional Access Administrator")
  #expect(without.steps.contains { $0.contains("directory role") })
  let with = try diagnose(text, token: claims("b1be1c3e-b65d-4f19-8427-f6fa0d97feb9"))
  #expect(with.evidence.contains { $0.text.contains("It shows Conditional Access Administrator") })
  #expect(!with.steps.contains { $0.contains("needs a directory role") })
}

/// The article's three checks for its own body, whatever else is known.
@Test func theArticlesThreeChecksAreSaid() throws {
  let steps = try diagnose(
    "Application is not authorized to perform this operation - Operation ID (for customer support): 0 - Activity ID: 1"
  ).steps.joined(separator: " ")
  for words in ["application id", "DeviceManagementManagedDevices.Read.All", "administrative rights", "authority"] {
    #expect(steps.contains(words), "\(words)")
  }
}
