import ScopeAudit
import ScopeReports

/// The reports of one run: in which formats, and where each goes.
package struct ReportPlan {
  /// A report that was asked for; the one on standard output comes first and has no path.
  package let requests: [ReportRequest]
  /// What renders the requests in their order, and after them the summary of a step where one is wanted.
  let formats: [any CheckFormat]
  /// A file that takes the summary of a GitHub Actions step; nil where there is none.
  package let stepSummary: String?

  /// - Parameters:
  ///   - standardOutput: what takes the place of the report on standard output, if anything does.
  ///   - stepSummary: what GITHUB_STEP_SUMMARY says; it counts where annotations are asked for.
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
  package enum StandardOutput: Hashable, Sendable {
    /// The whole report.
    case whole
    /// The rest of a report whose first section was written while the audit ran.
    case begun
    case nothing
  }

  /// Refuses a report that would take the place of an input.
  ///
  /// - Parameter identity: what two spellings of one path have in common.
  /// - Throws: ``OutputProblem``.
  func refuse(_ inputs: [String], identity: (String) -> String) throws(OutputProblem) {
    let known = Set(inputs.filter { $0 != "-" }.map(identity))
    for path in requests.compactMap(\.path) where known.contains(identity(path)) {
      throw .isInput(path)
    }
  }
}
