package import ScopeAudit
internal import ScopeDocuments

/// The report for CI: one suite an application and one for the run, one case a rule, passes included.
package struct JUnitReport: CheckFormat {
  private let rules: [Rule]
  /// Findings that it includes fail; the others are skipped as not enforced.
  private let threshold: FailureThreshold
  /// UTC without zone and fraction, as the schemas want it.
  private let timestamp: String
  /// Whether the file has to validate against Ant's and Jenkins' schemas.
  private let isAnt: Bool

  package init(rules: [Rule], threshold: FailureThreshold, timestamp: String, isAnt: Bool) {
    self.rules = rules
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

  private struct Case {
    var name: String
    var className: String
    var path: String
    var line: Int
    var outcome: Outcome
  }

  // MARK: Applications

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    let name = title(result)
    var className = "scopeaudit.\(name.replacing(".", with: "_"))"
    if !result.appId.isEmpty { className += " [\(result.appId.prefix(8))]" }
    if result.namesakes > 0 { className += " #\(result.namesakes + 1)" }
    let cases = rules.map { rule in
      let findings = result.findings.filter { $0.rule === rule }
      let place = findings.first?.location ?? result.location
      return Case(
        name: "\(rule.id) (\(name))", className: className, path: place.path, line: place.range.start.line,
        outcome: outcome(rule, findings, result))
    }
    let suite = XMLWriter.fragment { xml in
      write(
        suite: result.namesakes > 0 ? "\(name) #\(result.namesakes + 1)" : name,
        properties: [("appId", result.appId), ("displayName", result.displayName), ("path", result.location.path)],
        cases, identifier: String(result.ordinal + 1), to: xml)
    }
    fragment.sections[0].append(contentsOf: suite)
    fragment.sections[1].append(contentsOf: cases.map(\.outcome.letter))
  }

  /// A suite of its own, one case a finding.
  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    guard !findings.isEmpty else { return }
    let cases = findings.map { finding in
      Case(
        name: "\(finding.rule.id) (\(finding.subject.filter { !$0.isEmpty }.joined(separator: " ")))",
        className: "scopeaudit.suppressions", path: finding.location.path, line: finding.location.range.start.line,
        outcome: outcome(of: [finding]) ?? .pass)
    }
    let suite = XMLWriter.fragment { xml in
      write(suite: "scopeaudit suppressions", properties: [], cases, identifier: "suppressions", to: xml)
    }
    fragment.sections[0].append(contentsOf: suite)
    fragment.sections[1].append(contentsOf: cases.map(\.outcome.letter))
  }

  private func title(_ result: ApplicationResult) -> String {
    if !result.displayName.isEmpty { return result.displayName }
    return result.appId.isEmpty ? "application" : result.appId
  }

  private func outcome(_ rule: Rule, _ findings: [Finding], _ result: ApplicationResult) -> Outcome {
    if let outcome = outcome(of: findings) { return outcome }
    let reason = result.notAssessable.first { $0.rule === rule }?.reason
    return reason.map { .skipped("not assessable: \($0)") } ?? .pass
  }

  /// Nil where there is no finding.
  private func outcome(of findings: [Finding]) -> Outcome? {
    let counted = findings.filter { $0.state == .new || $0.state == .unchanged && !threshold.onlyNew }
    guard let worst = counted.map(\.severity).max() else {
      if let other = findings.first(where: { $0.state == .unchanged }) ?? findings.first {
        return .skipped(other.state == .unchanged ? "known from the baseline" : "suppressed: \(other.suppression ?? "")")
      }
      return nil
    }
    let message = "[\(worst.name)] " + counted.map(\.message).joined(separator: " ")
    guard counted.contains(where: threshold.includes) else { return .skipped("not enforced: " + message.prefix(280)) }
    var body = ""
    for (index, finding) in counted.enumerated() {
      let start = finding.location.range.start
      let line =
        "\(finding.location.path):\(start.line):\(start.column) [\(finding.severity.name)] \(finding.message) fingerprint \(finding.fingerprint)\n"
      // GitHub annotations end at 65,535 characters, GitLab shows the body alone.
      guard body.utf8.count + line.utf8.count < 60_000 else {
        body += "\(counted.count - index) more.\n"
        break
      }
      body += line
    }
    body += "Fix: \(counted[0].fix)"
    return .failure(message: String(message.prefix(300)), body: body, worst)
  }

  // MARK: The run

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    var cases = run.inputs.map { input in
      let failures = run.failures.filter { $0.path == input.path }
      return Case(
        name: "input \(input.path)", className: "scopeaudit.run", path: input.path,
        line: failures.first?.position.line ?? 1,
        outcome: failures.isEmpty ? .pass : .error(failures.map(text).joined(separator: "\n")))
    }
    for failure in run.failures where !run.inputs.contains(where: { $0.path == failure.path }) {
      cases.append(
        Case(
          name: "input \(failure.path)", className: "scopeaudit.run", path: failure.path,
          line: failure.position.line, outcome: .error(text(failure))))
    }
    if run.tally.applications == 0, run.failures.isEmpty {
      cases.append(
        Case(
          name: "applications found", className: "scopeaudit.run", path: "", line: 1,
          outcome: .error("no application was found to audit")))
    }
    if cases.isEmpty {
      cases.append(Case(name: "run", className: "scopeaudit.run", path: "", line: 1, outcome: .pass))
    }
    var counts = Counts(cases.map(\.outcome.letter))
    sections.copy(1) { counts.add($0) }
    var attributes: [(String, String)] = []
    if !isAnt {
      attributes = [("name", "scopeaudit"), ("tests", String(counts.tests)), ("failures", String(counts.failures))]
      attributes += [("errors", String(counts.errors)), ("time", "0.000")]
    }
    let properties = [("scopeaudit.version", Tool.version), ("failOn", threshold.text)]
    XMLWriter.opening("testsuites", attributes).write(to: output)
    XMLWriter.fragment { xml in
      write(suite: "scopeaudit run", properties: properties, cases, identifier: "0", to: xml)
    }.write(to: output)
    sections.copy(0, to: output)
    Array("</testsuites>\n".utf8).write(to: output)
  }

  private func text(_ failure: CheckRun.Failure) -> String {
    "\(failure.path):\(failure.position.line):\(failure.position.column): \(failure.message). \(failure.remedy)"
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

  private func write(
    suite name: String, properties: [(String, String)], _ cases: [Case], identifier: String, to xml: XMLWriter
  ) {
    let counts = Counts(cases.map(\.outcome.letter))
    xml.element(
      "testsuite",
      [
        ("name", name), ("package", "scopeaudit"), ("id", identifier), ("hostname", "localhost"),
        ("timestamp", timestamp), ("tests", String(counts.tests)), ("failures", String(counts.failures)),
        ("errors", String(counts.errors)), ("skipped", String(counts.skipped)), ("time", "0.000"),
      ]
    ) {
      xml.element("properties") {
        for (name, value) in properties { xml.element("property", [("name", name), ("value", value)]) }
      }
      for test in cases { write(test, to: xml) }
      xml.element("system-out")
      xml.element("system-err")
    }
  }

  private func write(_ test: Case, to xml: XMLWriter) {
    var attributes = [("name", test.name), ("classname", test.className), ("time", "0.000")]
    if !isAnt, !test.path.isEmpty { attributes += [("file", test.path), ("line", String(test.line))] }
    xml.element("testcase", attributes) {
      switch test.outcome {
      case .pass: break
      case .failure(let message, let body, let severity):
        xml.element("failure", [("message", message), ("type", severity.name)], text: body)
      case .skipped(let message): xml.element("skipped", [("message", message)], text: message)
      case .error(let message):
        xml.element("error", [("message", String(message.prefix(300))), ("type", "InputError")], text: message)
      }
    }
  }
}
