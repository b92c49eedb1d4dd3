import ScopeDocuments
import Testing

/// A log with several requests in JSON: the one that was refused counts, wherever it stands and however it is logged.
@Suite struct LogRecordTests {
  /// A logger, and the record that it writes of a request.
  struct Logger: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var record: @Sendable (_ method: String, _ url: String, _ status: Int) -> String
  }

  static let loggers = [
    Logger(testDescription: "flat") { #"{"level":"x","method":"\#($0)","url":"\#($1)","status":\#($2)}"# },
    Logger(testDescription: "request and response") {
      #"{"req":{"method":"\#($0)","url":"\#($1)"},"res":{"statusCode":\#($2)},"msg":"done"}"#
    },
    Logger(testDescription: "activity log") {
      #"{"category":"MicrosoftGraphActivityLogs","properties":{"requestMethod":"\#($0)","requestUri":"\#($1)","responseStatusCode":\#($2)}}"#
    },
    Logger(testDescription: "Elastic Common Schema") {
      #"{"http":{"request":{"method":"\#($0)"},"response":{"status_code":\#($2)}},"url":{"full":"\#($1)"}}"#
    },
    Logger(testDescription: "flattened") {
      #"{"http.method":"\#($0)","http.url":"\#($1)","http.status_code":"\#($2)"}"#
    },
    Logger(testDescription: "Application Insights") {
      #"{"name":"\#($0) /","data":"\#($1)","resultCode":"\#($2)","type":"HTTP"}"#
    },
  ]

  private static let calls = [
    ("GET", "https://graph.microsoft.com/v1.0/users"), ("POST", "https://graph.microsoft.com/v1.0/groups"),
    ("GET", "https://graph.microsoft.com/v1.0/devices"), ("DELETE", "https://graph.microsoft.com/v1.0/users/7a"),
  ]

  @Test(arguments: loggers, [("\n", "", ""), ("\n", "2026-08-15T10:02:11Z INFO ", ""), (",", "[", "]")])
  func theRefusedOneCounts(_ logger: Logger, form: (separator: String, before: String, after: String)) throws {
    for (refused, call) in Self.calls.enumerated() {
      let isArray = form.after == "]"
      let lines = Self.calls.enumerated().map { index, call in
        (isArray ? "" : form.before) + logger.record(call.0, call.1, index == refused ? 403 : 200)
      }
      let text = (isArray ? form.before : "") + lines.joined(separator: form.separator) + form.after
      let error = try ServiceErrorReader.read(Array(text.utf8))
      #expect(error.request?.url == call.1, "\(text)")
      if logger.testDescription != "Application Insights" { #expect(error.request?.method == call.0) }
      #expect(error.status == 403)
      #expect(error.part?.name == String(refused + 1) && error.part?.count == Self.calls.count)
    }
  }

  /// The same in lines of text, with the status behind the address.
  @Test(arguments: ["%m %u - %s", "%m %u %s", "Request: %m %u => %s", "%m %u (%s)", "%m %u status %s", "[%m] %u: %s."])
  func theRefusedLineCounts(_ form: String) throws {
    for (refused, call) in Self.calls.enumerated() {
      let lines = Self.calls.enumerated().map { index, call in
        form.replacing("%m", with: call.0).replacing("%u", with: call.1).replacing(
          "%s", with: index == refused ? "403" : "200")
      }
      let error = try ServiceErrorReader.read(Array(lines.joined(separator: "\n").utf8))
      #expect(error.request == StatedRequest(method: call.0, url: call.1), "\(lines)")
    }
  }

  /// In a log as long as any that is read, the refused call counts wherever it stands.
  @Test(
    arguments: [
      #"{"method":"%m","url":"%u","status":%s}"#, "%m %u - %s", "%m %u\nHTTP/1.1 %s X", "\"%m %p HTTP/1.1\" %s",
    ], [0, 1, 499, 500, 4_999, 5_000, 6_999])
  func aLongLogIsReadToItsEnd(_ form: String, refused: Int) throws {
    let calls = (0..<7_000).map { index in
      let path = index == refused ? "/v1.0/groups/7a/owners" : "/v1.0/me/messages"
      return form.replacing("%m", with: index == refused ? "DELETE" : "GET").replacing("%p", with: path)
        .replacing("%u", with: "https://graph.microsoft.com\(path)")
        .replacing("%s", with: index == refused ? "403" : "200")
    }
    let text = calls.joined(separator: "\n")
    #expect(text.utf8.count < ServiceErrorReader.largest)
    let request = try ServiceErrorReader.read(Array(text.utf8)).request
    #expect(request?.method == "DELETE" && request?.url.hasSuffix("/v1.0/groups/7a/owners") == true)
  }

  /// What stands beside the records belongs to the refusal, and what the others say does not.
  @Test func theRestOfTheLogIsRead() throws {
    let text = """
      {"method":"GET","url":"https://graph.microsoft.com/v1.0/me","status":404,"body":{"error":{"code":"Request_ResourceNotFound"}}}
      {"method":"PATCH","url":"https://graph.microsoft.com/v1.0/users/7a","status":403}
      Insufficient privileges to complete the operation.
      """
    let error = try ServiceErrorReader.read(Array(text.utf8))
    #expect(error.request == StatedRequest(method: "PATCH", url: "https://graph.microsoft.com/v1.0/users/7a"))
    #expect(error.codes.isEmpty && error.fields.contains { $0.contains("Insufficient privileges") })
  }

  /// A single record is read whole, like any other body.
  @Test func oneRecordIsNoLog() throws {
    let text = #"{"method":"GET","url":"https://graph.microsoft.com/v1.0/me","status":403,"message":"x"}"#
    #expect(try ServiceErrorReader.read(Array(text.utf8)).part == nil)
  }
}
