import ArgumentParser
import ScopeAudit
import ScopeDocuments
import ScopeReports

/// Says what a change adds, raises and removes.
struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare two states of app registrations: what a change adds, raises, removes.")

  @Argument(help: "The old state: a file or a folder.") var old: String
  @Argument(help: "The new state: a file or a folder; - for standard input.") var new: String
  @OptionGroup var report: ReportOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions
  @Flag(help: "Exit 0 or 1 although an input could not be read.") var allowIncomplete = false

  func run() async throws {
    let file = try gate.configuration(for: [new])
    let threshold = try gate.threshold(report.failOn, file)
    var options = AuditOptions(now: clock.moment)
    if let file { try options.apply(file, book: .shared) }
    let auditor = Auditor(options: options)
    let audit = ChangeAudit(auditor: auditor)
    let delivery = ReportDelivery(
      report.requests,
      FormatSettings(rules: audit.rules, style: display.style, threshold: threshold, now: clock.moment, showsChanges: true),
      stepSummary: Environment.variable("GITHUB_STEP_SUMMARY"))
    let inputs = InputFile.expand([old]) + InputFile.expand([new])
    try delivery.check(against: inputs)
    var runner = CheckRunner(
      auditor: auditor, review: try gate.review(file, now: clock.moment), formats: delivery.formats,
      workers: Environment.processors, streaming: nil)
    runner.name(file)
    let before = runner.states(below: old)
    runner.compare(before, runner.states(below: new), audit)
    runner.conclude()
    let verdict = ExitStatus.verdict(runner.run, threshold, allowsIncomplete: allowIncomplete)
    try delivery.deliver(
      runner.run, runner.spools, standardOutput: display.quiet ? .whereWorthIt(runner.run, verdict) : .whole)
    try gate.write(runner.reviewed, of: runner.run)
    if let verdict { throw verdict }
  }
}

extension CheckRunner {
  /// The states of all applications in a file or below a folder.
  mutating func states(below root: String) -> [RegistrationState] {
    var states: [RegistrationState] = []
    for path in InputFile.expand([root]) {
      let relativePath = path.hasPrefix(root + "/") ? String(path.dropFirst(root.utf8.count + 1)) : ""
      read(path) { application, auditor in
        states.append(RegistrationState(application, path: path, relativePath: relativePath, auditor: auditor))
      }
    }
    return states
  }
}
