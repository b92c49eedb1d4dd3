package import ScopeAudit
internal import ScopeDocuments
import ScopeValues

/// A table for spreadsheets (RFC 4180): a row a finding, one a permission in which a token drifts, and one for what
/// could not be audited.
package struct CSVReport: CheckFormat {
  package init() {}

  private static let header = [
    "kind", "severity", "rule", "state", "application", "appId", "path", "line", "column", "message", "fix",
    "fingerprint",
  ]

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    render(result.findings, of: result, into: &fragment)
  }

  package func render(_ token: TokenResult, into fragment: inout ReportFragment) {
    render(token.audit.findings, of: token.audit, into: &fragment)
    func drift(_ message: String, _ registration: TokenCounterpart? = nil) {
      Self.row(
        [
          "drift", "", "", "", registration?.displayName ?? "", registration?.appId.description ?? token.audit.appId,
          token.audit.location.path, String(token.token.position.line), String(token.token.position.column), message,
          "", "",
        ], &fragment.sections[0])
    }
    if case .unmatched(let statement) = token.drift { drift(statement) }
    for comparison in token.drift?.comparisons ?? [] {
      let registration = comparison.registration
      for entry in comparison.requestedNotInToken { drift("\(entry.name): asked for, not in the token", registration) }
      for entry in comparison.inTokenNotRequested { drift("\(entry.name): in the token, not asked for", registration) }
      for entry in comparison.unclear { drift("\(entry.name): cannot be told, \(entry.reason)", registration) }
    }
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    render(findings, of: nil, into: &fragment)
  }

  private func render(_ findings: [Finding], of application: ApplicationResult?, into fragment: inout ReportFragment) {
    guard !findings.isEmpty else { return }
    var owner = ByteBuffer()
    owner.append(cell: application?.displayName ?? "")
    owner.append(ASCII.comma)
    owner.append(cell: application?.appId ?? "")
    owner.append(ASCII.comma)
    var rows = ByteBuffer(capacity: 1 << 12)
    for finding in findings {
      rows.append(literal: "finding,")
      rows.append(text: finding.severity.name)
      rows.append(ASCII.comma)
      rows.append(cell: finding.rule.id)
      rows.append(ASCII.comma)
      rows.append(text: finding.state.rawValue)
      rows.append(ASCII.comma)
      rows.append(owner.bytes)
      rows.append(cell: finding.location.path)
      rows.append(ASCII.comma)
      rows.append(decimal: finding.location.range.start.line)
      rows.append(ASCII.comma)
      rows.append(decimal: finding.location.range.start.column)
      rows.append(ASCII.comma)
      rows.append(cell: finding.message)
      rows.append(ASCII.comma)
      rows.append(cell: finding.fix)
      rows.append(ASCII.comma)
      rows.append(hexadecimal: finding.fingerprint.words)
      rows.append(ASCII.carriageReturn)
      rows.append(ASCII.lineFeed)
    }
    rows.write(0..<rows.count, to: &fragment.sections[0])
  }

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    var head: [UInt8] = []
    Self.row(Self.header, &head)
    for failure in run.failures {
      Self.row(
        [
          "error", "", "", "", "", "", failure.path, String(failure.position.line), String(failure.position.column),
          failure.message, failure.remedy, "",
        ], &head)
    }
    if let sentence = run.unshownSentence {
      Self.row(["notShown", "", "", "", "", "", "", "", "", sentence, "", ""], &head)
    }
    head.write(to: output)
    sections.copy(0, to: output)
  }

  /// Appends one row.
  static func row(_ cells: [String], _ bytes: inout [UInt8]) {
    var row = ByteBuffer()
    for (index, cell) in cells.enumerated() {
      if index > 0 { row.append(ASCII.comma) }
      row.append(cell: cell)
    }
    row.append(ASCII.carriageReturn)
    row.append(ASCII.lineFeed)
    row.write(0..<row.count, to: &bytes)
  }
}
