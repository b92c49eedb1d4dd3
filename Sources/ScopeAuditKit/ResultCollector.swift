import ScopeAudit
import ScopeReports
import Synchronization

/// Keeps results as they are, in the order of the run; a format that writes nothing.
final class ResultCollector: CheckFormat {
  private let kept = Mutex<(results: [ApplicationResult], findings: [Finding])>(([], []))

  /// By the order in which the run took them in.
  var results: [ApplicationResult] { kept.withLock { $0.results.sorted { $0.ordinal < $1.ordinal } } }
  var findings: [Finding] { kept.withLock { $0.findings } }

  func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    kept.withLock { $0.results.append(result) }
  }

  func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    kept.withLock { $0.findings += findings }
  }

  func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {}
}
