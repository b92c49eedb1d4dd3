package import ScopeAudit
internal import ScopeDocuments
import ScopeValues

/// GitLab's code quality report: the subset of Code Climate's format that merge requests show.
package struct GitLabReport: CheckFormat {
  package init() {}

  /// One entry a line, after its fingerprint.
  package var sectionCount: Int { 1 }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    render(result.findings, of: result, into: &fragment)
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    render(findings, of: nil, into: &fragment)
  }

  private func render(_ findings: [Finding], of application: ApplicationResult?, into fragment: inout ReportFragment) {
    for finding in findings where finding.state != .suppressed {
      var writer = JSONWriter()
      entry(
        rule: finding.rule.id, "\(finding.rule.id): \(finding.sentence(about: application))",
        finding.severity.gitlabName,
        finding.location.path, finding.location.range.start, &writer)
      append(writer, finding.fingerprint, to: &fragment.sections[0])
    }
  }

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    var failures: [UInt8] = []
    for failure in run.failures {
      var writer = JSONWriter()
      entry(rule: "not-audited", "not-audited: \(failure.sentence)", "blocker", failure.path, failure.position, &writer)
      append(writer, Fingerprint(["not-audited", failure.path, failure.message]), to: &failures)
    }
    var separator = "[\n"
    // GitLab drops entries whose fingerprint it has seen; the same application may stand in several files.
    var seen: [ArraySlice<UInt8>: Int] = [:]
    func write(_ line: ArraySlice<UInt8>) {
      let fingerprint = line.prefix(32)
      let before = seen[fingerprint, default: 0]
      seen[fingerprint] = before + 1
      var entry = Array(separator.utf8) + Array("{\"fingerprint\":\"".utf8) + fingerprint
      if before > 0 { entry.append(text: "-\(before + 1)") }
      entry.append(text: "\",")
      (entry + line.dropFirst(32) + Array("}".utf8)).write(to: output)
      separator = ",\n"
    }
    for line in failures.split(separator: ASCII.lineFeed) { write(line) }
    sections.forEachLine(0) { line in
      write(line)
      return true
    }
    Array((separator == "[\n" ? "[]\n" : "\n]\n").utf8).write(to: output)
  }

  private func append(_ writer: borrowing JSONWriter, _ fingerprint: Fingerprint, to bytes: inout [UInt8]) {
    bytes.append(text: fingerprint.description)
    bytes.append(contentsOf: writer.bytes)
    bytes.append(ASCII.lineFeed)
  }

  private func entry(
    rule: String, _ description: String, _ severity: String, _ path: String, _ position: TextPosition,
    _ writer: inout JSONWriter
  ) {
    writer.member("description", SafeText.line(description))
    writer.member("check_name", rule)
    writer.member("severity", severity)
    writer.key("location")
    writer.object { writer in
      writer.member("path", SafeText.line(ReportPath.relative(path)))
      writer.key("lines")
      writer.object { $0.member("begin", position.line) }
    }
  }
}

extension Severity {
  fileprivate var gitlabName: String {
    switch self {
    case .critical: "blocker"
    case .high: "critical"
    case .medium: "major"
    case .low: "minor"
    case .info: "info"
    }
  }
}
