package import ScopeAudit
package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// The comment that a reviewer reads under a pull request: what was found, the worst first, and how to fix it.
package struct MarkdownReport: CheckFormat {
  /// GitHub takes comments of up to 65,536 characters.
  static let maximumBytes = 56_000

  private let rules: [Rule]
  /// Where permissions are listed with what they permit.
  private let catalog: Catalog?

  /// - Parameter catalog: tells what permissions permit; nil where that is not listed.
  package init(rules: [Rule], permissionsOf catalog: Catalog? = nil) {
    self.rules = rules
    self.catalog = catalog
  }

  /// Rows by severity, the worst first, one a line after the rule's index; then the drift of tokens,
  /// then permissions.
  package var sectionCount: Int { Self.permissions + 1 }
  private static let permissions = drift + 1
  private static let drift = Severity.allCases.count

  /// A row that did not fit into the comment ends its section.
  package func isFull(_ section: Int, _ kept: [SectionSize]) -> Bool { kept[section].bytes > Self.maximumBytes }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    render(result.findings, title: result.title, into: &fragment)
    guard let catalog, !fragment.isFull(Self.permissions) else { return }
    for held in result.permissions {
      let entities = held.permission.map(catalog.entities) ?? []
      let name = held.permission.map { catalog.name($0.nameIndex) } ?? held.identifier?.description ?? "(unreadable)"
      let cells = [
        MarkdownText.code(result.title), MarkdownText.code(name), held.flow?.name ?? "?",
        entities.map { MarkdownText.prose("\($0.entity): \($0.actions.joined(separator: ", "))") }
          .joined(separator: "<br>"),
      ]
      fragment.sections[Self.permissions].append(text: "| \(cells.joined(separator: " | ")) |\n")
    }
  }

  package func render(_ token: TokenResult, into fragment: inout ReportFragment) {
    render(token.audit.findings, title: token.audit.title, into: &fragment)
    guard let drift = token.drift else { return }
    let path = MarkdownText.code("\(ReportPath.relative(token.audit.location.path)):\(token.token.position.line)")
    if let statement = drift.statement {
      fragment.sections[Self.drift].append(text: "- \(path) not compared: \(MarkdownText.prose(statement)).\n")
    }
    for comparison in drift.comparisons {
      let words = DriftWords(comparison: comparison)
      fragment.sections[Self.drift].append(
        text: "- \(path) against \(MarkdownText.prose("\(words.subject): \(words.verdict)")).\n")
      for list in words.lists {
        let names = list.names.map(MarkdownText.code).joined(separator: ", ")
        fragment.sections[Self.drift].append(text: "  - \(list.title): \(names)\n")
      }
      for remark in words.remarks { fragment.sections[Self.drift].append(text: "  - \(MarkdownText.prose(remark))\n") }
    }
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    render(findings, title: "", into: &fragment)
  }

  private func render(_ findings: [Finding], title: String, into fragment: inout ReportFragment) {
    for finding in findings where finding.state != .suppressed && !fragment.isFull(finding.severity.section) {
      let place = "\(ReportPath.relative(finding.location.path)):\(finding.location.range.start.line)"
      let known = finding.state == .unchanged ? " (known)" : ""
      let cells = [
        finding.severity.name + known, "`\(finding.rule.id)`", MarkdownText.code(title), MarkdownText.code(place),
        MarkdownText.prose(finding.message),
      ]
      fragment.sections[finding.severity.section].append(
        text: "\(finding.rule.index)\u{1}| \(cells.joined(separator: " | ")) |\n")
    }
  }

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    var text = "## \(Tool.name): \(verdict(run))\n\n\(CheckSummary.sentence(run))\n"
    if !run.failures.isEmpty {
      text += "\n### Could not be audited\n\n"
      for (index, failure) in run.failures.enumerated() {
        guard text.utf8.count < Self.maximumBytes / 4 else {
          text += "- and \(run.failures.count - index) more\n"
          break
        }
        let place = "\(ReportPath.relative(failure.path)):\(failure.position.line):\(failure.position.column)"
        text += "- \(MarkdownText.code(place)) \(MarkdownText.prose(failure.sentence))\n"
      }
    }
    text += drift(sections, room: Self.maximumBytes / 4)
    if run.tally.findings > 0 { text += table(run, sections, room: Self.maximumBytes - text.utf8.count) }
    text += permissions(sections, room: Self.maximumBytes - text.utf8.count)
    let unseen = CheckSummary.unseen(run)
    text += "\n<sub>\(Tool.name) \(Tool.version), offline.\(unseen.isEmpty ? "" : " \(unseen)")</sub>\n"
    Array(text.utf8).write(to: output)
  }

  /// What permissions permit, as far as there is room for it.
  private func permissions(_ sections: ReportSections, room: Int) -> String {
    guard catalog != nil else { return "" }
    var rows = ""
    var left = 0
    sections.forEachLine(Self.permissions) { line in
      if rows.utf8.count + line.count + 300 < room {
        rows += String(decoding: line, as: UTF8.self) + "\n"
      } else {
        left += 1
      }
      return true
    }
    let more = left == 0 ? "" : "\nNot all fit here: --format csv --show permissions has every row.\n"
    return "\n### What permissions permit\n\n| application | permission | flow | permits |\n| --- | --- | --- | --- |\n"
      + rows + more
  }

  /// What tokens and registrations differ in, as far as there is room for it.
  private func drift(_ sections: ReportSections, room: Int) -> String {
    var text = ""
    var isCut = false
    sections.forEachLine(Self.drift) { line in
      guard text.utf8.count + line.count < room else {
        isCut = true
        return false
      }
      text += String(decoding: line, as: UTF8.self) + "\n"
      return true
    }
    guard !text.isEmpty || isCut else { return "" }
    return "\n### Tokens beside what is asked for\n\n\(text)\(isCut ? "- and more: see the full report\n" : "")"
  }

  private func verdict(_ run: CheckRun) -> String {
    if !run.failures.isEmpty { return "the audit is incomplete" }
    guard let worst = Severity.allCases.last(where: { run.tally.count($0) > 0 }) else { return "nothing found" }
    return "\(CountPhrase.of(run.tally.findings, "finding")), the worst \(worst.name)"
  }

  private func table(_ run: CheckRun, _ sections: ReportSections, room: Int) -> String {
    var rows = "\n| severity | rule | application | where | what |\n| --- | --- | --- | --- | --- |\n"
    var used: Set<Int> = []
    var shown = 0
    // Each rule that is shown needs room for its fix as well.
    var room = room
    for section in 0..<Self.drift {
      sections.forEachLine(section) { line in
        guard let mark = line.firstIndex(of: 1), let rule = Int(String(decoding: line[..<mark], as: UTF8.self)) else {
          return true
        }
        let row = String(decoding: line[(mark + 1)...], as: UTF8.self)
        let fix = used.contains(rule) ? 0 : self.fix(rule).utf8.count
        guard rows.utf8.count + row.utf8.count + fix < room else { return false }
        if used.insert(rule).inserted { room -= fix }
        rows += row + "\n"
        shown += 1
        return true
      }
    }
    let more = run.tally.findings - shown
    if more > 0 { rows += "\n\(more) more: see the full report.\n" }
    rows += "\n<details><summary>How to fix them</summary>\n\n"
    for rule in used.sorted() { rows += fix(rule) }
    return rows + "\n</details>\n"
  }

  private func fix(_ index: Int) -> String {
    guard let rule = rules.first(where: { $0.index == index }) else { return "" }
    return "- **`\(rule.id)`** \(rule.title). \(rule.fix.text)\n"
  }
}
