import ArgumentParser
import CatalogBuild
import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues

/// Times how applications that are audited already become JUnit XML.
struct MeasureReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Time the JUnit report of an export's applications, audits left out.")

  @Argument(help: "An export of applications.") var path: String

  /// What is audited before its report is timed, so that memory stays bounded.
  private static let batchSize = 64

  func run() throws {
    let now = Timestamp(rfc3339: "2026-08-24T10:00:00Z") ?? .epoch
    let auditor = Auditor(options: AuditOptions(now: now))
    let report = JUnitReport(
      rules: auditor.judgingRules, threshold: FailureThreshold(severity: .high), timestamp: "2026-08-24T10:00:00",
      isAnt: false)
    var (bytes, seconds) = (0, 0.0)
    var sizes = [Int](repeating: 0, count: report.sectionCount)
    let clock = ContinuousClock()
    func time(_ results: [ApplicationResult]) {
      let taken = clock.measure {
        var fragment = ReportFragment(sizes: sizes)
        for result in results { report.render(result, into: &fragment) }
        sizes = fragment.sections.map { $0.count + $0.count / 8 }
        bytes += fragment.sections[0].count
      }
      seconds += taken.inSeconds
    }
    let input = try Files.read(path)
    var stream = RegistrationStream(read: readBytes(of: input))
    var results: [ApplicationResult] = []
    while let reader = try stream.next() {
      for application in reader.applications {
        results.append(auditor.audit(application, path: path, ordinal: results.count))
      }
      guard results.count >= Self.batchSize else { continue }
      time(results)
      results.removeAll(keepingCapacity: true)
    }
    time(results)
    print("{\"bytes\":\(bytes),\"seconds\":\(seconds)}")
  }
}
