import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports

/// Audits manifests and exports.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Audit app registrations: manifests, exports, folders of them.")

  @Argument(help: "Files or folders; - for standard input.") var paths: [String]
  @OptionGroup var report: ReportOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions
  @Option(help: "permissions: what each requested permission permits.") var show: Show?
  @Flag(help: "Exit 0 or 1 although an input could not be read.") var allowIncomplete = false

  enum Show: String, ExpressibleByArgument, CaseIterable { case permissions }

  func run() async throws {
    var options = AuditOptions(now: clock.moment)
    var outputs = [(format: report.format, path: String?.none)]
    outputs += report.output.map { ($0.format, Optional($0.path)) }
    let plain = TextStyle(isVerbose: display.verbose)
    let rules = Auditor(options: options).rules
    let formats = outputs.map { format($0.format, style: $0.path == nil ? display.style : plain, rules) }
    options.wantsExcerpts = formats.contains { $0.wantsExcerpts }
    let standardOutput = OutputStream.standardOutput()
    var runner = CheckRunner(
      auditor: Auditor(options: options), formats: formats,
      needsDigests: outputs.contains { $0.format == .json }, workers: Environment.processors,
      streaming: display.quiet ? nil : standardOutput)
    await runner.audit(InputFile.expand(paths))
    let hasFindings = report.failOn.severity.map { threshold in
      Severity.allCases.contains { $0 >= threshold && runner.run.tally.count($0) > 0 }
    }
    for (index, output) in outputs.enumerated() {
      let spools = runner.spools[index]
      let sections = ReportSections { section, body in spools[section].read(body) }
      if let path = output.path {
        try OutputPath.write(to: path) { formats[index].write(runner.run, sections, to: $0) }
      } else if display.quiet {
        guard hasFindings == true || !runner.run.failures.isEmpty else { continue }
        formats[index].write(runner.run, sections) { standardOutput.append($0) }
      } else {
        formats[index].finish(runner.run, sections) { standardOutput.append($0) }
      }
    }
    try standardOutput.finish()
    if !runner.run.failures.isEmpty, !allowIncomplete { throw ExitStatus.incomplete }
    if runner.run.tally.applications == 0 { throw ExitStatus.nothingToAudit }
    if hasFindings == true { throw ExitStatus.findings }
  }

  private func format(_ name: FormatName, style: TextStyle, _ rules: [Rule]) -> any CheckFormat {
    switch name {
    case .text: TextReport(catalog: .shared, style: style, showsPermissions: show == .permissions)
    case .json: JSONReport(catalog: .shared)
    case .junit, .junitAnt:
      JUnitReport(
        rules: rules, threshold: report.failOn.severity, timestamp: clock.moment.withoutZone,
        isAnt: name == .junitAnt)
    }
  }
}
