internal import ScopeAudit
internal import ScopeCatalog
import ScopeDocuments
import ScopeValues

extension HTMLReport {
  static let overviewHead =
    "<h2 id=\"applications\">Applications</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Applications\">\n<table>\n<thead><tr><th scope=\"col\">Application</th><th scope=\"col\">Audience</th><th scope=\"col\" class=\"number\">Application permissions</th><th scope=\"col\" class=\"number\">Delegated</th><th scope=\"col\">Worst</th><th scope=\"col\" class=\"number\">Findings</th><th scope=\"col\">Owners</th></tr></thead>\n<tbody>\n"

  /// What the part that needs no script leaves out, and where the rest is; nothing where it is whole.
  func remainder(_ run: CheckRun) -> String {
    let left = max(0, run.tally.applications - Self.readableEntries) + max(0, run.tally.tokens - Self.readableEntries)
    guard left > 0 else { return "" }
    return
      "<p class=\"banner\">This page tells of the first \(Self.readableEntries) entries; \(left) more are found with scripts switched on, or in the other formats: <code>--output csv=FILE</code>, <code>--output json=FILE</code>.</p>\n"
  }

  /// How a token differs from what its application asks for.
  static func drift(_ drift: TokenDrift, of title: String) -> String {
    var text = "<h4>\(HTMLText.escape(title)), beside what is asked for</h4>\n"
    if let statement = drift.statement { text += "<p>Not compared: \(HTMLText.escape(statement)).</p>\n" }
    for comparison in drift.comparisons {
      let words = DriftWords(comparison: comparison)
      text += "<p>\(HTMLText.escape("\(words.subject): \(words.verdict)")).</p>\n"
      for list in words.lists {
        text += "<p>\(list.title):</p>\n" + HTMLText.list(list.names.map { "<code>\(HTMLText.escape($0))</code>" })
      }
      for remark in words.remarks { text += "<p>\(HTMLText.escape(remark))</p>\n" }
    }
    return text
  }

  func header(_ run: CheckRun) -> String {
    var text =
      "<header>\n<h1>Application permissions under review</h1>\n<p class=\"soft\">Judged as of \(now) by \(Tool.name) \(Tool.version) with the catalog of \(HTMLText.escape(catalog.date)). A finding of \(threshold?.name ?? "no severity") or worse fails the run.</p>\n</header>\n<main id=\"main\">\n"
    let inputs = run.inputs.map { input in
      "<code>\(HTMLText.escape(input.path))</code> \(input.kind == "token" ? "token" : holdings(of: input))"
        + (input.sha256.isEmpty ? "" : ", SHA-256 <span class=\"id\">\(input.sha256)</span>")
    }
    text += HTMLText.details(CountPhrase.of(run.inputs.count, "input"), HTMLText.list(inputs))
    return text
  }

  private func holdings(of input: CheckRun.Input) -> String {
    let others = input.tenantCounts.map { CountPhrase.of($0.count, $0.noun) }
    let isApplication = input.applications > 0 || others.isEmpty
    return ((isApplication ? [CountPhrase.of(input.applications, "application")] : []) + others).joined(
      separator: ", ")
  }

  func completeness(_ run: CheckRun) -> String {
    let unshown = run.unshownSentence.map { "<p class=\"banner\">\(HTMLText.escape($0))</p>\n" } ?? ""
    return unshown + whatWasRead(run)
  }

  private func whatWasRead(_ run: CheckRun) -> String {
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

  func ruleIndex(_ run: CheckRun) -> String {
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

  func appendix(_ run: CheckRun) -> String {
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
