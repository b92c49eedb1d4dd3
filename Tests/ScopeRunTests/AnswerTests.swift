import Foundation
import ScopeDocuments
import ScopeReports
import ScopeRun
import ScopeValues
import TestSupport
import Testing

/// What commands answer, asked in memory.
@Suite struct AnswerTests {
  private static func text(_ answer: Answer) -> String { String(decoding: answer.output, as: UTF8.self) }

  private static func question(
    token: String? = nil, request: String? = nil, error: String? = nil
  ) throws -> RefusalQuestion {
    var question = RefusalQuestion(now: try #require(Timestamp(rfc3339: "2026-08-24T10:00:00Z")))
    question.token = token.map { RunInput(path: "token.txt", bytes: Array($0.utf8)) }
    question.request = request
    question.error = error.map { RunInput(path: "error.json", bytes: Array($0.utf8)) }
    return question
  }

  @Test func whatIsNotFoundMakesAnAnswerIncomplete() throws {
    let format = FormatReader.initial
    #expect(try Answer.lookup(["User.Read"], listsOperations: false, format, Display()).verdict == .clean)
    let mixed = try Answer.lookup(["User.Read", "no-such-thing"], listsOperations: false, format, Display())
    #expect(mixed.verdict == .incomplete && mixed.remarks.count == 1)
    #expect(try Answer.lookup(["no-such-thing"], listsOperations: false, format, Display()).verdict == .nothingToAudit)
  }

  @Test func aRuleThatDoesNotExistIsAUsageProblem() throws {
    let error = #expect(throws: UsageProblem.self) {
      try Answer.rules("client-secrt", Gate(Gate.Choices()), FormatReader.initial, Display())
    }
    #expect(error?.description.contains("Did you mean client-secret?") == true)
    #expect(
      Self.text(try Answer.rules("client-secret", Gate(Gate.Choices()), FormatReader.initial, Display())).contains(
        "client-secret"))
  }

  @Test func aRefusalWithoutACauseIsIncomplete() throws {
    let known = try Self.question(request: "POST /deviceManagement/managedDevices/1/wipe", error: #"{"error": {}}"#)
    #expect(Self.text(try known.answer(FormatReader.initial, Display())).contains("PrivilegedOperations"))
    let unknown = try Self.question(request: "GET /no/such/path").answer(FormatReader.initial, Display())
    #expect(unknown.verdict == .incomplete)
  }

  @Test func whatIsNoTokenIsRefusedWithoutPrintingIt() throws {
    let question = try Self.question(token: "hello world, this is no token")
    let error = #expect(throws: UsageProblem.self) { try question.answer(FormatReader.initial, Display()) }
    #expect(error?.description.hasPrefix("token.txt holds no token") == true)
    #expect(error?.description.contains("hello") == false)
  }

  @Test func whatCannotBeReadMakesARefusalIncomplete() throws {
    var question = try Self.question(request: "GET /users")
    question.error = RunInput(path: "gone.json", failure: ReadFailure(because: "cannot be opened"))
    let answer = try question.answer(FormatReader.initial, Display())
    #expect(answer.verdict == .incomplete && answer.output.isEmpty)
    #expect(answer.remarks == ["gone.json: cannot be opened. Check the path and the permissions of the file."])
  }

  @Test(arguments: [
    ("GET /users", true), ("/users", true), ("https://graph.microsoft.com/v1.0/me", true), ("users", false),
    ("GET", false), ("", false), ("G3T /users", false), ("FETCH /users", false), ("Access denied", false),
  ])
  func aRequestIsAMethodAndAnAddressOrTheAddressAlone(text: String, isRequest: Bool) {
    #expect(RefusalQuestion.isRequest(text) == isRequest)
  }

  /// What is piped in without a word of what it is: a transcript of a refusal shows the token that was sent, too.
  @Test(arguments: [
    (
      "> GET /v1.0/users HTTP/2\n> Authorization: Bearer TOKEN\n< HTTP/2 403\n{\"error\": {\"code\": \"Forbidden\"}}\n",
      "error"
    ),
    (
      "curl -H 'Authorization: Bearer TOKEN' https://graph.microsoft.com/v1.0/users\nHTTP/1.1 401 Unauthorized\n",
      "error"
    ),
    ("{\"error\": {\"code\": \"Forbidden\", \"message\": \"sent TOKEN\"}}", "error"),
    ("Access denied", "error"), ("TOKEN", "token"), ("Authorization: Bearer TOKEN\n", "token"),
    ("{\"accessToken\": \"TOKEN\", \"tokenType\": \"Bearer\"}", "token"),
    ("GET https://graph.microsoft.com/v1.0/users", "request"), ("/users", "request"),
  ])
  func whatIsPipedInIsRecognised(text: String, kind: String) throws {
    let token = "eyJhbGciOiJub25lIn0.eyJzY3AiOiJVc2VyLlJlYWQiLCJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20ifQ.c2ln"
    var question = try Self.question()
    question.take(RunInput(path: "-", bytes: Array(text.replacing("TOKEN", with: token).utf8)))
    let taken = [
      question.token.map { _ in "token" }, question.error.map { _ in "error" }, question.request.map { _ in "request" },
    ]
    #expect(taken.compactMap(\.self) == [kind])
  }

  /// Every recorded refusal is recognised as one, and every token as a token, whichever way it was copied.
  @Test(arguments: [("diagnose", "error"), ("tokens", "token")])
  func whatWasRecordedIsRecognised(folder: String, kind: String) throws {
    let root = "\(project)/fixtures/\(folder)"
    let names = try FileManager.default.subpathsOfDirectory(atPath: root).filter {
      $0.hasSuffix("/error.txt") || $0.hasSuffix("/error.json") || folder == "tokens" && $0.hasSuffix(".txt")
    }
    #expect(names.count > 20)
    for name in names.sorted() {
      let bytes = try Fixture.bytes("\(folder)/\(name)")
      // Among the tokens are texts that hold none.
      if folder == "tokens", TokenReader.read(bytes).first?.isNoToken != false { continue }
      var question = try Self.question()
      question.take(RunInput(path: "-", bytes: bytes))
      let taken = question.error != nil ? "error" : question.token != nil ? "token" : "request"
      #expect(taken == kind, "\(folder)/\(name)")
    }
  }

  /// What is named and holds no code is told for what it is, and makes the scan incomplete.
  @Test(arguments: [
    ("a.zip", "PK\u{3}\u{4}", "This is a zip archive"), ("a.unknown", "x", "The language is not known"),
  ])
  func whatHoldsNoCodeIsTold(name: String, content: String, message: String) {
    let files = MemoryFiles(files: ["/work/\(name)": content])
    var reading = CodeReading()
    reading.read(name, in: files.tree, language: nil)
    let strictness = ScanStrictness(isStrict: false, failsOnUnresolved: false)
    let answer = Answer.scan(reading, flow: nil, strictness, .text, Display())
    #expect(answer.verdict == .incomplete)
    #expect(Self.text(answer).contains(message))
  }

  @Test func scansFromMemory() {
    let files = MemoryFiles(files: [
      "/work/src/a.py": "import requests\nrequests.get(\"https://graph.microsoft.com/v1.0/users\")\n",
      "/work/src/node_modules/b.py": "requests.get(\"https://graph.microsoft.com/v1.0/groups\")\n",
    ])
    var reading = CodeReading()
    reading.read("src", in: files.tree, language: nil)
    let strictness = ScanStrictness(isStrict: true, failsOnUnresolved: false)
    let answer = Answer.scan(reading, flow: nil, strictness, .requests, Display())
    #expect(Self.text(answer).contains("GET") && Self.text(answer).contains("/users"))
    #expect(!Self.text(answer).contains("/groups"))
    #expect(answer.verdict == .clean)
    var nothing = CodeReading()
    nothing.read("missing.py", in: files.tree, language: nil)
    #expect(Answer.scan(nothing, flow: nil, strictness, .text, Display()).verdict == .incomplete)
  }

  @Test(
    arguments: [
      (ColorChoice.always, false, [:], true), (.never, true, [:], false), (.auto, true, [:], true),
      (.auto, false, [:], false), (.auto, true, ["NO_COLOR": "1"], false),
      (.auto, false, ["CLICOLOR_FORCE": "1"], true),
      (.auto, true, ["TERM": "dumb"], false), (.auto, true, ["CLICOLOR": "0"], false),
      (.auto, false, ["CLICOLOR_FORCE": "0"], false), (.auto, true, ["NO_COLOR": ""], true),
      (.auto, true, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false),
    ] as [(ColorChoice, Bool, [String: String], Bool)])
  func coloursFollowTheVariables(choice: ColorChoice, isTerminal: Bool, variables: [String: String], expected: Bool) {
    #expect(choice.isColored(isTerminal: isTerminal, variable: { variables[$0] }) == expected)
  }

  @Test func tokensAmongArgumentsAreFound() {
    let token = "eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0."
    #expect(ArgumentScreen.holdsToken(["token", token], isFile: { _ in false }))
    #expect(ArgumentScreen.holdsToken(["check", "--header=Bearer \(token)"], isFile: { _ in true }))
    #expect(!ArgumentScreen.holdsToken(["check", "apps/a.json", "--fail-on", "high"], isFile: { _ in false }))
  }

  @Test func argumentsAreEchoedWithoutWhatSteersATerminal() {
    let hostile = "x\u{1B}[31m\n::error::y"
    let echoed = ArgumentEcho.neutralised("Error: Unknown option '\(hostile)'", ["--\(hostile)", hostile])
    #expect(!echoed.contains("\u{1B}") && !echoed.split(separator: "\n").contains { $0.hasPrefix("::") })
  }
}
