import ScopeReports
import Testing

@Suite struct CallPhraseTests {
  @Test(arguments: [
    ("POST", "https://graph.microsoft.com/v1.0/deviceManagement/managedDevices/{}/wipe", "wipe managed devices"),
    ("POST", "/users/{id}/revokeSignInSessions", "revoke sign in sessions of users"),
    ("POST", "/me/sendMail", "send mail"), ("POST", "/users/{}/sendMail", "send mail of users"),
    ("GET", "/beta/users/{}/memberOf?$top=1", "read member of of users"), ("GET", "/users", "read users"),
    ("GET", "/users/{}", "read users"), ("POST", "/groups", "create groups"),
    ("POST", "/users/{}/messages", "create messages of users"),
    ("PATCH", "/users/{}/mailFolders/{}", "change mail folders of users"),
    ("DELETE", "/groups/{}/members/{}/$ref", "remove members of groups"),
    ("POST", "/groups/{}/members/$ref", "add members of groups"), ("DELETE", "/devices/{}", "delete devices"),
    ("PUT", "/users/{}/photo/$value", "replace photo of users"),
    ("GET", "/reports/getEmailActivityUserDetail(period='{}')", "read get email activity user detail"),
    ("GET", "/{}", "call GET /{}"), ("GET", "", "call GET "),
  ])
  func saysWhatACallDoes(_ method: String, _ path: String, _ phrase: String) {
    #expect(CallPhrase.of(method, path) == phrase)
  }
}
