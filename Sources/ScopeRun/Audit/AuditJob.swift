import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeValues

/// A run of check, diff, token or convert, from the settings in force to the verdict.
///
/// The four are four kinds of input of the same ``AuditRunner``; what differs is what they tell it and their formats.
package struct AuditJob {
  package let plan: ReportPlan
  /// What to say before the reports, one sentence each.
  package internal(set) var remarks: [String] = []
  var runner: AuditRunner
  private let frame: AuditFrame
  /// Whether the first report may begin while the audit runs.
  private let isStreamed: Bool

  init(_ frame: AuditFrame, _ plan: ReportPlan, _ runner: AuditRunner, isStreamed: Bool = false) {
    self.frame = frame
    self.plan = plan
    self.runner = runner
    self.isStreamed = isStreamed
  }

  package var verdict: AuditVerdict {
    AuditVerdict(runner.run, frame.threshold, allowsIncomplete: frame.allowsIncomplete)
  }

  /// What standard output is to get: all, unless quiet is wanted and it would say only that all is well.
  package var standardOutput: ReportPlan.StandardOutput {
    guard frame.display.isQuiet else { return isStreamed ? .begun : .whole }
    return runner.run.failures.isEmpty && verdict != .findings ? .nothing : .whole
  }

  /// Writes the report at an index of the plan's requests; the one after them is the summary of a step.
  package func write(_ index: Int, to output: ReportOutput) {
    plan.formats[index].write(runner.run, runner.store.sections(index), to: output)
  }

  /// Writes the rest of the first report, whose first section went out while the audit ran.
  package func writeRest(to output: ReportOutput) {
    plan.formats[0].finish(runner.run, runner.store.sections(0), to: output)
  }

  /// What whoever started the run should know about its reports, one sentence each.
  package var closingRemarks: [String] {
    var remarks = Set(plan.formats.flatMap { $0.remarks(on: runner.run) })
    // Text says it itself, and it is not to be lost in a report for programs.
    if plan.requests[0].format != .text, let sentence = runner.run.unshownSentence { remarks.insert(sentence) }
    let audited = runner.run.unshown.entries
    if audited > 0, runner.run.tally.applications + runner.run.tally.tokens == 0 {
      remarks.insert(
        "--app meets none of the \(audited) that were audited. It takes a part of a name, or the first \(FindingFilter.shortestID) letters of an application id."
      )
    }
    return remarks.sorted()
  }

  /// The new baseline, and whether it takes the old one's place; nil where none is wanted, or the audit is incomplete
  /// and so none to build upon.
  package var baseline: (path: String, write: (ReportOutput) -> Void, replaces: Bool)? {
    guard let path = frame.gate.choices.writeBaseline, runner.run.failures.isEmpty else { return nil }
    let identity = frame.surroundings.tree.identity
    return (
      path, { BaselineReport.write(runner.reviewed.known, .shared, to: $0) },
      frame.gate.baselinePath.map(identity) == identity(path)
    )
  }
}
