import ArgumentParser
import ScopeAudit
import ScopeReports
import ScopeRun

/// Renders a saved JSON report in other formats, without auditing again.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Render a JSON report in other formats, without auditing again.",
    discussion: "The exit status is what `check` would give for the same findings; --fail-on never makes it 0.")

  @Argument(help: "A report that check wrote with --format json; - for standard input.") var saved: String
  @OptionGroup var report: ReportOptions
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions
  @Flag(help: "Exit 0 or 1 although an input of the audit could not be read.") var allowIncomplete = false

  func run() throws {
    let threshold = report.failOn?.threshold ?? FailOn.standard
    let auditor = Auditor(options: AuditOptions(now: clock.moment))
    let settings = FormatSettings(
      rules: auditor.judgingRules, style: display.style, threshold: threshold,
      now: clock.moment)
    let delivery = ReportDelivery(
      try report.requests(), settings, stepSummary: Environment.variable("GITHUB_STEP_SUMMARY"))
    try delivery.check(against: [saved])
    let saved = try SavedReport(path: saved, read: InputFile.reader(saved))
    StandardError.print(saved.remarks)
    var runner = AuditRunner(auditor: auditor, store: delivery.store())
    runner.restore(saved)
    let verdict = AuditVerdict(runner.run, threshold, allowsIncomplete: allowIncomplete)
    try delivery.deliver(runner, standardOutput: display.quiet ? .whereWorthIt(runner.run, verdict) : .whole)
    try ExitStatus.end(verdict)
  }
}
