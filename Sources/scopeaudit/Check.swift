import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports

/// Audits manifests and exports.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Audit app registrations: manifests, exports, folders of them.")

  @Argument(help: "Files or folders; - for standard input.") var paths: [String]
  @Option(help: "text, json, junit or junit:ant.") var format = "text"
  @Option(help: "The time that reports state, such as 2026-08-24T10:00:00Z.") var now = "1970-01-01T00:00:00Z"
  @Option(help: "The severity from which on the exit status is 1: critical, high, medium, low or never.") var failOn = "high"
  @Option(help: "permissions: what each requested permission permits.") var show: String?
  @Flag(help: "Exit 0 or 1 although an input could not be read.") var allowIncomplete = false

  func validate() throws {
    guard ["text", "json", "junit", "junit:ant"].contains(format) else { throw ValidationError("--format knows text, json, junit and junit:ant.") }
    guard now.utf8.count >= 19 else { throw ValidationError("--now takes a time such as 2026-08-24T10:00:00Z.") }
    guard failOn == "never" || Severity(name: failOn) != nil else { throw ValidationError("--fail-on knows critical, high, medium, low and never.") }
    guard show == nil || show == "permissions" else { throw ValidationError("--show knows permissions.") }
  }

  func run() throws {
    let auditor = Auditor()
    var report = CheckReport()
    for path in InputFile.expand(paths) { audit(path, auditor, &report) }
    let text =
      switch format {
      case "json": JSONReport.render(report, catalog: .shared)
      case "junit", "junit:ant":
        JUnitReport.render(
          report, threshold: Severity(name: failOn), timestamp: String(now.prefix(19)), isAnt: format == "junit:ant")
      default: TextReport.render(report, showPermissions: show != nil, catalog: .shared)
      }
    print(text, terminator: "")
    if !report.failures.isEmpty, !allowIncomplete { throw ExitStatus.incomplete }
    if report.applications.isEmpty { throw ExitStatus.nothingToAudit }
    if let threshold = Severity(name: failOn), report.applications.contains(where: { $0.findings.contains { $0.severity >= threshold } }) {
      throw ExitStatus.findings
    }
  }

  private func audit(_ path: String, _ auditor: Auditor, _ report: inout CheckReport) {
    var reader = JSONItemReader(keepsArrayWhole: RegistrationReader.isResourceAccessList, read: InputFile.reader(path))
    var input = CheckReport.Input(path: path, applications: 0)
    while true {
      do throws(JSONError) {
        guard let item = try reader.next() else { break }
        let yield = RegistrationReader.read(item)
        for problem in yield.problems {
          report.failures.append(.init(path: path, position: problem.position, message: problem.message, remedy: problem.remedy))
        }
        for application in yield.applications { report.applications.append(auditor.audit(application, path: path)) }
        input.applications += yield.applications.count
      } catch {
        report.failures.append(.init(path: path, position: error.position, message: error.problem.sentence, remedy: error.problem.remedy))
      }
    }
    report.inputs.append(input)
  }
}
