package import ScopeAudit
internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// The report for CI: one suite an application and one for the run, one case a rule, passes included.
package struct JUnitReport: CheckFormat {
  /// By the kind of what was audited.
  private let tables: [RuleTable]
  /// Findings that it includes fail; the others are skipped as not enforced.
  let threshold: FailureThreshold
  private let junit: JUnitWriter
  private let tokenRules: [Rule]
  /// Whether only cases that fail are written: a tenant has many thousand that pass.
  let hasFailuresAlone: Bool
  private let patterns: JUnitPatterns
  let advice = JUnitAdvice()

  /// - Parameter tokenRules: the rules that tokens beside the applications are judged by.
  package init(
    rules: JudgingRules, tokenRules: [Rule] = [], threshold: FailureThreshold, timestamp: String, isAnt: Bool,
    hasFailuresAlone: Bool = false
  ) {
    self.init(
      rules: rules, tokenRules: tokenRules, threshold: threshold,
      junit: JUnitWriter(timestamp: timestamp, isAnt: isAnt),
      hasFailuresAlone: hasFailuresAlone)
  }

  private init(
    rules: JudgingRules, tokenRules: [Rule], threshold: FailureThreshold, junit: JUnitWriter, hasFailuresAlone: Bool
  ) {
    self.hasFailuresAlone = hasFailuresAlone
    tables = JudgingRules.Scope.allCases.map { RuleTable(rules[$0]) }
    self.tokenRules = tokenRules
    self.threshold = threshold
    self.junit = junit
    patterns = JUnitPatterns(junit)
  }

  /// The suites, and a byte of each kind of outcome a case, to count by.
  package var sectionCount: Int { 2 }

  /// The rules that have a case each.
  private struct RuleTable {
    let rules: [Rule]
    /// The ids, one after another in the list's order, so that passes touch no object whose users all threads count.
    let ids: [UInt8]
    /// Where the ids end in the text of all; the first number is 0.
    let ends: [Int]
    let indexes: [Int]

    init(_ rules: [Rule]) {
      self.rules = rules
      ids = rules.flatMap { Array($0.id.utf8) }
      ends = rules.reduce(into: [0]) { ends, rule in ends.append(ends[ends.count - 1] + rule.id.utf8.count) }
      indexes = rules.map(\.index)
    }
  }

  private struct RunCase {
    var name: String
    var path: String
    var line: Int
    var outcome: JUnitWriter.Outcome
  }

  // MARK: Applications

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    let name = title(result)
    var className = "scopeaudit.\(String(decoding: name.utf8.map { $0 == 0x2E ? 0x5F : $0 }, as: UTF8.self))"
    if !result.appId.isEmpty { className += " [\(SafeText.line(String(result.appId.prefix(8))))]" }
    if result.namesakes > 0 { className += " #\(result.namesakes + 1)" }
    let path = SafeText.line(result.location.path)
    var cases = JUnitCases(
      patterns, suffix: " (\(name))", className: className, home: (path, result.location.range.start.line))
    add(result, tables[result.scope.rawValue], to: &cases)
    guard !cases.letters.isEmpty || !hasFailuresAlone else { return }
    cases.write(
      patterns.application, name: result.namesakes > 0 ? "\(name) #\(result.namesakes + 1)" : name,
      identifier: result.ordinal + 1,
      properties: [SafeText.line(String(result.appId.prefix(Self.longestName))), name, path], to: &fragment.sections)
  }

  /// Adds a case for each rule, in their order.
  private func add(_ result: ApplicationResult, _ table: RuleTable, to cases: inout JUnitCases) {
    let findings = result.findings
    let indexes = findings.map { $0.rule.index }
    // Findings come worst first, and the order of those of one rule has to stay.
    let order = indexes.indices.sorted { (indexes[$0], $0) < (indexes[$1], $1) }
    let unjudged = result.notAssessable
    var (next, nextUnjudged) = (0, 0)
    // The first rule that passed and is not written yet.
    var passed = 0
    for (rule, index) in table.indexes.enumerated() {
      while next < order.count, indexes[order[next]] < index { next += 1 }
      let start = next
      while next < order.count, indexes[order[next]] == index { next += 1 }
      while nextUnjudged < unjudged.count, unjudged[nextUnjudged].rule.index < index { nextUnjudged += 1 }
      var verdict = Verdict.pass
      if start < next { verdict = self.verdict(of: findings, order[start..<next]) }
      if case .pass = verdict {
        if let option = result.unshown[index] {
          // A rule whose findings are left out has not passed.
          verdict = .skipped("not shown: \(option.rawValue)")
        } else if nextUnjudged < unjudged.count, unjudged[nextUnjudged].rule.index == index {
          verdict = .skipped(
            "not assessable: \(SafeText.line(unjudged[nextUnjudged].reason))")
        }
      }
      if case .pass = verdict { continue }
      if !hasFailuresAlone { cases.addPasses(table.ids, table.ends[passed...rule]) }
      passed = rule + 1
      let first = start < next ? findings[order[start]].location : result.location
      let place = first.path == result.location.path ? nil : SafeText.line(first.path)
      add(
        verdict, table.rules[rule].id, of: findings,
        at: (place ?? cases.home.path, first.range.start.line), to: &cases)
    }
    if !hasFailuresAlone { cases.addPasses(table.ids, table.ends[passed...]) }
  }

  /// A suite whose cases are the rules that judge tokens.
  package func render(_ token: TokenResult, into fragment: inout ReportFragment) {
    JUnitReport(
      rules: JudgingRules(tokenRules), tokenRules: [], threshold: threshold, junit: junit,
      hasFailuresAlone: hasFailuresAlone
    ).render(token.audit, into: &fragment)
  }

  /// A suite of its own, one case a finding.
  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    guard !findings.isEmpty else { return }
    var cases = JUnitCases(patterns, suffix: "", className: "scopeaudit.suppressions", home: ("", 0))
    for (index, finding) in findings.enumerated() {
      let subject = SafeText.line(finding.subject.filter { !$0.isEmpty }.joined(separator: " "))
      add(
        verdict(of: findings, [index]), "\(finding.rule.id) (\(subject))", of: findings,
        at: (SafeText.line(finding.location.path), finding.location.range.start.line), to: &cases)
    }
    guard !cases.letters.isEmpty else { return }
    cases.write(patterns.other, name: "scopeaudit suppressions", identifier: 0, properties: [], to: &fragment.sections)
  }

  /// Names go into every case twice, and Azure ends them at 512 characters: a hostile one is cut, and told from
  /// others that begin alike by a hash.
  private static let longestName = 120

  private func title(_ result: ApplicationResult) -> String {
    let title = result.title
    guard title.unicodeScalars.count > Self.longestName else { return SafeText.line(title) }
    let start = String(String.UnicodeScalarView(title.unicodeScalars.prefix(Self.longestName)))
    return "\(SafeText.line(start))\u{2026} \(Fingerprint([title]).description.prefix(8))"
  }

  // MARK: The run

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    let cases = runCases(run)
    var counts = JUnitWriter.Counts(cases.map(\.outcome.letter))
    let suite = JUnitWriter.Suite(
      name: "scopeaudit run", identifier: 0,
      properties: [
        ("scopeaudit.version", Tool.version), ("scopeaudit.catalog", "\(Catalog.shared.date) \(Catalog.shared.digest)"),
        ("failOn", threshold.text),
        ("profile", junit.isAnt ? "ant" : hasFailuresAlone ? "failures" : "extended"),
      ] + (run.unshownSentence.map { [("notShown", $0)] } ?? []), counts: counts)
    sections.copy(1) { for letter in $0 { counts.add(letter) } }
    var attributes: [(StaticString, String)] = []
    if !junit.isAnt {
      attributes = [("name", "scopeaudit"), ("tests", String(counts.tests)), ("failures", String(counts.failures))]
      attributes += [("errors", String(counts.errors)), ("time", "0.000")]
    }
    XMLWriter.opening("testsuites", attributes).write(to: output)
    var bytes: [UInt8] = []
    junit.append(suite, to: &bytes) { xml in
      for test in cases {
        junit.write(
          test.name, className: "scopeaudit.run", path: SafeText.line(test.path), line: String(test.line), test.outcome,
          to: xml)
      }
    }
    bytes.write(to: output)
    sections.copy(0, to: output)
    Array("</testsuites>\n".utf8).write(to: output)
  }

  /// One case an input, and at least one: readers take a report without cases for a failure, or for a success.
  private func runCases(_ run: CheckRun) -> [RunCase] {
    var failures: [String: [CheckRun.Failure]] = [:]
    for failure in run.failures { failures[failure.path, default: []].append(failure) }
    var seen: [String: Int] = [:]
    var cases: [RunCase] = []
    let others = run.failures.map(\.path).filter { path in !run.inputs.contains { $0.path == path } }
    for path in run.inputs.map(\.path) + others {
      seen[path, default: 0] += 1
      let count = seen[path, default: 1]
      if count > 1, others.contains(path) { continue }
      let found = failures[path] ?? []
      cases.append(
        RunCase(
          name: "input \(SafeText.line(path))" + (count > 1 ? " #\(count)" : ""), path: path,
          line: found.first?.position.line ?? 1,
          outcome: found.isEmpty ? .pass : .error(found.prefix(100).map(text).joined(separator: "\n"))))
    }
    if run.tally.applications + run.unshown.tally.applications == 0, run.failures.isEmpty {
      cases.append(
        RunCase(name: "applications found", path: "", line: 1, outcome: .error("no application was found to audit")))
    }
    return cases.isEmpty ? [RunCase(name: "run", path: "", line: 1, outcome: .pass)] : cases
  }

  private func text(_ failure: CheckRun.Failure) -> String {
    "\(SafeText.line(failure.path)):\(failure.position.line):\(failure.position.column): \(SafeText.line(failure.sentence))"
  }
}
