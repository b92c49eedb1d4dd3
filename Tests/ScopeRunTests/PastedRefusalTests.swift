import ScopeReports
import ScopeRun
import ScopeValues
import Testing

/// What is pasted without a word of what it is: the answer is that of the option that it would have been given with.
@Suite struct PastedRefusalTests {
  private static let token = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4Iiwic2NwIjoiYSJ9.c2lnbmF0dXJl"
  private static let error = #"{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges."}}"#

  private static func answer(_ fill: (inout RefusalQuestion) -> Void) throws -> [UInt8] {
    var question = RefusalQuestion(now: .epoch)
    fill(&question)
    return try question.answer(FormatReader.initial, Display()).output
  }

  private static func input(_ text: String) -> RunInput { RunInput(path: "a.txt", bytes: Array(text.utf8)) }

  @Test func eachIsTakenForWhatItIs() throws {
    #expect(
      try Self.answer { $0.take(Self.input("GET /users")) } == Self.answer { $0.request = "GET /users" })
    #expect(try Self.answer { $0.take(Self.input(Self.token)) } == Self.answer { $0.token = Self.input(Self.token) })
    #expect(try Self.answer { $0.take(Self.input(Self.error)) } == Self.answer { $0.error = Self.input(Self.error) })
  }

  @Test func whatIsPastedIsTheFileThatIsNamed() {
    #expect(RefusalQuestion.sole("a.txt", nil, nil, nil) == "a.txt")
    #expect(RefusalQuestion.sole("-", "t", nil, nil) == "-")
    #expect(RefusalQuestion.sole(nil, nil, nil, nil) == "-")
    #expect(RefusalQuestion.sole(nil, nil, "GET /users", nil) == nil)
  }

  @Test(arguments: [("a.txt", nil, "b.txt"), ("-", "-", nil), ("GET /users", nil, nil)])
  func whatContradictsItIsRefused(pasted: String, token: String?, error: String?) {
    #expect(throws: UsageProblem.self) {
      try RefusalQuestion.check(pasted, token: token, request: nil, error: error, MemoryFiles(isPiped: true).tree)
    }
  }

  /// A path from the root may be one of Microsoft Graph as well: what lies there is a file.
  @Test(arguments: ["/users", "/work/a.txt", "https://graph.microsoft.com/v1.0/users", "me/messages"])
  func whatLiesThereIsAFile(path: String) {
    let tree = MemoryFiles(files: [path.hasPrefix("/") ? path : "/work/\(path)": "GET /me"]).tree
    #expect(throws: Never.self) { try RefusalQuestion.check(path, token: nil, request: nil, error: nil, tree) }
  }

  @Test(arguments: ["/users", "GET /users", "https://graph.microsoft.com/v1.0/users"])
  func whatIsARequestIsSentToItsOption(request: String) {
    let tree = MemoryFiles(files: ["/work/a.txt": ""]).tree
    #expect(throws: UsageProblem.self) {
      try RefusalQuestion.check(request, token: nil, request: nil, error: nil, tree)
    }
  }

  @Test func nothingAtAllIsRefused() {
    #expect(throws: UsageProblem.self) {
      try RefusalQuestion.check(token: nil, request: nil, error: nil, MemoryFiles().tree)
    }
    #expect(throws: Never.self) {
      try RefusalQuestion.check("-", token: nil, request: nil, error: nil, MemoryFiles().tree)
    }
  }
}
