package import ScopeAudit
internal import ScopeDocuments

/// The report for CI: one suite an application and one for the run, one case a rule, passes included.
package struct JUnitReport: CheckFormat {
  private let rules: [Rule]
  /// Findings that it includes fail; the others are skipped as not enforced.
  private let threshold: FailureThreshold
  /// UTC without zone and fraction, as the schemas want it.
  private let timestamp: String
  /// By the place of the rule in the list above.
  private let ruleNames: [XMLText]
  /// Whether the file has to validate against Ant's and Jenkins' schemas.
  private let isAnt: Bool

  package init(rules: [Rule], threshold: FailureThreshold, timestamp: String, isAnt: Bool) {
    self.rules = rules
    ruleNames = rules.map { XMLText($0.id) }
    self.threshold = threshold
    self.timestamp = timestamp
    self.isAnt = isAnt
  }

  /// The suites, and a byte of each kind of outcome a case, to count by.
  package var sectionCount: Int { 2 }

  private enum Outcome {
    case pass
    case failure(message: String, body: String, Severity)
    case skipped(String)
    case error(String)

    var letter: UInt8 {
      switch self {
      case .pass: 0x50
      case .failure: 0x46
      case .skipped: 0x53
      case .error: 0x45
      }
    }
  }

  private struct RunCase {
    var name: String
    var path: String
    var line: Int
    var outcome: Outcome
  }

  // MARK: Applications

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    let name = title(result)
    var className = "scopeaudit.\(name.replacing(".", with: "_"))"
    if !result.appId.isEmpty { className += " [\(SafeText.line(String(result.appId.prefix(8))))]" }
    if result.namesakes > 0 { className += " #\(result.namesakes + 1)" }
    var findings: [Int: [Finding]] = [:]
    for finding in result.findings { findings[finding.rule.index, default: []].append(finding) }
    var reasons: [Int: String] = [:]
    for entry in result.notAssessable where reasons[entry.rule.index] == nil { reasons[entry.rule.index] = entry.reason }
    let outcomes = rules.map { rule in outcome(rule, findings[rule.index] ?? [], reason: reasons[rule.index]) }
    let suite = Suite(
      name: result.namesakes > 0 ? "\(name) #\(result.namesakes + 1)" : name, identifier: result.ordinal + 1,
      properties: [
        ("appId", SafeText.line(String(result.appId.prefix(Self.longestName)))), ("displayName", name),
        ("sourceFile", SafeText.line(result.location.path)),
      ],
      counts: Counts(outcomes.map(\.letter)))
    let (suffix, classText) = (XMLText(" (\(name))"), XMLText(className))
    let home = XMLText(SafeText.line(result.location.path))
    XMLWriter.append(to: &fragment.sections[0]) { xml in
      write(suite, to: xml) {
        var caseName = suffix
        for (index, rule) in rules.enumerated() {
          let place = findings[rule.index]?.first?.location ?? result.location
          caseName.set(ruleNames[index], suffix)
          write(
            caseName, classText, place.path == result.location.path ? home : XMLText(SafeText.line(place.path)),
            line: place.range.start.line, outcomes[index], to: xml)
        }
      }
    }
    fragment.sections[1].append(contentsOf: outcomes.map(\.letter))
  }

  /// A suite of its own, one case a finding.
  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    guard !findings.isEmpty else { return }
    let outcomes = findings.map { outcome(of: [$0], $0.rule) ?? .pass }
    let suite = Suite(name: "scopeaudit suppressions", identifier: 0, properties: [], counts: Counts(outcomes.map(\.letter)))
    let className = XMLText("scopeaudit.suppressions")
    XMLWriter.append(to: &fragment.sections[0]) { xml in
      write(suite, to: xml) {
        for (finding, outcome) in zip(findings, outcomes) {
          let subject = SafeText.line(finding.subject.filter { !$0.isEmpty }.joined(separator: " "))
          write(
            XMLText("\(finding.rule.id) (\(subject))"), className, XMLText(SafeText.line(finding.location.path)),
            line: finding.location.range.start.line, outcome, to: xml)
        }
      }
    }
    fragment.sections[1].append(contentsOf: outcomes.map(\.letter))
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

  private func outcome(_ rule: Rule, _ findings: [Finding], reason: String?) -> Outcome {
    outcome(of: findings, rule) ?? reason.map { .skipped("not assessable: \(SafeText.line($0))") } ?? .pass
  }

  /// Nil where there is no finding.
  private func outcome(of findings: [Finding], _ rule: Rule) -> Outcome? {
    let counted = findings.filter { $0.state == .new || $0.state == .unchanged && !threshold.onlyNew }
    guard let worst = counted.map(\.severity).max() else {
      if let other = findings.first(where: { $0.state == .unchanged }) ?? findings.first {
        return .skipped(
          other.state == .unchanged ? "known from the baseline" : "suppressed: \(SafeText.line(other.suppression ?? ""))")
      }
      return nil
    }
    let message = "[\(worst.name)] " + SafeText.line(counted.map(\.message).joined(separator: " "))
    guard counted.contains(where: threshold.includes) else {
      return .skipped("not enforced: " + message.prefix(280))
    }
    var body = ""
    for (index, finding) in counted.enumerated() {
      let start = finding.location.range.start
      let place = "\(SafeText.line(finding.location.path)):\(start.line):\(start.column)"
      let line = "\(place) [\(finding.severity.name)] \(SafeText.line(finding.message)) fingerprint \(finding.fingerprint)\n"
      // GitHub annotations end at 65,535 characters, GitLab shows the body alone.
      guard body.utf8.count + line.utf8.count < 56_000 else {
        body += "\(counted.count - index) more.\n"
        break
      }
      body += line
    }
    body += "Why: \(SafeText.line(rule.why))\nFix: \(SafeText.line(counted[0].fix))"
    if let reference = rule.references.first { body += "\nHelp: \(reference.url)" }
    return .failure(message: String(message.prefix(300)), body: body, worst)
  }

  // MARK: The run

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    let cases = runCases(run)
    var counts = Counts(cases.map(\.outcome.letter))
    let suite = Suite(
      name: "scopeaudit run", identifier: 0,
      properties: [
        ("scopeaudit.version", Tool.version), ("failOn", threshold.text),
        ("profile", isAnt ? "ant" : "extended"),
      ], counts: counts)
    sections.copy(1) { counts.add($0) }
    var attributes: [(StaticString, String)] = []
    if !isAnt {
      attributes = [("name", "scopeaudit"), ("tests", String(counts.tests)), ("failures", String(counts.failures))]
      attributes += [("errors", String(counts.errors)), ("time", "0.000")]
    }
    XMLWriter.opening("testsuites", attributes).write(to: output)
    let className = XMLText("scopeaudit.run")
    XMLWriter.fragment { xml in
      write(suite, to: xml) {
        for test in cases {
          write(XMLText(test.name), className, XMLText(SafeText.line(test.path)), line: test.line, test.outcome, to: xml)
        }
      }
    }.write(to: output)
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
    if run.tally.applications == 0, run.failures.isEmpty {
      cases.append(
        RunCase(name: "applications found", path: "", line: 1, outcome: .error("no application was found to audit")))
    }
    return cases.isEmpty ? [RunCase(name: "run", path: "", line: 1, outcome: .pass)] : cases
  }

  private func text(_ failure: CheckRun.Failure) -> String {
    "\(SafeText.line(failure.path)):\(failure.position.line):\(failure.position.column): \(SafeText.line(failure.sentence))"
  }

  private struct Counts {
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0

    init(_ letters: [UInt8]) { letters.withUnsafeBytes { add($0) } }

    mutating func add(_ letters: UnsafeRawBufferPointer) {
      for letter in letters {
        tests += 1
        switch letter {
        case 0x46: failures += 1
        case 0x45: errors += 1
        case 0x53: skipped += 1
        default: break
        }
      }
    }
  }

  // MARK: XML

  private struct Suite {
    var name: String
    var identifier: Int
    var properties: [(String, String)]
    var counts: Counts
  }

  private func write(_ suite: Suite, to xml: XMLWriter, _ cases: () -> Void) {
    let counts = suite.counts
    xml.element(
      "testsuite",
      [
        ("name", suite.name), ("package", "scopeaudit"), ("id", String(suite.identifier)), ("hostname", "localhost"),
        ("timestamp", timestamp), ("tests", String(counts.tests)), ("failures", String(counts.failures)),
        ("errors", String(counts.errors)), ("skipped", String(counts.skipped)), ("time", "0.000"),
      ]
    ) {
      xml.element("properties") {
        for (name, value) in suite.properties { xml.element("property", [("name", name), ("value", value)]) {} }
      }
      cases()
      xml.element("system-out") {}
      xml.element("system-err") {}
    }
  }

  private static let noTime = XMLText("0.000")

  private func write(
    _ name: XMLText, _ className: XMLText, _ path: XMLText, line: Int, _ outcome: Outcome, to xml: XMLWriter
  ) {
    xml.start("testcase")
    xml.attribute("name", name)
    xml.attribute("classname", className)
    xml.attribute("time", Self.noTime)
    if !isAnt, !path.isEmpty {
      xml.attribute("file", path)
      xml.attribute("line", XMLText(decimal: line))
    }
    switch outcome {
    case .pass: break
    case .failure(let message, let body, let severity):
      xml.element("failure", [("message", message), ("type", severity.name)], text: body) {}
    case .skipped(let message): xml.element("skipped", [("message", message)], text: message) {}
    case .error(let message):
      let first = message.split(separator: "\n").first.map { String($0.prefix(300)) } ?? ""
      xml.element("error", [("message", first), ("type", "InputError")], text: message) {}
    }
    xml.end()
  }
}
