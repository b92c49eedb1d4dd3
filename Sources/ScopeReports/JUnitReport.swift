package import ScopeAudit
internal import ScopeDocuments

/// The report for CI: one suite an application, one case a rule, passes included.
package enum JUnitReport {
  private enum Outcome {
    case pass
    case failure(String, String, Severity)
    case skipped(String)
    case error(String)
  }

  private struct Case {
    var name: String
    var className: String
    var file: String
    var line: Int
    var outcome: Outcome
  }

  /// - Parameters:
  ///   - threshold: findings from here on fail; those below are skipped as not enforced. Nil: none fails.
  ///   - timestamp: UTC without zone, as the schemas want it.
  ///   - isAnt: the profile that validates against Ant's and Jenkins' schemas.
  package static func render(_ report: CheckReport, threshold: Severity?, timestamp: String, isAnt: Bool) -> String {
    var suites: [(name: String, properties: [(String, String)], cases: [Case])] = []
    var run = report.inputs.map { input in
      let problems = report.failures.filter { $0.path == input.path }
      return Case(
        name: "input \(input.path)", className: "scopeaudit.run", file: input.path, line: problems.first?.position.line ?? 1,
        outcome: problems.isEmpty ? .pass : .error(problems.map { "\($0.path):\($0.position.line):\($0.position.column): \($0.message). \($0.remedy)" }.joined(separator: "\n")))
    }
    if report.applications.isEmpty, report.failures.isEmpty {
      run.append(Case(name: "applications found", className: "scopeaudit.run", file: "", line: 1, outcome: .error("no application was found to audit")))
    }
    suites.append(("scopeaudit run", [("scopeaudit.version", "0.1.0"), ("failOn", threshold?.name ?? "never")], run))
    var used: [String: Int] = [:]
    for result in report.applications {
      let name = result.displayName.isEmpty ? (result.appId.isEmpty ? "application" : result.appId) : result.displayName
      var className = "scopeaudit.\(name.replacing(".", with: "_")) [\(result.appId.prefix(8))]"
      used[className, default: 0] += 1
      if let count = used[className], count > 1 { className += " #\(count)" }
      let cases = Checks.all.map { check in
        let findings = result.findings.filter { $0.rule == check.id }
        let worst = findings.map(\.severity).max()
        let reason = result.notAssessable.first { $0.rule == check.id }?.reason
        var outcome = Outcome.pass
        if let worst {
          let message = "[\(worst.name)] " + findings.map(\.message).joined(separator: " ")
          let body = findings.map { "\($0.location.path):\($0.location.range.start.line):\($0.location.range.start.column) [\($0.severity.name)] \($0.message) fingerprint \($0.fingerprint)" }.joined(separator: "\n") + "\nFix: \(findings[0].fix)"
          if let threshold, worst >= threshold {
            outcome = .failure(String(message.prefix(300)), String(body.prefix(60_000)), worst)
          } else {
            outcome = .skipped("not enforced: \(message.prefix(280))")
          }
        } else if let reason {
          outcome = .skipped("not assessable: \(reason)")
        }
        let place = findings.first?.location ?? result.location
        return Case(name: "\(check.id) (\(name))", className: className, file: place.path, line: place.range.start.line, outcome: outcome)
      }
      suites.append((name, [("appId", result.appId), ("displayName", result.displayName)], cases))
    }
    return XMLWriter.document { xml in
      let all = suites.flatMap(\.cases)
      let root = [("name", "scopeaudit")] + counts(all, skipped: false)
      xml.element("testsuites", isAnt ? [] : root + [("time", "0.000")]) {
        for (index, suite) in suites.enumerated() {
          let attributes = [("name", suite.name), ("package", "scopeaudit"), ("id", String(index)), ("hostname", "localhost"), ("timestamp", timestamp)] + counts(suite.cases, skipped: true) + [("time", "0.000")]
          xml.element("testsuite", attributes) {
            xml.element("properties") {
              for (name, value) in suite.properties { xml.element("property", [("name", name), ("value", value)]) }
            }
            for test in suite.cases { write(test, to: xml, isAnt: isAnt) }
            xml.element("system-out")
            xml.element("system-err")
          }
        }
      }
    } ?? ""
  }

  private static func counts(_ cases: [Case], skipped: Bool) -> [(String, String)] {
    func count(_ matches: (Outcome) -> Bool) -> String { String(cases.count { matches($0.outcome) }) }
    return [
      ("tests", String(cases.count)), ("failures", count { if case .failure = $0 { true } else { false } }),
      ("errors", count { if case .error = $0 { true } else { false } }),
    ] + (skipped ? [("skipped", count { if case .skipped = $0 { true } else { false } })] : [])
  }

  private static func write(_ test: Case, to xml: XMLWriter, isAnt: Bool) {
    var attributes = [("name", test.name), ("classname", test.className), ("time", "0.000")]
    if !isAnt, !test.file.isEmpty { attributes += [("file", test.file), ("line", String(test.line))] }
    xml.element("testcase", attributes) {
      switch test.outcome {
      case .pass: break
      case .failure(let message, let body, let severity):
        xml.element("failure", [("message", message), ("type", severity.name)], text: body)
      case .skipped(let message): xml.element("skipped", [("message", message)], text: message)
      case .error(let message): xml.element("error", [("message", String(message.prefix(300))), ("type", "InputError")], text: message)
      }
    }
  }
}
