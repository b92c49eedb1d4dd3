import ScopeAudit
import ScopeCatalog
import ScopeReports
package import ScopeValues

/// What check, diff, token and convert have in common before they start.
package struct AuditFrame {
  let gate: Gate
  let surroundings: Surroundings
  let display: Display
  let now: Timestamp
  let threshold: FailureThreshold
  /// What of the findings is shown.
  let filter: FindingFilter
  /// Whether what could not be looked at is left out of account.
  let allowsIncomplete: Bool
  private(set) var options: AuditOptions

  /// - Throws: ``ConfigurationError`` where the settings say something that does not exist, ``UsageProblem`` where a
  ///   filter does.
  package init(
    _ gate: Gate, _ surroundings: Surroundings, _ display: Display, now: Timestamp, allowsIncomplete: Bool
  ) throws {
    self.gate = gate
    self.surroundings = surroundings
    self.display = display
    self.now = now
    self.allowsIncomplete = allowsIncomplete
    threshold = try gate.threshold()
    filter = try gate.choices.shown.filter()
    if gate.choices.shown.isSummary, gate.choices.format ?? .text != .text {
      throw UsageProblem("--summary is text. Leave --format out, or send the report to a file with --output.")
    }
    options = try gate.options(now: now)
  }

  private func plan(
    _ requests: [ReportRequest], _ settings: FormatSettings, standardOutput: (any CheckFormat)? = nil,
    besides inputs: [String]
  ) throws(OutputProblem) -> ReportPlan {
    let summary = gate.choices.shown.isSummary ? SummaryReport(style: display.style, book: .shared) : nil
    let standardOutput = standardOutput ?? summary
    let plan = ReportPlan(
      requests, settings, standardOutput: standardOutput, stepSummary: surroundings.stepSummary)
    try plan.refuse(inputs, identity: surroundings.tree.identity)
    return plan
  }

  private func store(_ plan: ReportPlan, isStreamed: Bool = false) -> SectionStore {
    SectionStore(
      plan.formats, streaming: isStreamed ? surroundings.standardOutput : nil, makeSpool: surroundings.makeSpool)
  }

  /// Audits applications and service principals, and tokens beside them.
  ///
  /// - Throws: what keeps the run from starting: settings, suppressions, a baseline, a report in an input's place.
  package func check(_ question: CheckQuestion) async throws -> AuditJob {
    guard !question.isFix || filter.isEmpty && !gate.choices.shown.isSummary else {
      throw UsageProblem("--fix looks at all findings. Leave out what filters them, such as --min-severity.")
    }
    var options = options
    options.needs = question.needs.needs
    let tokens = question.tokenInputs.map { TokenInput($0) }
    let review = try gate.review(now: now, tree: surroundings.tree)
    let rules = Auditor(options: options)
    let settings = FormatSettings(
      rules: rules.judgingRules, tokenRules: tokens.isEmpty ? [] : rules.tokenRules, style: display.style,
      threshold: threshold, now: now, showsPermissions: question.showsPermissions)
    let plan = try plan(
      gate.requests(), settings, standardOutput: question.isFix ? FixReport(catalog: .shared) : nil,
      besides: (question.inputs + question.tokenInputs).map(\.path))
    let auditor = rules.with(
      excerpts: plan.formats.contains { $0.wantsExcerpts }, edits: plan.formats.contains { $0.wantsEdits })
    let runner = AuditRunner(
      auditor: auditor, review: review.review, filter: filter, store: store(plan, isStreamed: !display.isQuiet),
      workers: surroundings.workers, tokenHolders: Set(tokens.flatMap(\.holders)))
    var job = AuditJob(self, plan, runner, isStreamed: true)
    job.runner.progress = surroundings.tree.progress
    job.remarks = review.remarks + question.needs.remarks
    job.runner.name(gate.file, paths: gate.choices.paths)
    job.runner.note(question.needs)
    job.runner.note(question.skipped.map { CheckRun.Skipped(path: $0.path, why: $0.why) })
    await job.runner.audit(question.inputs)
    job.runner.audit(tokens)
    job.runner.judge(question.needs.code)
    job.runner.conclude()
    return job
  }

  /// Compares two states of registrations.
  ///
  /// - Throws: what keeps the run from starting: settings, suppressions, a baseline, a report in an input's place.
  package func compare(_ old: [RunInput], with new: [RunInput]) async throws -> AuditJob {
    let auditor = Auditor(options: options)
    let audit = ChangeAudit(auditor: auditor)
    let settings = FormatSettings(
      rules: JudgingRules(audit.rules), style: display.style, threshold: threshold, now: now, showsChanges: true)
    let plan = try plan(
      gate.requests(), settings,
      besides: (old + new).map(\.path).filter { !GitAddress.isNamed(by: $0) })
    let review = try gate.review(now: now, tree: surroundings.tree)
    let runner = AuditRunner(
      auditor: auditor, review: review.review, filter: filter, store: store(plan), workers: surroundings.workers)
    var job = AuditJob(self, plan, runner)
    job.remarks = review.remarks
    job.runner.name(gate.file, paths: gate.choices.paths)
    await job.runner.compare(old, with: new, audit)
    job.runner.conclude(seesAll: false)
    return job
  }

  /// Audits the tokens of one input by themselves.
  ///
  /// - Parameter claims: which claims are shown.
  /// - Throws: what keeps the run from starting: settings, suppressions, a baseline, a report in an input's place.
  package func token(_ input: RunInput, _ claims: ClaimChoice) throws -> AuditJob {
    let auditor = Auditor(options: options)
    let review = try gate.review(now: now, tree: surroundings.tree)
    var runner = AuditRunner(auditor: auditor, review: review.review, filter: filter, store: SectionStore([]))
    let results = runner.auditAlone(TokenInput(input))
    let run = runner.run
    let settings = FormatSettings(
      rules: JudgingRules(auditor.tokenRules), style: display.style, threshold: threshold, now: now
    ) { format, style in
      switch format {
      case .text:
        FixedReport(
          TokenTextReport(catalog: auditor.catalog, style: style, claims: claims.display).render(results, run))
      case .json:
        FixedReport(TokenJSONReport(catalog: auditor.catalog, claims: claims.display).render(results, run))
      default: nil
      }
    }
    let plan = try plan(gate.requests(readsSettings: false), settings, besides: [input.path])
    runner.store = store(plan)
    for result in results where result.isJudged {
      runner.store.add { format, fragment in format.render(result.audit, into: &fragment) }
    }
    var job = AuditJob(self, plan, runner)
    job.remarks = review.remarks
    return job
  }

  /// Renders a saved report again.
  ///
  /// - Throws: ``SavedReport/Problem`` where it is none, ``OutputProblem`` where a report would take its place.
  package func convert(_ saved: RunInput) throws -> AuditJob {
    let auditor = Auditor(options: options)
    let settings = FormatSettings(
      rules: auditor.judgingRules, style: display.style, threshold: threshold, now: now)
    let plan = try plan(gate.requests(readsSettings: false), settings, besides: [saved.path])
    let report = try SavedReport(path: saved.path, read: saved.open())
    var job = AuditJob(self, plan, AuditRunner(auditor: auditor, filter: filter, store: store(plan)))
    job.remarks = report.remarks
    job.runner.restore(report)
    return job
  }
}
