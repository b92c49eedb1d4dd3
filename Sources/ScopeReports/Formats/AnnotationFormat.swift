package import ScopeAudit

/// A format that tells new findings in a line each, for a log that CI makes annotations of.
///
/// What a baseline knows and what is accepted is not news on a pull request; the summary counts it.
package protocol AnnotationFormat: CheckFormat {
  /// The line of one finding, with its line feed; without an application where it belongs to none.
  func annotation(_ finding: Finding, of application: ApplicationResult?) -> String
}

extension AnnotationFormat {
  /// Annotations by severity, the worst first, one a line.
  package var sectionCount: Int { Severity.allCases.count }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    append(result.findings, of: result, to: &fragment)
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    append(findings, of: nil, to: &fragment)
  }

  private func append(_ findings: [Finding], of application: ApplicationResult?, to fragment: inout ReportFragment) {
    for finding in findings where finding.state == .new {
      fragment.sections[finding.severity.section].append(text: annotation(finding, of: application))
    }
  }
}
