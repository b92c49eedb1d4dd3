import ScopeDocuments
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct RequestReaderTests {
  private func fixture(_ name: String) throws -> RequestList {
    RequestReader.read(try Fixture.bytes("requests/\(name)"))
  }

  private func lines(_ list: RequestList) -> [String] {
    list.requests.map { "\($0.position.line):\($0.position.column) \($0.method) \($0.url)" }
  }

  private func places(_ list: RequestList) -> [String] {
    list.problems.map { "\($0.position.line):\($0.position.column)" }
  }

  /// The same lines with either end of line, a byte order mark, and as PowerShell writes them.
  @Test(arguments: ["lines.txt", "lines-crlf-bom.txt", "lines-utf16.txt"])
  func readsLines(name: String) throws {
    let list = try fixture(name)
    #expect(
      lines(list) == [
        "2:1 GET https://graph.microsoft.com/v1.0/deviceManagement/managedDevices?$filter=deviceName eq 'A 1'&$top=5",
        "3:2 PATCH /deviceManagement/managedDevices('0f0f0f0f-1111-4222-8333-444444444444')",
        "5:1 POST https://graph.microsoft.com/beta/deviceManagement/managedDevices/{id}/wipe",
        "9:1 GET /users/$count",
      ])
    #expect(places(list) == ["6:1", "7:1"])
  }

  /// A comment may follow everything that a line can hold, and be all that follows the method.
  @Test(arguments: [
    ("GET # later", nil), ("GET  # later", nil), ("GET \t# later", nil), ("GET #", nil), ("GET  #x", nil),
    ("GET /users # all", "/users"), ("GET /users\t# all", "/users"), ("GET /users#all", "/users#all"),
    ("GET \"/users\" # all", "/users"), ("GET /users HTTP/1.1 # all", "/users"),
  ])
  func commentsMayFollowAnything(line: String, url: String?) {
    let list = RequestReader.read(Array(line.utf8))
    #expect(list.requests.map(\.url) == (url.map { [$0] } ?? []))
    #expect(list.problems.isEmpty == (url != nil))
  }

  /// What is no text is told once, not line by line.
  @Test(arguments: [
    ([0x50, 0x4B, 0x03, 0x04, 0x0A, 0x0A, 0x41, 0x0A], "this is a zip archive"),
    ([0x41, 0x00, 0x0A, 0x42, 0x00, 0x00, 0x0A, 0x43, 0x0A], "this is binary data"),
  ])
  func whatIsNoTextIsToldOnce(bytes: [UInt8], message: String) {
    let list = RequestReader.read(bytes)
    #expect(list.requests.isEmpty)
    #expect(list.problems.map(\.message) == [message])
  }

  @Test func readsJSONLines() throws {
    let list = try fixture("lines.jsonl")
    #expect(
      lines(list) == [
        "1:1 GET https://graph.microsoft.com/v1.0/users", "2:1 POST /groups",
        "4:1 DELETE https://graph.microsoft.com/v1.0/groups/{id}", "8:1 PUT /me/photo/$value",
      ])
    #expect(places(list).sorted() == ["3:23", "5:1", "6:1", "7:1", "9:1"])
  }

  @Test func readsArrays() throws {
    let list = try fixture("array.json")
    #expect(list.requests.map { "\($0.method) \($0.url)" } == ["GET /users", "GET /me", "PATCH /me"])
    #expect(list.problems.isEmpty)
  }

  /// The bodies of the parts are not requests.
  @Test func readsBatchBodies() throws {
    let list = try fixture("batch.json")
    #expect(list.requests.map { "\($0.method) \($0.url)" } == ["GET /me", "POST /users/{id}/revokeSignInSessions"])
    #expect(list.problems.map(\.message) == ["a request without a URL"])
  }

  @Test func readsRecordings() throws {
    let list = try fixture("recording.har")
    #expect(
      list.requests.map { "\($0.method) \($0.url)" } == [
        "GET https://graph.microsoft.com/v1.0/me", "GET https://portal.example/logo.svg", "GET /me/messages",
        "GET /me/events",
      ])
    #expect(!list.requests.contains { !$0.isFromTraffic })
    #expect(list.problems.count == 1)
  }

  @Test func saysThatAnEmptyInputHoldsNothing() {
    let list = RequestReader.read(Array(" \r\n\n".utf8))
    #expect(list.requests.isEmpty)
    #expect(list.problems.isEmpty)
  }
}
