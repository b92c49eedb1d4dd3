import ScopeDocuments
import Testing

/// The address of a refused call, in the many ways in which people and programs write it.
@Suite struct StatedAddressTests {
  /// The address of the call that a line tells of, before the service's answer.
  private static func request(_ line: String) -> StatedRequest? {
    let answer = #"{"error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges."}}"#
    return (try? ServiceErrorReader.read(Array("\(line)\n\(answer)\n".utf8)))?.request
  }

  /// What stands for the id, in an address that names a user's manager.
  @Test(arguments: [
    "{id}", "{user-id}", ":id", "<user-id>", "[user id]", "{user-id | userPrincipalName}", "[object id of the user]",
    "{user id}", "' + id + '", "\" + userId + \"", "\" & id & \"", "' . $id . '", "\"+user.id+\"", "${user.id}",
    "$($user.Id)", "{{userId}}", "***",
  ])
  func whateverStandsForAnIdIsOneSegment(_ id: String) throws {
    let quote = id.first == "'" || id.first == "\"" ? String(id.prefix(1)) : ""
    let line = "GET \(quote)https://graph.microsoft.com/v1.0/users/\(id)/manager\(quote) is refused"
    let url = try #require(Self.request(line)?.url)
    let segments = url.split(separator: "/")
    #expect(segments.count == 6 && segments.last == "manager", "\(url)")
  }

  /// The same in a path without its host, of which nothing may be lost: what follows the id decides what is needed.
  @Test(arguments: [
    "{id}", "{user-id}", "{id | userPrincipalName}", "{id or userPrincipalName}", "<user id>", "[object id]",
  ])
  func aPathWithoutHostIsReadToItsEnd(_ id: String) throws {
    for line in ["GET /users/\(id)/manager is refused", "[**endpoint - GET /users/\(id)/manager**] is refused"] {
      let answer = "Insufficient privileges to complete the operation."
      let error = try ServiceErrorReader.read(Array("\(line)\n\(answer)\n".utf8))
      let url =
        error.request?.url ?? error.clues.compactMap { if case .written(let path, _) = $0 { path } else { nil } }.first
      #expect(url?.split(separator: "/").map(String.init).last == "manager", "\(line): \(url ?? "nothing")")
    }
  }

  /// The next page of a list is a call, though its name is one of OData's.
  @Test func theNextPageIsACall() throws {
    let text = #"{"@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=x", "value": []}"#
    let url = try ServiceErrorReader.read(Array(text.utf8)).request?.url
    #expect(url?.hasPrefix("https://graph.microsoft.com/v1.0/users") == true)
  }

  /// An object that a body refers to is not called.
  @Test(arguments: [
    "\"@odata.id\" = (\"https://graph.microsoft.com/v1.0/directoryObjects/{0}\" -f $id)",
    "\"@odata.id\": \"https://graph.microsoft.com/v1.0/users/7a\"",
    "'@odata.id' = 'https://graph.microsoft.com/v1.0/users/7a'",
    "\"owners@odata.bind\" = @(\"https://graph.microsoft.com/v1.0/users/7a\")",
    "\"owners@odata.bind\" = @(\n  \"https://graph.microsoft.com/v1.0/users/7a\"\n  \"https://graph.microsoft.com/v1.0/users/7b\"\n)",
    "https://graph.microsoft.com/v1.0", "https://graph.microsoft.com/beta/",
  ])
  func whatABodyRefersToIsNoCall(line: String) { #expect(Self.request(line) == nil) }

  @Test(arguments: [
    ("url = \"https://graph.microsoft.com/v1.0/users/\" + id", "https://graph.microsoft.com/v1.0/users/{id}"),
    ("url = 'https://graph.microsoft.com/v1.0/users/' . $id;", "https://graph.microsoft.com/v1.0/users/{id}"),
    ("url = \"https://graph.microsoft.com/v1.0/users\", id", "https://graph.microsoft.com/v1.0/users"),
    ("\"https://graph.microsoft.com/v1.0/users\".format(x)", "https://graph.microsoft.com/v1.0/users"),
    ("https:\\/\\/graph.microsoft.com\\/v1.0\\/users", "https://graph.microsoft.com/v1.0/users"),
    ("?target=https%3A%2F%2Fgraph.microsoft.com%2Fv1.0%2Fusers", "https://graph.microsoft.com/v1.0/users"),
    ("http://graph.microsoft.com/v1.0/users", "https://graph.microsoft.com/v1.0/users"),
    ("see https://graph.microsoft.com/v1.0/users [it is said] that", "https://graph.microsoft.com/v1.0/users"),
  ])
  func anAddressIsReadAsItIsSent(line: String, url: String) {
    #expect(Self.request(line)?.url == url)
  }

  /// What is no address of a call stays none, and costs no more than its length.
  @Test func linesOfMarksEnd() {
    for piece in ["://", "/[", "\" + ", "%3A%2F%2F", "\\/", "' . $"] {
      let line = "https://graph.microsoft.com/v1.0/users/" + String(repeating: piece, count: 20_000)
      _ = Self.request(line)
    }
  }
}
