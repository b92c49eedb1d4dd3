internal import ScopeAudit
import ScopeValues

/// Counts in the place of findings: by rule, and by application. What `--summary` prints, and what text that is longer
/// than the screen begins with.
struct FindingOverview {
  let style: TextStyle
  let book: RuleBook

  /// Applications by their worst severity, one a line.
  static let sectionCount = Severity.allCases.count
  /// How many applications of one severity are kept, and how many are shown altogether.
  static let shownApplications = 20

  static func isFull(_ size: SectionSize) -> Bool { size.entries >= shownApplications }

  /// Appends the line of an application to the section of its worst severity.
  ///
  /// - Parameter first: the section of the worst severity.
  func render(_ result: ApplicationResult, into fragment: inout ReportFragment, first: Int) {
    guard let worst = result.worst, !fragment.isFull(first + worst.section) else { return }
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = result.findings.count { $0.severity == severity && $0.state != .suppressed }
      return count == 0 ? nil : style.paint("\(count) \(severity.name)", severity.tone)
    }
    let id = result.appId.isEmpty ? "" : "  " + style.paint(SafeText.line(result.appId), .dim)
    let name = SafeText.line(result.title)
    fragment.entries[first + worst.section] += 1
    fragment.sections[first + worst.section].append(
      text: "  \(name)\(id)  \(counts.joined(separator: ", "))\n")
  }

  /// The tables by rule and by application; nothing where there is no finding.
  func text(_ run: CheckRun, _ sections: ReportSections, first: Int) -> String {
    guard run.tally.findings > 0 else { return "" }
    var text = style.paint("By rule", .bold) + "\n"
    let rules = run.tally.byRule.filter { book.rules.indices.contains($0.key) }
      .map { (rule: book.rules[$0.key], count: $0.value) }
      .sorted { ($1.rule.severity, $1.count, $0.rule.id) < ($0.rule.severity, $0.count, $1.rule.id) }
    let digits = String(rules.map(\.count).max() ?? 0).count
    for (rule, count) in rules {
      let severity = style.paint(rule.severity.name.padded(to: 8), rule.severity.tone)
      text += "  \(String(count).leftPadded(to: digits))  \(severity)  \(rule.id)\n"
    }
    var lines: [String] = []
    for section in 0..<Self.sectionCount {
      sections.forEachLine(first + section) { line in
        guard lines.count < Self.shownApplications else { return false }
        lines.append(String(decoding: line, as: UTF8.self) + "\n")
        return true
      }
    }
    guard !lines.isEmpty else { return text + "\n" }
    text += "\n" + style.paint("By application, the worst first", .bold) + "\n" + lines.joined()
    let more = run.tally.withFindings - lines.count
    if more > 0 { text += "  \u{2026} and \(more) more\n" }
    return text + "\n"
  }
}
