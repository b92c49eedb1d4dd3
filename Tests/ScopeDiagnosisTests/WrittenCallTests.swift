import ScopeCatalog
import ScopeDocuments
import ScopeValues
import Testing

@testable import ScopeDiagnosis

/// The call that a text tells of without an address: a path alone, which prose may hold for other reasons, or code.
@Suite struct WrittenCallTests {
  /// Method and template of the call that a line tells of, before the service's answer.
  private static func asked(_ line: String) throws -> String? {
    let answer = #"{"error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges."}}"#
    let error = try ServiceErrorReader.read(Array("\(line)\n\(answer)\n".utf8))
    let diagnosis = Diagnoser().diagnose(RefusedCall(error: error, now: .epoch))
    return diagnosis.request.flatMap { request in
      request.template.map { "\(request.method ?? "?") \($0)" }
    }
  }

  @Test(arguments: [
    ("GET users/7a/manager", "GET /users/{id}/manager"), ("endpoint: /users/{id}/manager", "? /users/{id}/manager"),
    ("calling /users/{id}/manager returns 403", "? /users/{id}/manager"),
    ("the endpoint `/users/{id}/manager`", "? /users/{id}/manager"), ("route `/me`", "? /me"),
    ("await graphClient.Me.SendMail(message, false).Request().PostAsync();", "POST /me/sendMail"),
    ("graphClient.users(\"7a\").messages().buildRequest().get()", "GET /users/{id}/messages"),
    ("WARNING: 403 on users/7a/licenseDetails - denied", "? /users/{id}/licenseDetails"),
    ("users/{id}/manager", "? /users/{id}/manager"),
    ("PUT was refused\nusers/{id}/manager/$ref", "PUT /users/{id}/manager"),
    ("It is a PATCH\nat https://graph.microsoft.com/v1.0\nusers/7a", "PATCH /users/{id}"),
    ("graphClient.UsersById(id).MemberOf().Get(ctx, nil)", "GET /users/{id}/memberOf"),
    ("$client->usersById('7a')->messages()->get()->wait();", "GET /users/{id}/messages"),
    ("await _graph.Users[id].Messages.GetAsync();", "GET /users/{id}/messages"),
    ("client.groups().byGroupId(\"7a\").members().ref().post(x)", "POST /groups/{id}/members/$ref"),
    ("Microsoft.Graph.Me.Messages is refused", "? /me/messages"),
  ])
  func isFound(line: String, call: String) throws {
    #expect(try Self.asked(line) == call)
  }

  /// An item that a chain addresses by its path, and a method with a type argument.
  @Test func anItemByItsPathIsFound() throws {
    let text = "client.Me.Drive.Root.ItemWithPath(\"a/b\").Content.Request().PutAsync<DriveItem>(x)\nAccess denied"
    let error = try ServiceErrorReader.read(Array(text.utf8))
    let diagnosis = Diagnoser().diagnose(RefusedCall(error: error, now: .epoch))
    #expect(diagnosis.request?.method == "PUT" && diagnosis.need.first == ["Files.ReadWrite"])
  }

  /// Paths of files, of other services and of what a subscription is about are no calls.
  @Test(arguments: [
    "see /home/runner/work/app/main.py", "/Users/runner/app is where it runs", "and/or the other way round",
    "/opt/app/users.json was read", "GET on/off", "/no/such/path/of/graph",
    "Caller does not have access to '/teams('1')/channels('2')/messages' resource", "app/main.py", "on/off",
    "Import-Module Microsoft.Graph.Users", "Microsoft.Graph.Users.Actions 2.19.0", "client.me is not defined",
    "at Microsoft.Graph.HttpProvider.SendAsync(HttpRequestMessage request)",
  ])
  func isNoneInProse(line: String) throws {
    #expect(try Self.asked(line) == nil)
  }
}
