package import ScopeAudit
internal import ScopeDocuments
import ScopeValues

/// The comment that a reviewer reads under a pull request about a change of registrations: what was added or
/// raised and what that permits, the worst first, then what got better.
package struct ChangesMarkdown: CheckFormat {
  /// Where what is no severity's stands.
  private static let better = Severity.allCases.count
  private static let neither = better + 1

  package init() {}

  /// Rows by severity, the worst first; then what got better; then what is neither.
  package var sectionCount: Int { Self.neither + 1 }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    let title = MarkdownText.code(result.title)
    for change in result.changes {
      switch change.kind.direction {
      case .worse:
        let finding = result.findings.first {
          $0.rule.id == change.kind.rawValue && $0.subject.last == change.subject && $0.location == change.location
        }
        let severity = finding?.severity ?? change.severity
        let cells = [
          "\(severity.name)\(Self.remark(finding))", "`\(change.kind.rawValue)`", title, Self.what(change),
          MarkdownText.prose(change.effect), Self.place(change.location),
        ]
        fragment.sections[severity.section].append(text: "| \(cells.joined(separator: " | ")) |\n")
      case .better:
        fragment.sections[Self.better].append(text: "- \(title) `\(change.kind.rawValue)` \(Self.what(change))\n")
      case .neither:
        fragment.sections[Self.neither].append(text: "- \(title) `\(change.kind.rawValue)`\n")
      }
    }
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    for finding in findings where finding.state != .suppressed {
      let cells = [
        finding.severity.name, "`\(finding.rule.id)`", "", "", MarkdownText.prose(finding.message),
        Self.place(finding.location),
      ]
      fragment.sections[finding.severity.section].append(text: "| \(cells.joined(separator: " | ")) |\n")
    }
  }

  /// Why a change does not count, where it does not.
  private static func remark(_ finding: Finding?) -> String {
    switch finding?.state {
    case .new: ""
    case .unchanged: " (known)"
    case .suppressed: " (accepted)"
    case nil: " (rule off)"
    }
  }

  private static func what(_ change: Change) -> String {
    let values = [change.from, change.to].compactMap { $0 }.map(MarkdownText.code).joined(separator: " \u{2192} ")
    switch change.kind {
    case .raisedPermission, .loweredPermission: return values
    default:
      return values.isEmpty ? MarkdownText.code(change.subject) : "\(MarkdownText.code(change.subject)): \(values)"
    }
  }

  private static func place(_ location: Location) -> String {
    MarkdownText.code("\(ReportPath.relative(location.path)):\(location.range.start.line)")
  }

  // MARK: The comment

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    var text = "## \(Tool.name): \(verdict(run))\n\n\(CheckSummary.sentence(run))\n"
    for (index, failure) in run.failures.enumerated() {
      if index == 0 { text += "\n### Could not be compared\n\n" }
      guard text.utf8.count < MarkdownReport.maximumBytes / 4 else {
        text += "- and \(run.failures.count - index) more\n"
        break
      }
      let place = "\(ReportPath.relative(failure.path)):\(failure.position.line):\(failure.position.column)"
      text += "- \(MarkdownText.code(place)) \(MarkdownText.prose(failure.sentence))\n"
    }
    let rows = Severity.allCases.reversed().map(\.section)
    list(
      "\n| severity | change | application | what | what it permits | where |\n| --- | --- | --- | --- | --- | --- |\n",
      rows, sections, until: MarkdownReport.maximumBytes * 3 / 4, &text)
    list("\n### What got better\n\n", [Self.better], sections, until: MarkdownReport.maximumBytes * 7 / 8, &text)
    list("\n### New applications\n\n", [Self.neither], sections, until: MarkdownReport.maximumBytes, &text)
    text += "\n<sub>\(Tool.name) \(Tool.version), offline, from the files alone.</sub>\n"
    Array(text.utf8).write(to: output)
  }

  private func verdict(_ run: CheckRun) -> String {
    if !run.failures.isEmpty { return "the comparison is incomplete" }
    if let worst = Severity.allCases.last(where: { run.tally.count($0) > 0 }) {
      return "\(CountPhrase.of(run.tally.findings, "addition")) to look at, the worst \(worst.name)"
    }
    return run.tally.better > 0 ? "nothing to look at, and something got better" : "nothing to look at"
  }

  /// Appends a heading and the lines of some sections, as many as there is room for; nothing where there are none.
  private func list(
    _ heading: String, _ indexes: [Int], _ sections: ReportSections, until limit: Int, _ text: inout String
  ) {
    var isBegun = false
    var left = 0
    for index in indexes {
      sections.forEachLine(index) { line in
        if !isBegun { text += heading }
        isBegun = true
        if text.utf8.count + line.count < limit {
          text += String(decoding: line, as: UTF8.self) + "\n"
        } else {
          left += 1
        }
        return true
      }
    }
    if left > 0 { text += "\n\(left) more: see the full report.\n" }
  }
}
