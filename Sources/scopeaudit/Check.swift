import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports

/// Audits manifests and exports.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Audit app registrations: manifests, exports, folders of them.")

  @Argument(help: "Files or folders; - for standard input. Without any, those that the settings name.")
  var paths: [String] = []
  @OptionGroup var report: ReportOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var need: NeedsOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions
  @Option(help: "permissions: what each requested permission permits.") var show: Show?
  @Flag(help: "Audit nothing: say what settings are in force, and where each comes from.") var showConfig = false
  @Flag(help: "Exit 0 or 1 although an input could not be read.") var allowIncomplete = false

  enum Show: String, ExpressibleByArgument, CaseIterable { case permissions }

  func validate() throws {
    if need.fix, report.format != nil || report.output.contains(where: { $0.path == nil }) {
      throw ValidationError("--fix takes the place of the report on standard output. Send reports to files, as in --output json=report.json.")
    }
  }

  func run() async throws {
    if showConfig { return try SettingsInForce(paths, report, gate).write() }
    let file = try gate.configuration(for: paths)
    let threshold = try gate.threshold(report.failOn, file)
    var options = AuditOptions(now: clock.moment)
    if let file { try options.apply(file, book: .shared) }
    let reading = await need.read()
    options.needs = reading.needs
    let review = try gate.review(file, now: clock.moment)
    let settings = FormatSettings(
      rules: Auditor(options: options).rules, style: display.style, threshold: threshold, now: clock.moment,
      showsPermissions: show == .permissions)
    let delivery = ReportDelivery(
      try report.requests(file), settings, standardOutput: need.fix ? FixReport(catalog: .shared) : nil,
      stepSummary: Environment.variable("GITHUB_STEP_SUMMARY"))
    let inputs = InputFile.expand(try gate.inputs(paths, file), excluding: gate.files(file))
    try delivery.check(against: inputs)
    options.wantsExcerpts = delivery.formats.contains { $0.wantsExcerpts }
    var runner = CheckRunner(
      auditor: Auditor(options: options), review: review, formats: delivery.formats, workers: Environment.processors,
      streaming: display.quiet ? nil : delivery.standardOutput)
    runner.name(file)
    runner.note(reading)
    await runner.audit(inputs)
    runner.conclude()
    let verdict = ExitStatus.verdict(runner.run, threshold, allowsIncomplete: allowIncomplete)
    try delivery.deliver(runner.run, runner.spools, standardOutput: display.quiet ? .whereWorthIt(runner.run, verdict) : .begun)
    try gate.write(runner.reviewed, of: runner.run)
    if let verdict { throw verdict }
  }
}
