import ArgumentParser
import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeRun

/// Says what a change adds, raises and removes.
struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare two states of app registrations: what a change adds, raises, removes.")

  @Argument(help: "The old state: a file, a folder, or git:REVISION:PATH, the path from the repository's root.")
  var old: String
  @Argument(help: "The new state, named in the same ways; - for standard input.") var new: String
  @OptionGroup var report: ReportOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions
  @Flag(help: "Exit 0 or 1 although an input could not be read.") var allowIncomplete = false

  mutating func validate() throws {
    if old == "-", new == "-" {
      throw ValidationError("Standard input can be one of the two states only. Name the other.")
    }
  }

  func run() async throws {
    let file = try gate.configuration(for: [new].filter { !GitRevision.isNamed(by: $0) })
    let threshold = try gate.threshold(report.failOn, file)
    var options = AuditOptions(now: clock.moment)
    if let file { try options.apply(file, book: .shared) }
    let auditor = Auditor(options: options)
    let audit = ChangeAudit(auditor: auditor)
    let delivery = ReportDelivery(
      try report.requests(file),
      FormatSettings(
        rules: JudgingRules(audit.rules), style: display.style, threshold: threshold, now: clock.moment,
        showsChanges: true),
      stepSummary: Environment.variable("GITHUB_STEP_SUMMARY"))
    let before = StateFile.all(of: old, excluding: gate.files(file))
    let after = StateFile.all(of: new, excluding: gate.files(file))
    try delivery.check(against: (before + after).map(\.path).filter { !GitRevision.isNamed(by: $0) })
    var runner = AuditRunner(
      auditor: auditor, review: try gate.review(file, now: clock.moment), store: delivery.store(),
      workers: Environment.processors)
    runner.name(file)
    runner.compare(before, with: after, audit)
    runner.conclude(seesAll: false)
    let verdict = AuditVerdict(runner.run, threshold, allowsIncomplete: allowIncomplete)
    try delivery.deliver(runner, standardOutput: display.quiet ? .whereWorthIt(runner.run, verdict) : .whole)
    try gate.write(runner.reviewed, of: runner.run, file)
    try ExitStatus.end(verdict)
  }
}
