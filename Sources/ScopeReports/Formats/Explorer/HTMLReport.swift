package import ScopeAudit
package import ScopeCatalog
import ScopeDocuments
package import ScopeValues

/// The report for a permission review: one file that reads without a network, and that one can search, filter and sort
/// where scripts run.
package struct HTMLReport: CheckFormat {
  /// How many of the worst findings the page begins with.
  static let shownRisks = 20
  /// How many entries the part that needs no script tells of.
  static let readableEntries = 50
  /// Up to how many entries the explorer is given all that is known.
  static let wholeEntries = 5_000

  let catalog: Catalog
  let powers: PermissionPowers
  let rules: JudgingRules
  let tokenRules: [Rule]
  let now: Timestamp
  let threshold: Severity?

  /// - Parameter tokenRules: the rules that tokens beside the applications are judged by.
  package init(catalog: Catalog, rules: JudgingRules, tokenRules: [Rule] = [], now: Timestamp, threshold: Severity?) {
    self.catalog = catalog
    powers = PermissionPowers(catalog: catalog)
    self.rules = rules
    self.tokenRules = tokenRules
    self.now = now
    self.threshold = threshold
  }

  private enum Section: Int, CaseIterable { case overview, matrix, details, suppressed, critical, high, entries, facts }

  package var sectionCount: Int { Section.allCases.count }
  package var wantsExcerpts: Bool { true }
  package var wantsDigests: Bool { true }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    render(result, isToken: false, into: &fragment)
  }

  private func render(_ result: ApplicationResult, isToken: Bool, into fragment: inout ReportFragment) {
    func append(_ section: Section, _ text: String) { fragment.sections[section.rawValue].append(text: text) }
    let entry = HTMLApplication(result, catalog, isToken: isToken)
    let isReadable = result.ordinal < Self.readableEntries
    if isReadable {
      append(.overview, entry.overviewRow)
      append(
        .matrix, HTMLPowers(catalog: catalog, powers: powers).matrixRow(result, anchor: entry.anchor))
      append(.details, entry.details)
    }
    if !isToken { append(.facts, ExplorerFacts(result, powers).line) }
    fragment.sections[Section.entries.rawValue] +=
      ExplorerEntry(result: result, isToken: isToken, catalog: catalog).line + [ASCII.lineFeed]
    let title = HTMLText.escape(result.title)
    for finding in result.findings {
      let link = "<a href=\"#\(HTMLApplication.anchor(finding, result))\">\(finding.rule.id)</a>"
      switch (finding.state, finding.severity) {
      case (.suppressed, _) where isReadable:
        append(.suppressed, "<tr><td>\(title)</td><td>\(link)</td><td>\(HTMLText.escape(finding.message))</td></tr>\n")
      case (.suppressed, _): break
      case (_, .critical): append(.critical, "<li>\(title): \(HTMLText.escape(finding.message)) \(link)</li>\n")
      case (_, .high): append(.high, "<li>\(title): \(HTMLText.escape(finding.message)) \(link)</li>\n")
      default: break
      }
    }
  }

  package func render(_ token: TokenResult, into fragment: inout ReportFragment) {
    render(token.audit, isToken: true, into: &fragment)
    guard let drift = token.drift, token.audit.ordinal < Self.readableEntries else { return }
    fragment.sections[Section.details.rawValue].append(text: Self.drift(drift, of: token.audit.title))
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    guard !findings.isEmpty else { return }
    let items = findings.map { finding in
      "<span class=\"severity \(finding.severity.name)\">\(finding.severity.name)</span> <code>\(finding.rule.id)</code> "
        + "\(HTMLText.escape(finding.message)) <code>\(HTMLText.escape(finding.location.path)):\(finding.location.range.start.line)</code>"
    }
    fragment.sections[Section.details.rawValue].append(text: "<h3>Suppressions</h3>\n\(HTMLText.list(items))\n")
    for (finding, item) in zip(findings, items) where finding.severity >= .high {
      let section = finding.severity == .critical ? Section.critical : .high
      fragment.sections[section.rawValue].append(text: "<li>\(item)</li>\n")
    }
  }

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    func write(_ text: String) { Array(text.utf8).write(to: output) }
    func copy(_ section: Section) { sections.copy(section.rawValue, to: output) }
    var totals = ExplorerTotals()
    sections.forEachLine(Section.facts.rawValue) { line in
      if let facts = ExplorerFacts(line) { totals.add(facts, today: Int(now.daysSince1970)) }
      return true
    }
    write(HTMLPage.head(title: "\(Tool.name) report, \(now.description.prefix(10))"))
    write(header(run) + completeness(run))
    write(
      HTMLSummary(run: run, totals: totals, now: now, catalogDate: catalog.date, threshold: threshold).html)
    risks(run, sections, write)
    write("<div id=\"explorer\" hidden></div>\n<div id=\"plain\">\n" + remainder(run))
    write("<h2 id=\"powers\">Who can touch what</h2>\n" + HTMLPowers.legend + HTMLPowers.matrixHead)
    copy(.matrix)
    write("</tbody>\n</table>\n</div>\n" + HTMLPowers(catalog: catalog, powers: powers).permissionTable(totals))
    write(Self.overviewHead)
    copy(.overview)
    write("</tbody>\n</table>\n</div>\n<h2 id=\"findings\">Findings by application</h2>\n")
    copy(.details)
    if run.tally.suppressed > 0 {
      write(
        "<h2 id=\"suppressed\">Suppressed findings</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Suppressed findings\">\n<table>\n<thead><tr><th scope=\"col\">Application</th><th scope=\"col\">Rule</th><th scope=\"col\">What</th></tr></thead>\n<tbody>\n"
      )
      copy(.suppressed)
      write("</tbody>\n</table>\n</div>\n")
    }
    write("</div>\n" + ruleIndex(run) + appendix(run) + "</main>\n")
    writeEntries(run, sections, to: output)
    write("<script>\(ExplorerScript.text)</script>\n</body>\n</html>\n")
  }

  /// What the script reads: tables, entries, and the texts that entries share.
  private func writeEntries(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    func write(_ text: String) { Array(text.utf8).write(to: output) }
    let isWhole = run.tally.applications + run.tally.tokens <= Self.wholeEntries
    write("<script type=\"application/json\" id=\"tables\">")
    ExplorerTables(catalog: catalog, powers: powers, run: run, now: now).json(isWhole: isWhole).write(to: output)
    write("</script>\n<script type=\"application/json\" id=\"entries\">[")
    var texts = ExplorerTexts(isWhole: isWhole)
    var isFirst = true
    sections.forEachLine(Section.entries.rawValue) { line in
      (Array((isFirst ? "\n" : ",\n").utf8) + texts.json(line)).write(to: output)
      isFirst = false
      return true
    }
    write("]</script>\n<script type=\"application/json\" id=\"texts\">[")
    for (index, text) in texts.texts.enumerated() {
      (Array((index == 0 ? "\n" : ",\n").utf8) + text).write(to: output)
    }
    write("]</script>\n")
  }

  private func risks(_ run: CheckRun, _ sections: ReportSections, _ write: (String) -> Void) {
    let total = run.tally.count(.critical) + run.tally.count(.high)
    guard total > 0 else { return }
    write("<h2 id=\"risks\">The worst first</h2>\n<ol>\n")
    var shown = 0
    for section in [Section.critical, .high] {
      sections.forEachLine(section.rawValue) { line in
        guard shown < Self.shownRisks else { return false }
        write(String(decoding: line, as: UTF8.self) + "\n")
        shown += 1
        return true
      }
    }
    write("</ol>\n")
    if total > shown { write("<p>\(total - shown) more of high severity or worse are listed below.</p>\n") }
  }
}
