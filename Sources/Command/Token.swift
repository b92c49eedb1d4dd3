import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeRun

/// Decodes a token and judges what it permits.
struct Token: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decode an access token, say what it permits, and audit it.",
    discussion: """
      The token is read from standard input or a file, bare or as it was copied: a header line, a wrapped or \
      quoted text, the JSON of Azure CLI, MSAL or PowerShell. It is never printed and never written.

        az account get-access-token --resource https://graph.microsoft.com | scopeaudit token
      """)

  @Argument(help: "A file that holds the token; - for standard input.") var path = "-"
  @OptionGroup var report: ReportOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions
  @Flag(help: "Print every claim, with what tells of a person masked.") var showClaims = false
  @Flag(help: "With --show-claims: print personal claims as well.") var reveal = false
  @Flag(help: "Exit 0 or 1 although a token could not be judged.") var allowIncomplete = false

  func validate() throws {
    if reveal, !showClaims { throw ValidationError("--reveal needs --show-claims.") }
  }

  func run() throws {
    let file = try gate.configuration(for: [path])
    let threshold = try gate.threshold(report.failOn, file)
    var options = AuditOptions(now: clock.moment)
    if let file { try options.apply(file, book: .shared) }
    let auditor = Auditor(options: options)
    let review = try gate.review(file, now: clock.moment)
    var runner = AuditRunner(auditor: auditor, review: review, store: SectionStore([]))
    let results = runner.auditAlone(TokenInput(RunInput(file: path)))
    let verdict = AuditVerdict(runner.run, threshold, allowsIncomplete: allowIncomplete)
    try deliver(results, runner.run, auditor, threshold, verdict)
    try gate.write(runner.reviewed, of: runner.run, file)
    try ExitStatus.end(verdict)
  }

  private func deliver(
    _ results: [TokenResult], _ run: CheckRun, _ auditor: Auditor, _ threshold: FailureThreshold,
    _ verdict: AuditVerdict
  ) throws {
    let claims: ClaimDisplay = !showClaims ? .hidden : RevealPermit(askedFor: reveal).map { .revealed($0) } ?? .masked
    let settings = FormatSettings(
      rules: JudgingRules(auditor.tokenRules), style: display.style, threshold: threshold, now: clock.moment
    ) { format, style in
      switch format {
      case .text:
        FixedReport(TokenTextReport(catalog: auditor.catalog, style: style, claims: claims).render(results, run))
      case .json: FixedReport(TokenJSONReport(catalog: auditor.catalog, claims: claims).render(results, run))
      default: nil
      }
    }
    let delivery = ReportDelivery(
      try report.requests(), settings, stepSummary: Environment.variable("GITHUB_STEP_SUMMARY"))
    try delivery.check(against: [path])
    var store = delivery.store()
    for result in results where result.isJudged {
      store.add { format, fragment in format.render(result.audit, into: &fragment) }
    }
    try delivery.deliver(run, store, standardOutput: display.quiet ? .whereWorthIt(run, verdict) : .whole)
  }
}
