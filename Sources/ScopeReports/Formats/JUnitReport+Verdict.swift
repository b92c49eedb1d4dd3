internal import ScopeAudit
internal import ScopeDocuments
import ScopeValues

extension JUnitReport {
  /// What the findings of one rule come to.
  enum Verdict {
    case pass
    case skipped(String)
    /// - Parameter counted: indexes of the findings that count.
    case failure(counted: [Int], worst: Severity)
  }

  /// - Parameter own: indexes of the findings of one rule, at least one.
  func verdict(of findings: [Finding], _ own: ArraySlice<Int>) -> Verdict {
    let counted = own.filter {
      findings[$0].state == .new || findings[$0].state == .unchanged && !threshold.onlyNew
    }
    guard let worst = counted.map({ findings[$0].severity }).max() else {
      guard let index = own.first(where: { findings[$0].state == .unchanged }) ?? own.first else { return .pass }
      if findings[index].state == .unchanged { return .skipped("known from the baseline") }
      return .skipped(SafeText.line(findings[index].acceptance.map { "suppressed \($0.sentence)" } ?? "suppressed"))
    }
    guard counted.contains(where: { threshold.includes(findings[$0]) }) else {
      return .skipped("not enforced: " + message(counted, of: findings, worst))
    }
    return .failure(counted: counted, worst: worst)
  }

  /// Readers show messages on one line.
  private static let longestMessage = 300

  private func message(_ counted: [Int], of findings: [Finding], _ worst: Severity) -> String {
    var message = "[\(worst.name)]"
    for index in counted where message.utf8.count < Self.longestMessage {
      message += " "
      message += SafeText.line(findings[index].message)
    }
    return SafeText.start(of: message, Self.longestMessage)
  }

  /// - Parameter place: the path and line of the case.
  func add(
    _ verdict: Verdict, _ name: String, of findings: [Finding], at place: (path: String, line: Int),
    to cases: inout JUnitCases
  ) {
    switch verdict {
    case .pass: if !hasFailuresAlone { cases.addPass(name, at: place) }
    case .skipped(let message): if !hasFailuresAlone { cases.addSkipped(name, message, at: place) }
    case .failure(let counted, let worst):
      cases.addFailure(name, worst, at: place) {
        $0.append(attribute: message(counted, of: findings, worst))
      } body: {
        body(counted, of: findings, to: &$0)
        $0.append(advice.text(findings[counted[0]].rule, findings[counted[0]].fix))
      }
    }
  }

  private func body(_ counted: [Int], of findings: [Finding], to body: inout ByteBuffer) {
    var length = 0
    for (place, index) in counted.enumerated() {
      let location = findings[index].location
      let (path, message) = (SafeText.line(location.path), SafeText.line(findings[index].message))
      let (line, column) = (String(location.range.start.line), String(location.range.start.column))
      let severity = findings[index].severity.name
      length += path.utf8.count + line.utf8.count + column.utf8.count + severity.utf8.count + message.utf8.count
      // What stands between them, and the fingerprint.
      length += 52
      // GitHub annotations end at 65,535 characters, GitLab shows the body alone.
      guard length < 56_000 else {
        body.append(decimal: counted.count - place)
        body.append(literal: " more.\n")
        break
      }
      body.append(content: path)
      body.append(ASCII.colon)
      body.append(text: line)
      body.append(ASCII.colon)
      body.append(text: column)
      body.append(literal: " [")
      body.append(text: severity)
      body.append(literal: "] ")
      body.append(content: message)
      body.append(literal: " fingerprint ")
      body.append(hexadecimal: findings[index].fingerprint.words)
      body.append(ASCII.lineFeed)
    }
  }
}
