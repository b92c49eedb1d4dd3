import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeRun

/// Audits manifests and exports.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Audit app registrations: manifests, exports, folders of them.",
    discussion: """
      With --token, each token is audited as `scopeaudit token` does, and compared with the registration that has its \
      application id: what is asked for and not in the token, and what is in the token without being asked for, for the \
      token's resource and kind of caller alone. Such drift is reported and is no finding; a comparison that cannot be \
      made makes the audit incomplete.

        az account get-access-token --resource https://graph.microsoft.com | scopeaudit check app.json --token -
      """)

  @Argument(help: "Files or folders; - for standard input. Without any, those that the settings name.")
  var paths: [String] = []
  @OptionGroup var report: ReportOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var need: NeedsOptions
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A token to audit and to compare with its registration; - for standard input; may be given several times.",
      valueName: "file"))
  var token: [String] = []
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions
  @Option(help: "permissions: what each requested permission permits.") var show: Show?
  @Flag(help: "Audit nothing: say what settings are in force, and where each comes from.") var showConfig = false
  @Flag(help: "Exit 0 or 1 although an input could not be read.") var allowIncomplete = false

  enum Show: String, ExpressibleByArgument, CaseIterable { case permissions }

  func validate() throws {
    if token.contains("-"), (paths + token).count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input can be one input only. Put the token or the manifest into a file.")
    }
    if need.fix, report.format != nil || report.output.contains(where: { $0.path == nil }) {
      throw ValidationError(
        "--fix takes the place of the report on standard output. Send reports to files, as in --output json=report.json."
      )
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
    let tokens = token.map { TokenInput(RunInput(file: $0)) }
    let rulesInForce = Auditor(options: options)
    let settings = FormatSettings(
      rules: rulesInForce.judgingRules, tokenRules: tokens.isEmpty ? [] : rulesInForce.tokenRules, style: display.style,
      threshold: threshold, now: clock.moment,
      showsPermissions: show == .permissions)
    let delivery = ReportDelivery(
      try report.requests(file), settings, standardOutput: need.fix ? FixReport(catalog: .shared) : nil,
      stepSummary: Environment.variable("GITHUB_STEP_SUMMARY"))
    let walk = FolderWalk(try gate.inputs(paths, file), excluding: gate.files(file))
    try delivery.check(against: walk.inputs.map(\.path) + token)
    options.wantsExcerpts = delivery.formats.contains { $0.wantsExcerpts }
    var runner = AuditRunner(
      auditor: Auditor(options: options), review: review, store: delivery.store(streaming: !display.quiet),
      workers: Environment.processors, tokenHolders: Set(tokens.flatMap(\.holders)))
    runner.name(file)
    runner.note(reading)
    StandardError.print(reading.remarks)
    runner.note(walk.skipped)
    await runner.audit(walk.inputs)
    runner.audit(tokens)
    runner.conclude()
    let verdict = AuditVerdict(runner.run, threshold, allowsIncomplete: allowIncomplete)
    try delivery.deliver(runner, standardOutput: display.quiet ? .whereWorthIt(runner.run, verdict) : .begun)
    try gate.write(runner.reviewed, of: runner.run, file)
    try ExitStatus.end(verdict)
  }
}
