package import ScopeAudit
internal import ScopeDocuments
import ScopeValues

/// Workflow commands that GitHub Actions shows as annotations on the lines of a pull request.
package struct GitHubReport: AnnotationFormat {
  /// GitHub shows ten annotations of each level a step, and drops the rest without a word.
  static let shownOfEach = 10

  package init() {}

  package func annotation(_ finding: Finding, of application: ApplicationResult?) -> String {
    annotation(
      finding.severity.githubLevel, path: finding.location.path, finding.location.range,
      title: "\(finding.rule.id) (\(finding.severity.name))",
      text: "\(finding.sentence(about: application)) Fix: \(finding.fix)")
  }

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    var more = 0
    for level in ["error", "warning", "notice"] {
      var shown = 0
      func show(_ line: ArraySlice<UInt8>) {
        if shown < Self.shownOfEach { (Array(line) + [ASCII.lineFeed]).write(to: output) } else { more += 1 }
        shown += 1
      }
      if level == "error" {
        for failure in run.failures {
          let range = SourceRange(start: failure.position, end: failure.position)
          show(
            annotation(level, path: failure.path, range, title: "not audited", text: failure.sentence).utf8.dropLast()
              .map { $0 }[...])
        }
      }
      for severity in Severity.allCases.reversed() where severity.githubLevel == level {
        sections.forEachLine(severity.section) { line in
          show(line)
          return true
        }
      }
    }
    var summary = CheckSummary.sentence(run)
    if more > 0 {
      summary +=
        " \(more) more are not annotated here, because GitHub shows \(Self.shownOfEach) of each level: see the step's summary or a report in a file."
    }
    Array("::notice title=\(Tool.name)::\(Self.data(summary))\n".utf8).write(to: output)
  }

  private func annotation(_ level: String, path: String, _ range: SourceRange, title: String, text: String) -> String {
    var properties = ["file=\(Self.property(ReportPath.relative(path)))", "line=\(range.start.line)"]
    if range.end.line > range.start.line {
      properties.append("endLine=\(range.end.line)")
    } else {
      // GitHub ignores an annotation whose columns span lines.
      properties += ["endLine=\(range.start.line)", "col=\(range.start.column)"]
      if range.end.column > range.start.column { properties.append("endColumn=\(range.end.column)") }
    }
    properties.append("title=\(Self.property(title))")
    return "::\(level) \(properties.joined(separator: ","))::\(Self.data(text))\n"
  }

  /// The text of a command (actions/toolkit, escapeData).
  static func data(_ text: String) -> String {
    SafeText.line(text).escaping(["%": "%25", "\r": "%0D", "\n": "%0A"])
  }

  /// The value of a command's property (actions/toolkit, escapeProperty).
  static func property(_ text: String) -> String {
    SafeText.line(text).escaping(["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }
}

extension Severity {
  fileprivate var githubLevel: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "notice"
    }
  }
}
