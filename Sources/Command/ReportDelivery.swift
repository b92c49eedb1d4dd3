import ScopeAudit
import ScopeReports
import ScopeRun

/// The reports of one run on their way out: all of them, or none.
struct ReportDelivery {
  private let requests: [ReportRequest]
  /// The formats to render applications in.
  let formats: [any CheckFormat]
  /// Takes the report of the first format, perhaps already while the audit runs.
  let standardOutput = OutputStream.standardOutput()
  /// A file that takes the summary of a GitHub Actions step; nil where there is none.
  private let stepSummary: String?

  /// - Parameter stepSummary: what GITHUB_STEP_SUMMARY says; it counts where annotations are asked for.
  /// - Parameter standardOutput: what takes the place of the report on standard output, if anything does.
  init(
    _ requests: [ReportRequest], _ settings: FormatSettings, standardOutput: (any CheckFormat)? = nil,
    stepSummary: String?
  ) {
    self.requests = requests
    var formats = requests.map { $0.format.make(settings, isFile: $0.path != nil) }
    if let standardOutput { formats[0] = standardOutput }
    let isStep = requests.contains { $0.format == .github && $0.path == nil }
    self.stepSummary = isStep && stepSummary?.isEmpty == false ? stepSummary : nil
    if self.stepSummary != nil { formats.append(FormatName.markdown.make(settings, isFile: true)) }
    self.formats = formats
  }

  /// What standard output is to get.
  enum StandardOutput {
    /// The whole report.
    case whole
    /// The rest of a report whose first section was written while the audit ran.
    case begun
    case nothing

    /// The whole report, unless it would say only that all is well.
    static func whereWorthIt(_ run: CheckRun, _ verdict: AuditVerdict) -> Self {
      run.failures.isEmpty && verdict != .findings ? .nothing : .whole
    }
  }

  /// Refuses a report that would take the place of an input.
  func check(against inputs: [String]) throws {
    let known = Set(inputs.filter { $0 != "-" }.map(OutputPath.identity))
    for case let path? in requests.map(\.path) where known.contains(OutputPath.identity(of: path)) {
      throw OutputPath.Failure.isInput(path)
    }
  }

  /// What takes the sections of the reports.
  ///
  /// - Parameter streaming: whether standard output may get its first section while the run goes on.
  func store(streaming: Bool = false) -> SectionStore {
    SectionStore(formats, streaming: streaming ? standardOutput.append : nil) { Spool() }
  }

  /// Writes every report; files appear only once all of them are whole.
  func deliver(_ runner: AuditRunner, standardOutput destination: StandardOutput) throws {
    try deliver(runner.run, runner.store, standardOutput: destination)
  }

  /// Writes every report; files appear only once all of them are whole.
  func deliver(_ run: CheckRun, _ store: SectionStore, standardOutput destination: StandardOutput) throws {
    var staged: [OutputPath.Staged] = []
    func sections(_ index: Int) -> ReportSections { store.sections(index) }
    do {
      for (index, request) in requests.enumerated() {
        guard let path = request.path else { continue }
        let file = try OutputPath.stage(path) { formats[index].write(run, sections(index), to: $0) }
        if let file { staged.append(file) }
      }
      switch destination {
      case .whole: formats[0].write(run, sections(0)) { standardOutput.append($0) }
      case .begun: formats[0].finish(run, sections(0)) { standardOutput.append($0) }
      case .nothing: break
      }
      try standardOutput.finish()
      if let stepSummary {
        try OutputPath.append(to: stepSummary) { formats[requests.count].write(run, sections(requests.count), to: $0) }
      }
    } catch {
      OutputPath.discard(staged)
      throw error
    }
    try OutputPath.publish(staged)
    StandardError.print(Set(formats.flatMap { $0.remarks(on: run) }).sorted())
  }
}
