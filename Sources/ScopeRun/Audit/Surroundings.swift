package import ScopeReports

/// What a run is given by whoever starts it, so that the run itself opens nothing and asks nobody.
package struct Surroundings {
  package var tree: FileTree
  /// Takes the report on standard output, perhaps already while the audit runs.
  package var standardOutput: ReportOutput
  /// Makes the store of one section of a report.
  package var makeSpool: () -> any SectionSpool
  /// How many cores to use.
  package var workers: Int
  /// The file that takes the summary of a GitHub Actions step; nil where there is none.
  package var stepSummary: String?

  package init(
    _ tree: FileTree, standardOutput: @escaping ReportOutput = { _ in },
    makeSpool: @escaping () -> any SectionSpool = { MemorySpool() },
    workers: Int = 1, stepSummary: String? = nil
  ) {
    self.tree = tree
    self.standardOutput = standardOutput
    self.makeSpool = makeSpool
    self.workers = workers
    self.stepSummary = stepSummary
  }
}

/// Takes the bytes of a report.
package typealias ReportOutput = ScopeReports.ReportOutput
