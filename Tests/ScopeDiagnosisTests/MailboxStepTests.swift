import ScopeDocuments
import ScopeValues
import Testing

@testable import ScopeDiagnosis

private let now = Timestamp(rfc3339: "2026-08-24T10:00:00Z")!

private func diagnose(_ text: String, claims: String? = nil) throws -> Diagnosis {
  let token = claims.flatMap {
    TokenReader.read(Array(#"{"aud":"https://graph.microsoft.com","exp":1787740800,\#($0)}"#.utf8)).first
  }
  return Diagnoser().diagnose(
    RefusedCall(token: token, error: try ServiceErrorReader.read(Array(text.utf8)), flow: nil, now: now))
}

private func refused(_ call: String, code: String) -> String {
  "\(call)\nHTTP/1.1 403 Forbidden\n\n"
    + #"{"error":{"code":"\#(code)","message":"Access is denied. Check credentials and try again."}}"#
}

/// Rights in another user's mailbox are Exchange's: no directory role, and no permission alone, gives them.
@Test(arguments: ["messages", "events", "contacts", "calendar/events", "mailFolders/inbox/messages"])
func anotherMailboxIsNoMatterOfRoles(folder: String) throws {
  let family = folder.contains("ontacts") ? "Contacts" : folder.contains("essages") ? "Mail" : "Calendars"
  // The catalog leaves what suffices for calendars to upstream, which lists no shared permission.
  let shared = family == "Calendars" ? [] : [("\(family).Read.Shared", false)]
  for (name, asksForShared) in [("\(family).Read", true)] + shared {
    let text = refused(
      "GET https://graph.microsoft.com/v1.0/users/adele@contoso.com/\(folder)", code: "ErrorAccessDenied")
    let diagnosis = try diagnose(text, claims: #""scp":"\#(name)""#)
    #expect(diagnosis.verdict == .resourceGrant, "\(name)")
    #expect(diagnosis.recommend.isEmpty)
    #expect(!diagnosis.steps.contains { $0.contains("Give the user the narrowest directory role") })
    #expect(diagnosis.steps.contains { $0.contains(".Shared") && $0.hasPrefix("For another") } == asksForShared)
  }
}

/// An application that holds the permission is kept out by a policy of Exchange.
@Test func applicationsAreKeptOutByPolicy() throws {
  let text = refused("GET https://graph.microsoft.com/v1.0/users/adele@contoso.com/events", code: "ErrorAccessDenied")
  #expect(try diagnose(text, claims: #""idtyp":"app","roles":["Calendars.Read"]"#).verdict == .policy)
}

/// `odata.error` is the form of Azure AD Graph, and of others that are not retired.
@Test(arguments: [
  ("Authorization_RequestDenied", true), ("Request_ResourceNotFound", true),
  ("-2147024891, System.UnauthorizedAccessException", false), ("AuthorizationPermissionMismatch", false),
  ("-1, Microsoft.SharePoint.Client.ResourceNotFoundException", false),
])
func theOldEnvelopeAloneIsNotAzureADGraph(code: String, isRetired: Bool) throws {
  let text = #"{"odata.error":{"code":"\#(code)","message":{"lang":"en-US","value":"Access denied."}}}"#
  #expect((try diagnose(text).verdict == .wrongVersion) == isRetired)
}
