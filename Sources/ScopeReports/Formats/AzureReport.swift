package import ScopeAudit
internal import ScopeDocuments
import ScopeValues

/// Logging commands that Azure Pipelines shows as errors and warnings of the run.
package struct AzureReport: AnnotationFormat {
  package init() {}

  package func annotation(_ finding: Finding, of application: ApplicationResult?) -> String {
    issue(
      isError: finding.severity >= .high, path: finding.location.path, finding.location.range.start,
      code: finding.rule.id,
      text: "\(finding.severity.name): \(finding.sentence(about: application)) Fix: \(finding.fix)")
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
