package import ScopeAudit
package import ScopeCatalog
import ScopeDocuments
package import ScopeValues

/// The report for a permission review: one file that reads without a network and without JavaScript.
package struct HTMLReport: CheckFormat {
  /// How many of the worst findings the page begins with.
  static let shownRisks = 20

  private let catalog: Catalog
  private let rules: JudgingRules
  private let tokenRules: [Rule]
  private let now: Timestamp
  private let threshold: Severity?

  /// - Parameter tokenRules: the rules that tokens beside the applications are judged by.
  package init(catalog: Catalog, rules: JudgingRules, tokenRules: [Rule] = [], now: Timestamp, threshold: Severity?) {
    self.catalog = catalog
    self.rules = rules
    self.tokenRules = tokenRules
    self.now = now
    self.threshold = threshold
  }

  private enum Section: Int, CaseIterable { case overview, details, suppressed, critical, high }

  package var sectionCount: Int { Section.allCases.count }
  package var wantsExcerpts: Bool { true }
  package var wantsDigests: Bool { true }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    func append(_ section: Section, _ text: String) { fragment.sections[section.rawValue].append(text: text) }
    append(.overview, HTMLApplication(result, catalog).overviewRow)
    append(.details, HTMLApplication(result, catalog).details)
    let title = HTMLText.escape(result.title)
    for finding in result.findings {
      let link = "<a href=\"#\(HTMLApplication.anchor(finding, result))\">\(finding.rule.id)</a>"
      switch (finding.state, finding.severity) {
      case (.suppressed, _):
        append(.suppressed, "<tr><td>\(title)</td><td>\(link)</td><td>\(HTMLText.escape(finding.message))</td></tr>\n")
      case (_, .critical): append(.critical, "<li>\(title): \(HTMLText.escape(finding.message)) \(link)</li>\n")
      case (_, .high): append(.high, "<li>\(title): \(HTMLText.escape(finding.message)) \(link)</li>\n")
      default: break
      }
    }
  }

  package func render(_ token: TokenResult, into fragment: inout ReportFragment) {
    render(token.audit, into: &fragment)
    guard let drift = token.drift else { return }
    var text = "<h4>\(HTMLText.escape(token.audit.title)), beside what is asked for</h4>\n"
    if let statement = drift.statement { text += "<p>Not compared: \(HTMLText.escape(statement)).</p>\n" }
    for comparison in drift.comparisons {
      let words = DriftWords(comparison: comparison)
      text += "<p>\(HTMLText.escape("\(words.subject): \(words.verdict)")).</p>\n"
      for list in words.lists {
        text += "<p>\(list.title):</p>\n" + HTMLText.list(list.names.map { "<code>\(HTMLText.escape($0))</code>" })
      }
      for remark in words.remarks { text += "<p>\(HTMLText.escape(remark))</p>\n" }
    }
    fragment.sections[Section.details.rawValue].append(text: text)
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
    write(HTMLPage.head(title: "\(Tool.name) report, \(now.description.prefix(10))"))
    write(header(run) + completeness(run) + counts(run))
    risks(run, sections, write)
    write(
      "<h2 id=\"applications\">Applications</h2>\n<table>\n<thead><tr><th>Application</th><th>Audience</th><th class=\"number\">Application permissions</th><th class=\"number\">Delegated</th><th>Worst</th><th class=\"number\">Findings</th><th class=\"sign\">Owner</th><th class=\"sign\">Decision</th><th class=\"sign\">Date</th></tr></thead>\n<tbody>\n"
    )
    copy(.overview)
    write("</tbody>\n</table>\n<h2 id=\"findings\">Findings by application</h2>\n")
    copy(.details)
    if run.tally.suppressed > 0 {
      write(
        "<h2 id=\"suppressed\">Suppressed findings</h2>\n<table>\n<thead><tr><th>Application</th><th>Rule</th><th>What</th></tr></thead>\n<tbody>\n"
      )
      copy(.suppressed)
      write("</tbody>\n</table>\n")
    }
    write(ruleIndex(run) + appendix(run) + "</body>\n</html>\n")
  }

  // MARK: Parts

  private func header(_ run: CheckRun) -> String {
    var text = "<h1>Application permissions under review</h1>\n"
    text +=
      "<p class=\"soft\">\(Tool.name) \(Tool.version), catalog of \(HTMLText.escape(catalog.date)), judged as of \(now). "
    text += "A finding of \(threshold?.name ?? "no severity") or worse fails the run.</p>\n"
    let inputs = run.inputs.map { input in
      "<code>\(HTMLText.escape(input.path))</code> \(input.kind == "token" ? "token" : holdings(of: input))"
        + (input.sha256.isEmpty ? "" : ", SHA-256 <span class=\"id\">\(input.sha256)</span>")
    }
    return text + HTMLText.details(CountPhrase.of(run.inputs.count, "input"), HTMLText.list(inputs))
  }

  private func holdings(of input: CheckRun.Input) -> String {
    let others = input.tenantCounts.map { CountPhrase.of($0.count, $0.noun) }
    let isApplication = input.applications > 0 || others.isEmpty
    return ((isApplication ? [CountPhrase.of(input.applications, "application")] : []) + others).joined(
      separator: ", ")
  }

  private func completeness(_ run: CheckRun) -> String {
    guard !run.failures.isEmpty else {
      return run.tally.applications > 0
        ? "<p class=\"banner good\">Every input was read to its end.</p>\n"
        : "<p class=\"banner\">No application was found in the inputs: nothing was audited.</p>\n"
    }
    let failures = run.failures.map { failure in
      "<code>\(HTMLText.escape(failure.path)):\(failure.position.line):\(failure.position.column)</code> \(HTMLText.escape(failure.sentence))"
    }
    return
      "<div class=\"banner\"><strong>This audit is incomplete.</strong> What is listed here was not looked at.\n\(HTMLText.list(failures))</div>\n"
  }

  private func counts(_ run: CheckRun) -> String {
    let counts = Severity.allCases.reversed().map { severity in
      "<li><span class=\"severity \(severity.name)\">\(severity.name)</span> \(run.tally.count(severity))</li>"
    }
    return "<ul class=\"counts\">\(counts.joined())</ul>\n<p>\(CheckSummary.sentence(run))</p>\n"
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

  private func ruleIndex(_ run: CheckRun) -> String {
    var text = "<h2 id=\"rules\">Rules</h2>\n<p>Every rule that the applications were judged by.</p>\n"
    for rule in rules.union(run.tally.scopes.union([.application]), with: tokenRules) {
      var body = "<p>\(HTMLText.escape(rule.summary))</p>\n<p>\(HTMLText.escape(rule.why))</p>\n"
      body += "<p><strong>Fix:</strong> \(HTMLText.escape(rule.fix.text))</p>\n"
      if !rule.fix.portal.isEmpty { body += "<p>In the admin center: \(HTMLText.escape(rule.fix.portal))</p>\n" }
      if !rule.fix.command.isEmpty { body += "<pre>\(HTMLText.escape(rule.fix.command))</pre>\n" }
      if !rule.falsePositives.isEmpty {
        body += "<p><strong>When to suppress it:</strong> \(HTMLText.escape(rule.falsePositives))</p>\n"
      }
      body += HTMLText.list(
        rule.references.map { "\(HTMLText.escape($0.title)): <span class=\"id\">\(HTMLText.escape($0.url))</span>" })
      text += HTMLText.details(
        "<span class=\"severity \(rule.severity.name)\">\(rule.severity.name)</span> \(rule.id): \(HTMLText.escape(rule.title))",
        body,
        id: "r-\(rule.id)")
    }
    return text
  }

  private func appendix(_ run: CheckRun) -> String {
    let unseen = CheckSummary.unseen(run)
    let notices = run.notices.map { notice in
      "<code>\(HTMLText.escape(notice.path)):\(notice.position.line):\(notice.position.column)</code> \(HTMLText.escape(notice.message))"
    }
    return """
      <h2 id="about">How to read this</h2>
      <p>Everything here was read from the inputs alone, without a tenant. \(unseen.isEmpty ? "" : unseen + " ")A rule that could not judge an application is listed with it as not assessable; it did not pass.</p>
      <dl>
      <dt>Application permission</dt><dd>Used by the application as itself, day and night, with nobody signed in.</dd>
      <dt>Delegated permission</dt><dd>Used for a signed-in user; it reaches no further than that user.</dd>
      <dt>Fingerprint</dt><dd>What a finding is known by from run to run, in suppressions and in every other format.</dd>
      </dl>
      <p>To verify: run <code>\(Tool.name) check</code> of the same version on inputs of the same SHA-256; the report is the same to the byte.</p>
      \(notices.isEmpty ? "" : "<h3>Remarks on the inputs</h3>\n" + HTMLText.list(notices))
      """
  }
}
