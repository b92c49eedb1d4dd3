package import ScopeAudit
internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// The report for CI: one suite an application and one for the run, one case a rule, passes included.
package struct JUnitReport: CheckFormat {
  /// By the kind of what was audited.
  private let tables: [RuleTable]
  /// Findings that it includes fail; the others are skipped as not enforced.
  private let threshold: FailureThreshold
  private let junit: JUnitWriter
  private let tokenRules: [Rule]
  /// Whether only cases that fail are written: a tenant has many thousand that pass.
  private let hasFailuresAlone: Bool
  private let advice = JUnitAdvice()

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

  private typealias Outcome = JUnitWriter.Outcome

  private struct RunCase {
    var name: String
    var path: String
    var line: Int
    var outcome: Outcome
  }

  // MARK: Applications

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    let name = title(result)
    let table = tables[result.scope.rawValue]
    let cases = cases(result, table.indexes).filter { !hasFailuresAlone || $0.outcome.isFailure }
    guard !cases.isEmpty || !hasFailuresAlone else { return }
    var letters: [UInt8] = []
    if hasFailuresAlone {
      letters = cases.map(\.outcome.letter)
    } else {
      letters = [UInt8](repeating: Outcome.pass.letter, count: table.indexes.count)
      for test in cases { letters[test.rule] = test.outcome.letter }
    }
    var className = "scopeaudit.\(String(decoding: name.utf8.map { $0 == 0x2E ? 0x5F : $0 }, as: UTF8.self))"
    if !result.appId.isEmpty { className += " [\(SafeText.line(String(result.appId.prefix(8))))]" }
    if result.namesakes > 0 { className += " #\(result.namesakes + 1)" }
    let path = SafeText.line(result.location.path)
    let suite = JUnitWriter.Suite(
      name: result.namesakes > 0 ? "\(name) #\(result.namesakes + 1)" : name, identifier: result.ordinal + 1,
      properties: [
        ("appId", SafeText.line(String(result.appId.prefix(Self.longestName)))), ("displayName", name),
        ("sourceFile", path),
      ],
      counts: JUnitWriter.Counts(letters))
    let (suffix, classText, home) = (XMLText(" (\(name))"), XMLText(className), XMLText(path))
    var passes = JUnitWriter.Passes(suffix, classText, home, line: result.location.range.start.line, junit)
    junit.append(suite, to: &fragment.sections[0]) { xml in
      var next = 0
      for test in cases {
        if !hasFailuresAlone { passes.add(table.ids, table.ends[next...test.rule]) }
        next = test.rule + 1
        passes.write(to: xml)
        let place = test.place ?? result.location
        junit.write(
          XMLText(table.rules[test.rule].id, followedBy: suffix), classText,
          place.path == result.location.path ? home : XMLText(SafeText.line(place.path)), line: place.range.start.line,
          test.outcome, to: xml)
      }
      if !hasFailuresAlone { passes.add(table.ids, table.ends[next...]) }
      passes.write(to: xml)
    }
    fragment.sections[1].append(contentsOf: letters)
  }

  /// What a rule came to that has not passed.
  private struct Case {
    /// The rule's place among those that have a case each.
    var rule: Int
    var outcome: Outcome
    /// Where its worst finding stands.
    var place: Location?
  }

  /// The rules that have not passed, in their order.
  private func cases(_ result: ApplicationResult, _ ruleIndexes: [Int]) -> [Case] {
    let findings = result.findings
    let indexes = findings.map(\.rule.index)
    // Findings come worst first, and the order of those of one rule has to stay.
    let order = indexes.indices.sorted { (indexes[$0], $0) < (indexes[$1], $1) }
    let unjudged = result.notAssessable
    var (next, nextUnjudged) = (0, 0)
    var cases: [Case] = []
    cases.reserveCapacity(findings.count + unjudged.count)
    for (rule, index) in ruleIndexes.enumerated() {
      while next < order.count, indexes[order[next]] < index { next += 1 }
      let start = next
      while next < order.count, indexes[order[next]] == index { next += 1 }
      while nextUnjudged < unjudged.count, unjudged[nextUnjudged].rule.index < index { nextUnjudged += 1 }
      if start < next {
        let own = order[start..<next].map { findings[$0] }
        if let outcome = outcome(of: own, own[0].rule) {
          cases.append(Case(rule: rule, outcome: outcome, place: own[0].location))
          continue
        }
      }
      if let option = result.unshown[index] {
        // A rule whose findings are left out has not passed.
        cases.append(Case(rule: rule, outcome: .skipped("not shown: \(option.rawValue)")))
      } else if nextUnjudged < unjudged.count, unjudged[nextUnjudged].rule.index == index {
        let reason = SafeText.line(unjudged[nextUnjudged].reason)
        cases.append(Case(rule: rule, outcome: .skipped("not assessable: \(reason)")))
      }
    }
    return cases
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
    let cases = findings.map { (finding: $0, outcome: outcome(of: [$0], $0.rule) ?? .pass) }
      .filter { !hasFailuresAlone || $0.outcome.isFailure }
    guard !cases.isEmpty else { return }
    let outcomes = cases.map(\.outcome)
    let suite = JUnitWriter.Suite(
      name: "scopeaudit suppressions", identifier: 0, properties: [], counts: JUnitWriter.Counts(outcomes.map(\.letter))
    )
    let className = XMLText("scopeaudit.suppressions")
    junit.append(suite, to: &fragment.sections[0]) { xml in
      for (finding, outcome) in cases {
        let subject = SafeText.line(finding.subject.filter { !$0.isEmpty }.joined(separator: " "))
        junit.write(
          XMLText("\(finding.rule.id) (\(subject))"), className, XMLText(SafeText.line(finding.location.path)),
          line: finding.location.range.start.line, outcome, to: xml)
      }
    }
    fragment.sections[1].append(contentsOf: outcomes.map(\.letter))
  }

  /// Names go into every case twice, and Azure ends them at 512 characters: a hostile one is cut, and told from
  /// others that begin alike by a hash.
  private static let longestName = 120

  /// Readers show messages on one line.
  private static let longestMessage = 300

  private func title(_ result: ApplicationResult) -> String {
    let title = result.title
    guard title.unicodeScalars.count > Self.longestName else { return SafeText.line(title) }
    let start = String(String.UnicodeScalarView(title.unicodeScalars.prefix(Self.longestName)))
    return "\(SafeText.line(start))\u{2026} \(Fingerprint([title]).description.prefix(8))"
  }

  /// Nil where there is no finding.
  private func outcome(of findings: [Finding], _ rule: Rule) -> Outcome? {
    let counted = findings.filter { $0.state == .new || $0.state == .unchanged && !threshold.onlyNew }
    guard let worst = counted.map(\.severity).max() else {
      if let other = findings.first(where: { $0.state == .unchanged }) ?? findings.first {
        return .skipped(
          other.state == .unchanged
            ? "known from the baseline"
            : SafeText.line(other.acceptance.map { "suppressed \($0.sentence)" } ?? "suppressed"))
      }
      return nil
    }
    var message = "[\(worst.name)]"
    for finding in counted where message.utf8.count < Self.longestMessage {
      message += " " + SafeText.line(finding.message)
    }
    guard counted.contains(where: threshold.includes) else {
      return .skipped("not enforced: " + SafeText.start(of: message, Self.longestMessage))
    }
    var body = ""
    for (index, finding) in counted.enumerated() {
      let start = finding.location.range.start
      let place = "\(SafeText.line(finding.location.path)):\(start.line):\(start.column)"
      let line =
        "\(place) [\(finding.severity.name)] \(SafeText.line(finding.message)) fingerprint \(finding.fingerprint)\n"
      // GitHub annotations end at 65,535 characters, GitLab shows the body alone.
      guard body.utf8.count + line.utf8.count < 56_000 else {
        body += "\(counted.count - index) more.\n"
        break
      }
      body += line
    }
    return .failure(
      message: SafeText.start(of: message, Self.longestMessage), body: body, advice: advice.text(rule, counted[0].fix),
      worst)
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
    let className = XMLText("scopeaudit.run")
    var bytes: [UInt8] = []
    junit.append(suite, to: &bytes) { xml in
      for test in cases {
        junit.write(
          XMLText(test.name), className, XMLText(SafeText.line(test.path)), line: test.line, test.outcome, to: xml)
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
