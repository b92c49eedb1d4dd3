import ScopeAudit
import ScopeValues
import Testing

@testable import ScopeRun

/// What git ignores keeps no audit from being complete by being broken; what it declares is audited all the same.
@Suite struct IgnoredFileTests {
  private static func verdict(_ text: String, isIgnored: Bool) async -> AuditVerdict {
    var files = MemoryFiles()
    files.files = ["/work/apps/app.json": NeverCleanTests.harmless.text, "/work/apps/out/cache.json": text]
    files.git["-C"] = isIgnored ? "cache.json\0" : ""
    var runner = AuditRunner(auditor: Auditor(options: AuditOptions(now: .epoch)), store: SectionStore([]))
    await runner.audit(FolderWalk(["apps"], in: files.tree).inputs)
    runner.conclude()
    return AuditVerdict(runner.run, FailureThreshold(severity: .high), allowsIncomplete: false)
  }

  @Test(arguments: [
    (#"{"cached": [1, 2"#, AuditVerdict.incomplete, AuditVerdict.clean),
    ("cached", .incomplete, .clean),
    (#"{"name": "package"}"#, .clean, .clean),
    (NeverCleanTests.danger.text, .findings, .findings),
    (String(NeverCleanTests.danger.text.dropLast(3)), .incomplete, .incomplete),
  ])
  func onlyWhatSaysNothingOfRegistrationsIsPassedOver(
    text: String, otherwise: AuditVerdict, ignored: AuditVerdict
  ) async {
    #expect(await Self.verdict(text, isIgnored: false) == otherwise)
    #expect(await Self.verdict(text, isIgnored: true) == ignored)
  }

  /// Git is asked about a name, never about a pattern, and not where a folder is not there.
  @Test func gitIsAskedOfOneFile() {
    var files = MemoryFiles()
    files.files = ["/work/apps/a.json": ""]
    files.git["-C"] = "a.json\0"
    #expect(files.tree.input("apps/a.json", isFound: true).isIgnored())
    #expect(!files.tree.input("apps/a.json").isIgnored())
    #expect(!files.tree.input("none/a.json", isFound: true).isIgnored())
  }
}
