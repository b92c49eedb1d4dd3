import ArgumentParser
import ScopeAudit
import ScopeReports

/// Renders a saved JSON report in other formats, without auditing again.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Render a JSON report in other formats, without auditing again.",
    discussion: "The exit status is what `check` would give for the same findings; --fail-on never makes it 0.")

  @Argument(help: "A report that check wrote with --format json; - for standard input.") var saved: String
  @OptionGroup var report: ReportOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions
  @Flag(help: "Exit 0 or 1 although an input of the audit could not be read.") var allowIncomplete = false

  func run() throws {
    let threshold = report.failOn?.threshold ?? FailOn.standard
    let settings = FormatSettings(
      rules: Auditor(options: AuditOptions(now: clock.moment)).judgingRules, style: display.style, threshold: threshold,
      now: clock.moment)
    let delivery = ReportDelivery(
      try report.requests(), settings, stepSummary: Environment.variable("GITHUB_STEP_SUMMARY"))
    try delivery.check(against: [saved])
    let saved = try SavedReport(path: saved, read: InputFile.reader(saved))
    if saved.isOfOtherCatalog {
      var standardError = StandardError()
      print(
        "The report was made with another catalog: names and entities of permissions are those of this one.",
        to: &standardError)
    }
    if !saved.tokens.isEmpty {
      var standardError = StandardError()
      print(
        "Tokens have their findings alone here: what they carry, and their drift, is in the report that was given.",
        to: &standardError)
    }
    var run = saved.run
    var spools = delivery.formats.map { format in (0..<format.sectionCount).map { _ in Spool() } }
    for application in saved.applications { run.tally.add(application) }
    for token in saved.tokens { run.tally.add(token: token) }
    for application in saved.applications + saved.tokens {
      for (index, format) in delivery.formats.enumerated() {
        var fragment = ReportFragment(sectionCount: format.sectionCount)
        format.render(application, into: &fragment)
        for (section, bytes) in fragment.sections.enumerated() { spools[index][section].append(bytes) }
      }
    }
    run.tally.add(saved.findings)
    for (index, format) in delivery.formats.enumerated() {
      var fragment = ReportFragment(sectionCount: format.sectionCount)
      format.render(saved.findings, into: &fragment)
      for (section, bytes) in fragment.sections.enumerated() { spools[index][section].append(bytes) }
    }
    let verdict = ExitStatus.verdict(run, threshold, allowsIncomplete: allowIncomplete)
    try delivery.deliver(run, spools, standardOutput: display.quiet ? .whereWorthIt(run, verdict) : .whole)
    if let verdict { throw verdict }
  }
}
