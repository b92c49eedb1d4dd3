import ScopeRun
import ScopeValues
import Testing

/// check, diff, token and convert as four inputs of one run, in memory from the settings to the report.
@Suite struct AuditJobTests {
  private static func manifest(_ scope: String) -> String {
    """
    {"appId": "6f1c2a90-3b47-4d58-9e61-0a7d5c84b1e2", "displayName": "Sample", "signInAudience": "AzureADMyOrg",
     "requiredResourceAccess": [{"resourceAppId": "00000003-0000-0000-c000-000000000000",
       "resourceAccess": [{"id": "\(scope)", "type": "Role"}]}]}
    """
  }
  private static let wiping = manifest("5b07b0dd-2377-4e44-a38d-703f09a0dc3c")
  private static let reading = manifest("2f51be20-0bb4-4fed-bf7b-db946066c75e")

  private static func frame(
    _ files: MemoryFiles, isQuiet: Bool = false, _ change: (inout Gate.Choices) throws -> Void = { _ in }
  ) throws -> AuditFrame {
    var choices = Gate.Choices()
    choices.noConfig = true
    choices.output = [try ReportRequest(argument: "json=-")]
    try change(&choices)
    return try AuditFrame(
      Gate(choices, in: files.tree, settingsOf: []), Surroundings(files.tree), Display(isQuiet: isQuiet),
      now: try #require(Timestamp(rfc3339: "2026-08-24T10:00:00Z")), allowsIncomplete: false)
  }

  private static func text(_ job: AuditJob, _ index: Int = 0) -> String {
    var bytes: [UInt8] = []
    job.write(index) { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func checksAndConvertsToTheSame() async throws {
    let files = MemoryFiles(files: ["/work/a.json": Self.wiping])
    let job = try await Self.frame(files, isQuiet: true).check(CheckQuestion([files.tree.input("a.json")]))
    #expect(job.verdict == .findings)
    var saved = files
    saved.files["/work/saved.json"] = Self.text(job)
    let converted = try Self.frame(saved).convert(saved.tree.input("saved.json"))
    #expect(converted.verdict == .findings)
    #expect(Self.text(converted).contains("destructive-device-permission"))
  }

  @Test(arguments: ["\"summary\":", "\"rule\":"])
  func whatAReportDoesNotHaveIsRefused(mark: String) async throws {
    var files = MemoryFiles(files: ["/work/a.json": Self.wiping])
    let job = try await Self.frame(files, isQuiet: true).check(CheckQuestion([files.tree.input("a.json")]))
    let report = Self.text(job)
    let start = try #require(report.firstRange(of: mark == "\"rule\":" ? "{\"rule\":\"destructive" : mark))
    let at = mark == "\"rule\":" ? report.index(after: start.lowerBound) : start.lowerBound
    files.files["/work/saved.json"] = report[..<at] + "\"invented\":1," + report[at...]
    #expect(throws: SavedReport.Problem.self) { _ = try Self.frame(files).convert(files.tree.input("saved.json")) }
  }

  @Test func comparesTwoStates() async throws {
    let files = MemoryFiles(files: ["/work/old.json": Self.reading, "/work/new.json": Self.wiping])
    let job = try await Self.frame(files).compare(
      files.tree.state("old.json", excluding: []), with: files.tree.state("new.json", excluding: []))
    #expect(Self.text(job).contains("\"changes\""))
    #expect(job.verdict == .findings)
  }

  /// More pairs than one task compares, some with equal texts: what is found is that of one comparison after another.
  @Test(arguments: [1, 4]) func comparesManyPairsInTheirOrder(workers: Int) async throws {
    func export(_ scope: (Int) -> String) -> String {
      let applications = (0..<300).map { number in
        """
        {"appId": "6f1c2a90-3b47-4d58-9e61-\(String(100_000_000_000 + number))", "displayName": "Sample \(number)",
         "requiredResourceAccess": [{"resourceAppId": "00000003-0000-0000-c000-000000000000",
           "resourceAccess": [{"id": "\(scope(number))", "type": "Role"}]}]}
        """
      }
      return "[\(applications.joined(separator: ",\n"))]"
    }
    let (reading, wiping) = ("2f51be20-0bb4-4fed-bf7b-db946066c75e", "5b07b0dd-2377-4e44-a38d-703f09a0dc3c")
    let files = MemoryFiles(files: [
      "/work/old.json": export { _ in reading }, "/work/new.json": export { $0 % 7 == 3 ? wiping : reading },
    ])
    var choices = Gate.Choices()
    choices.noConfig = true
    choices.output = [try ReportRequest(argument: "csv=-")]
    let frame = try AuditFrame(
      Gate(choices, in: files.tree, settingsOf: []), Surroundings(files.tree, workers: workers), Display(isQuiet: true),
      now: try #require(Timestamp(rfc3339: "2026-08-24T10:00:00Z")), allowsIncomplete: true)
    let job = try await frame.compare(
      files.tree.state("old.json", excluding: []), with: files.tree.state("new.json", excluding: []))
    let rows = Self.text(job).split(separator: "\r\n").filter { $0.hasPrefix("finding,") }
    #expect(rows.map { String($0.split(separator: ",")[4]) } == (0..<300).filter { $0 % 7 == 3 }.map { "Sample \($0)" })
  }

  @Test func whatCannotBeReadIsIncompleteAndNeverABaseline() async throws {
    let files = MemoryFiles(files: ["/work/a.json": Self.wiping])
    let frame = try Self.frame(files) { $0.writeBaseline = "known.json" }
    let whole = try await frame.check(CheckQuestion([files.tree.input("a.json")]))
    #expect(whole.baseline?.path == "known.json" && whole.baseline?.replaces == false)
    let broken = try await frame.check(CheckQuestion([files.tree.input("a.json"), files.tree.input("gone.json")]))
    #expect(broken.verdict == .incomplete)
    #expect(broken.baseline == nil)
  }

  @Test func quietPrintsNothingWhereAllIsWell() async throws {
    let files = MemoryFiles(files: ["/work/a.json": Self.wiping])
    let question = CheckQuestion([files.tree.input("a.json")])
    #expect(try await Self.frame(files).check(question).standardOutput == .begun)
    #expect(try await Self.frame(files, isQuiet: true).check(question).standardOutput == .whole)
    let lenient = try Self.frame(files, isQuiet: true) { $0.failOn = FailOn(argument: "never") }
    #expect(try await lenient.check(question).standardOutput == .nothing)
  }

  @Test(arguments: ["a.json", "./a.json", "/work/x/../a.json"])
  func noReportTakesThePlaceOfAnInput(path: String) async throws {
    let files = MemoryFiles(files: ["/work/a.json": Self.wiping])
    let frame = try Self.frame(files) { $0.output.append(try ReportRequest(argument: "csv=\(path)")) }
    await #expect(throws: OutputProblem.isInput(path)) {
      _ = try await frame.check(CheckQuestion([files.tree.input("a.json")]))
    }
  }

  @Test func auditsATokenAlone() throws {
    let files = MemoryFiles(files: ["/work/token.txt": "nothing of the kind"])
    let job = try Self.frame(files).token(
      files.tree.input("token.txt"), ClaimChoice(isShown: false, isRevealed: false))
    #expect(job.verdict == .incomplete)
    #expect(!Self.text(job).contains("nothing of the kind"))
  }
}
