import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues
import Testing

@testable import ScopeRun

/// A run in memory: no file, no process, no clock.
@Suite struct AuditRunnerTests {
  private static func application(_ number: Int, redirect: String = "https://a.example.com/cb") -> String {
    """
    {"appId": "00000000-0000-0000-0000-\(String(repeating: "0", count: 12 - String(number).count))\(number)",
     "displayName": "App \(number)", "signInAudience": "AzureADMyOrg", "requiredResourceAccess": [],
     "web": {"redirectUris": ["\(redirect)"]}}
    """
  }

  private static func run(
    _ inputs: [RunInput], workers: Int = 1, streaming: ReportOutput? = nil
  ) async -> (AuditRunner, String) {
    let auditor = Auditor(options: AuditOptions(now: .epoch))
    let settings = FormatSettings(
      rules: auditor.judgingRules, style: TextStyle(), threshold: FailureThreshold(severity: .high), now: .epoch)
    let store = SectionStore([FormatName.json.make(settings, isFile: true)], streaming: streaming)
    var runner = AuditRunner(auditor: auditor, store: store, workers: workers)
    await runner.audit(inputs)
    runner.conclude()
    var bytes: [UInt8] = []
    runner.store.formats[0].write(runner.run, runner.store.sections(0)) { bytes.append(contentsOf: $0) }
    return (runner, String(decoding: bytes, as: UTF8.self))
  }

  /// More than a batch, so that several tasks share the work.
  @Test(arguments: [1, 2, 7])
  func orderIsThatOfTheInputsWhateverTheWorkers(workers: Int) async {
    let inputs = (0..<3).map { file in
      let list = (0..<100).map { Self.application(file * 100 + $0) }.joined(separator: ",")
      return RunInput(path: "\(file).json", bytes: Array("[\(list)]".utf8))
    }
    let (alone, expected) = await Self.run(inputs)
    let (runner, text) = await Self.run(inputs, workers: workers)
    #expect(text == expected)
    #expect(runner.run.tally.applications == 300)
    #expect(alone.run.inputs.map(\.path) == ["0.json", "1.json", "2.json"])
  }

  @Test func anInputThatCannotBeReadMakesTheRunIncomplete() async {
    let inputs = [
      RunInput(path: "a.json", bytes: Array(Self.application(1).utf8)),
      RunInput(path: "b.json", failure: ReadFailure(reason: "cannot be opened: it is gone")),
    ]
    let (runner, _) = await Self.run(inputs)
    let threshold = FailureThreshold(severity: .high)
    #expect(runner.run.tally.applications == 1)
    #expect(runner.run.failures.map(\.path) == ["b.json"])
    #expect(AuditVerdict(runner.run, threshold, allowsIncomplete: false) == .incomplete)
    #expect(AuditVerdict(runner.run, threshold, allowsIncomplete: true) == .clean)
  }

  @Test func findingsReachTheThresholdOrNot() async {
    let plain = "http://a.example.com/cb"
    let (runner, _) = await Self.run([
      RunInput(path: "a.json", bytes: Array(Self.application(1, redirect: plain).utf8))
    ])
    #expect(AuditVerdict(runner.run, FailureThreshold(severity: .high), allowsIncomplete: false) == .findings)
    #expect(AuditVerdict(runner.run, FailureThreshold(severity: nil), allowsIncomplete: false) == .clean)
  }

  @Test func nothingToAuditIsSaid() async {
    let (runner, _) = await Self.run([])
    #expect(AuditVerdict(runner.run, FailureThreshold(severity: .high), allowsIncomplete: false) == .nothingToAudit)
  }

  /// A saved report rendered again in JSON keeps its applications and findings.
  @Test func aSavedReportComesBack() async throws {
    let input = RunInput(path: "a.json", bytes: Array(Self.application(1, redirect: "http://a.example.com/cb").utf8))
    let (runner, text) = await Self.run([input])
    let saved = try SavedReport(path: "report.json", read: readBytes(of: Array(text.utf8)))
    let auditor = Auditor(options: AuditOptions(now: .epoch))
    var again = AuditRunner(auditor: auditor, store: SectionStore([]))
    again.restore(saved)
    #expect(again.run.tally.applications == 1)
    #expect(again.run.tally.bySeverity == runner.run.tally.bySeverity)
    #expect(saved.remarks.isEmpty)
  }

  /// A permission that is requested again and again is listed once, so that the report does not grow with the list.
  @Test func reportGrowsWithWhatItSaysAndNotWithTheInput() async {
    func length(_ count: Int) async -> Int {
      let entry = #"{"id":"df021288-bdef-4463-88db-98f22de89214","type":"Role"}"#
      let list = Array(repeating: entry, count: count).joined(separator: ",")
      let access = #"[{"resourceAppId":"00000003-0000-0000-c000-000000000000","resourceAccess":[\#(list)]}]"#
      let text = #"{"appId":"bb8a4203-770a-404d-a898-339d1ba77c89","requiredResourceAccess":\#(access)}"#
      return await Self.run([RunInput(path: "a.json", bytes: Array(text.utf8))]).1.utf8.count
    }
    let (some, more) = await (length(2_000), length(20_000))
    // Findings of a rule are listed up to a thousand; columns and counts have a digit more.
    #expect(more - some < 8_000)
  }
}
