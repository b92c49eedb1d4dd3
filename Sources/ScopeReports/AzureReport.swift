package import ScopeAudit
internal import ScopeDocuments

/// Logging commands that Azure Pipelines shows as errors and warnings of the run.
package struct AzureReport: CheckFormat {
  package init() {}

  /// Commands for new findings by severity, the worst first.
  package var sectionCount: Int { Severity.allCases.count }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    render(result.findings, of: result, into: &fragment)
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    render(findings, of: nil, into: &fragment)
  }

  private func render(_ findings: [Finding], of application: ApplicationResult?, into fragment: inout ReportFragment) {
    for finding in findings where finding.state == .new {
      let command = issue(
        isError: finding.severity >= .high, path: finding.location.path, finding.location.range.start,
        code: finding.rule.id, text: "\(finding.severity.name): \(finding.sentence(about: application)) Fix: \(finding.fix)")
      fragment.sections[finding.severity.section].append(text: command)
    }
  }

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    for failure in run.failures {
      Array(
        issue(isError: true, path: failure.path, failure.position, code: "not-audited", text: failure.sentence).utf8
      ).write(to: output)
    }
    for section in 0..<sectionCount { sections.copy(section, to: output) }
    Array("\(CheckSummary.sentence(run))\n".utf8).write(to: output)
  }

  private func issue(isError: Bool, path: String, _ position: TextPosition, code: String, text: String) -> String {
    "##vso[task.logissue type=\(isError ? "error" : "warning");sourcepath=\(Self.property(ReportPath.relative(path)));"
      + "linenumber=\(position.line);columnnumber=\(position.column);code=\(Self.property(code));]\(Self.data(text))\n"
  }

  /// The text of a command (azure-pipelines-agent, CommandStringConvertor).
  static func data(_ text: String) -> String {
    SafeText.line(text).escaping(["%": "%AZP25", "\r": "%0D", "\n": "%0A"])
  }

  /// The value of a command's property.
  static func property(_ text: String) -> String {
    SafeText.line(text).escaping(["%": "%AZP25", "\r": "%0D", "\n": "%0A", ";": "%3B", "]": "%5D"])
  }
}
