import ScopeAudit
import ScopeReports
import ScopeValues
import Testing

@testable import ScopeRun

/// Filters leave findings out of reports and out of nothing else: the verdict is that of the whole audit, and every
/// report says what it does not show.
@Suite struct ShownFindingsTests {
  private static func application(_ number: Int, name: String, _ permission: String) -> String {
    """
    {"appId": "0000000\(number)-3b47-4d58-9e61-0a7d5c84b1e2", "displayName": "\(name)",
     "signInAudience": "AzureADMultipleOrgs", "web": {"implicitGrantSettings": {"enableAccessTokenIssuance": true}},
     "requiredResourceAccess": [{"resourceAppId": "00000003-0000-0000-c000-000000000000",
       "resourceAccess": [{"id": "\(permission)", "type": "Role"}]}]}
    """
  }

  /// One application that wipes devices, and one that reads them.
  private static let files = MemoryFiles(files: [
    "/work/apps.json":
      "[\(application(1, name: "Payroll Wiper", "5b07b0dd-2377-4e44-a38d-703f09a0dc3c")),"
      + application(2, name: "Inventory", "2f51be20-0bb4-4fed-bf7b-db946066c75e") + "]"
  ])

  private static func job(
    _ format: String, _ shown: ShownFindings, files: MemoryFiles = files, display: Display = Display(),
    _ inputs: [String] = ["apps.json"]
  ) async throws -> AuditJob {
    var choices = Gate.Choices()
    choices.noConfig = true
    choices.format = try FormatReader.audit.read(format)
    choices.shown = shown
    let frame = try AuditFrame(
      Gate(choices, in: files.tree, settingsOf: []), Surroundings(files.tree), display,
      now: try #require(Timestamp(rfc3339: "2026-08-24T10:00:00Z")), allowsIncomplete: false)
    return try await frame.check(CheckQuestion(inputs.map { files.tree.input($0) }))
  }

  private static func text(_ job: AuditJob) -> String {
    var bytes: [UInt8] = []
    job.write(0) { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  static let filters: [ShownFindings] = [
    ShownFindings(minSeverity: "critical"), ShownFindings(rules: ["client-secret"]),
    ShownFindings(ignored: ["destructive-device-permission,privileged-multi-tenant-application"]),
    ShownFindings(applications: ["inventory"]), ShownFindings(limit: "1"),
    ShownFindings(minSeverity: "high", ignored: ["implicit-access-token"], applications: ["payroll"], limit: "1"),
  ]

  @Test(arguments: ScopeReports.FormatName.ofAudits, filters)
  func everyReportSaysWhatItDoesNotShow(format: ScopeReports.FormatName, shown: ShownFindings) async throws {
    let whole = try await Self.job("json", ShownFindings())
    let job = try await Self.job(format.rawValue, shown)
    #expect(job.verdict == whole.verdict)
    let said = (Self.text(job) + job.closingRemarks.joined()).replacing("\n", with: " ")
    #expect(said.contains("not shown"))
    #expect(said.contains("The exit status looks at all findings."))
    #expect(
      job.runner.run.tally.findings + job.runner.run.unshown.tally.findings == whole.runner.run.tally.findings)
  }

  @Test func noFilterIsNoRemark() async throws {
    let job = try await Self.job("json", ShownFindings())
    #expect(job.closingRemarks.isEmpty)
    #expect(!Self.text(job).contains("notShown"))
  }

  @Test func aRuleWhoseFindingsAreLeftOutHasNotPassed() async throws {
    let text = Self.text(try await Self.job("junit", ShownFindings(ignored: ["destructive-device-permission"])))
    #expect(text.contains("not shown: --ignore"))
  }

  @Test(arguments: ["payroll", "WIPER", "00000001-3b", "00000001-3b47-4d58-9e61-0a7d5c84b1e2"])
  func anApplicationIsFoundByNameOrID(word: String) async throws {
    let job = try await Self.job("json", ShownFindings(applications: [word]))
    let text = Self.text(job)
    #expect(text.contains("Payroll Wiper") && !text.contains("\"Inventory\""))
    #expect(job.runner.run.tally.applications == 1)
  }

  @Test func whoMeetsNoApplicationIsTold() async throws {
    let job = try await Self.job("json", ShownFindings(applications: ["payrol wiper"]))
    #expect(job.verdict == .findings)
    #expect(job.closingRemarks.contains { $0.contains("--app meets none of the 2") })
  }

  /// Where it is shown alone, an application is the first of its list, so that a report refers to what it has.
  @Test(arguments: filters)
  func aFilteredReportIsJudgedAgainAsItWas(shown: ShownFindings) async throws {
    let whole = try await Self.job("json", shown, display: Display(isQuiet: true))
    var files = Self.files
    files.files["/work/saved.json"] = Self.text(whole)
    var choices = Gate.Choices()
    choices.noConfig = true
    choices.format = try FormatReader.audit.read("json")
    let frame = try AuditFrame(
      Gate(choices, in: files.tree, settingsOf: []), Surroundings(files.tree), Display(), now: .epoch,
      allowsIncomplete: false)
    let again = try frame.convert(files.tree.input("saved.json"))
    #expect(again.verdict == whole.verdict)
    #expect(Self.text(again).contains("notShown"))
  }

  @Test func incompleteStaysIncomplete() async throws {
    let job = try await Self.job("text", ShownFindings(minSeverity: "critical"), ["apps.json", "gone.json"])
    #expect(job.verdict == .incomplete)
    #expect(Self.text(job).contains("incomplete"))
    let summary = try await Self.job("text", ShownFindings(isSummary: true), ["apps.json", "gone.json"])
    #expect(summary.verdict == .incomplete && Self.text(summary).contains("gone.json"))
  }

  @Test func aSummaryCountsByRuleAndByApplication() async throws {
    let text = Self.text(try await Self.job("text", ShownFindings(isSummary: true)))
    #expect(text.contains("2  high      implicit-access-token"))
    #expect(text.contains("Payroll Wiper"))
    let names = text.ranges(of: /Payroll Wiper|Inventory/).map { String(text[$0]) }
    #expect(names == ["Payroll Wiper", "Inventory"])
    #expect(!text.contains("fix  "))
  }

  @Test func whatIsLongerThanTheScreenBeginsWithTheCounts() async throws {
    let long = try await Self.job("text", ShownFindings(), display: Display(height: 10))
    #expect(long.standardOutput == .begun)
    #expect(Self.text(long).hasPrefix("By rule\n"))
    let short = try await Self.job("text", ShownFindings(), display: Display(height: 10_000))
    #expect(!Self.text(short).contains("By rule"))
    let nowhere = try await Self.job("text", ShownFindings())
    #expect(!Self.text(nowhere).contains("By rule"))
  }

  @Test func permissionsAreATableForSpreadsheets() async throws {
    var choices = Gate.Choices()
    choices.noConfig = true
    choices.format = try FormatReader.audit.read("csv")
    let frame = try AuditFrame(
      Gate(choices, in: Self.files.tree, settingsOf: []), Surroundings(Self.files.tree), Display(), now: .epoch,
      allowsIncomplete: false)
    var question = CheckQuestion([Self.files.tree.input("apps.json"), Self.files.tree.input("gone.json")])
    question.showsPermissions = true
    let rows = Self.text(try await frame.check(question)).split(separator: "\r\n")
    #expect(rows.contains { $0.contains("Payroll Wiper") && $0.contains(",Remote actions,Wipe,") })
    #expect(rows.contains { $0.hasPrefix("error,") })
    #expect(Set(rows.map { $0.count { $0 == "," } }).count <= 2)
  }

  @Test func failuresAloneAreFewerCases() async throws {
    let whole = Self.text(try await Self.job("junit", ShownFindings()))
    let failures = Self.text(try await Self.job("junit:failures", ShownFindings()))
    #expect(whole.count(of: "<failure ") == failures.count(of: "<failure "))
    #expect(!failures.contains("<skipped"))
    #expect(failures.count(of: "<testcase ") < 20)
  }

  @Test(arguments: [
    (ShownFindings(minSeverity: "hihg"), "Did you mean \u{201C}high\u{201D}?"),
    (
      ShownFindings(rules: ["client-secrt"]),
      "--rule: there is no rule called client-secrt. Did you mean client-secret?"
    ),
    (ShownFindings(ignored: ["zzz"]), "`scopeaudit rules` lists them."), (ShownFindings(limit: "0"), "1 or more"),
    (ShownFindings(applications: [" "]), "part of the application's name"),
  ])
  func mistakesAreToldWithTheirRemedy(shown: ShownFindings, words: String) throws {
    let error = #expect(throws: UsageProblem.self) { try shown.filter() }
    #expect(error?.description.contains(words) == true)
  }
}

extension String {
  fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
