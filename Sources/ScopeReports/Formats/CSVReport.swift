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
    for finding in findings {
      let start = finding.location.range.start
      Self.row(
        [
          "finding", finding.severity.name, finding.rule.id, finding.state.rawValue, application?.displayName ?? "",
          application?.appId ?? "",
          finding.location.path, String(start.line), String(start.column), finding.message, finding.fix,
          finding.fingerprint.description,
        ], &fragment.sections[0])
    }
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
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(ASCII.comma) }
      append(cell, to: &bytes)
    }
    bytes.append(ASCII.carriageReturn)
    bytes.append(ASCII.lineFeed)
  }

  /// Appends what ``cell(_:)`` makes of a text; of the usual one no other text is made.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    let isWritten = text.withUTF8 { utf8 in
      let signs = CellSigns(utf8)
      guard !signs.contains(.others) else { return false }
      if signs.isEmpty {
        bytes.append(contentsOf: utf8)
      } else {
        bytes.append(ASCII.quote)
        if signs.contains(.quote) {
          for byte in utf8 {
            if byte == ASCII.quote { bytes.append(ASCII.quote) }
            bytes.append(byte)
          }
        } else {
          bytes.append(contentsOf: utf8)
        }
        bytes.append(ASCII.quote)
      }
      return true
    }
    if !isWritten { bytes.append(text: cell(text)) }
  }

  /// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
  static func cell(_ text: String) -> String {
    var text = SafeText.line(text)
    if let first = text.unicodeScalars.first(where: { $0 != " " }),
      "=+-@|\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
    {
      text = "'" + text
    }
    let isPlain =
      text.utf8.allSatisfy { $0 != ASCII.quote && $0 != ASCII.comma && $0 != ASCII.semicolon } && text.first != " "
      && text.last != " "
    return isPlain ? text : "\"\(text.escaping(["\"": "\"\""]))\""
  }
}

/// What a text holds that decides how its cell is written.
private struct CellSigns: OptionSet {
  let rawValue: UInt8
  static let separator = Self(rawValue: 1)
  static let quote = Self(rawValue: 2)
  /// Anything that needs a closer look: a beginning or an end that matters, controls, number signs, more than ASCII.
  static let others = Self(rawValue: 4)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ text: UnsafeBufferPointer<UInt8>) {
    var signs: UInt8 = 0
    for byte in text {
      signs |= byte == ASCII.comma || byte == ASCII.semicolon ? 1 : 0
      signs |= byte == ASCII.quote ? 2 : 0
      signs |= byte < ASCII.space || byte >= 0x7F || byte == ASCII.number ? 4 : 0
    }
    if let first = text.first, let last = text.last {
      switch first {
      case ASCII.space, ASCII.equals, ASCII.plus, ASCII.hyphen, ASCII.at, ASCII.bar, ASCII.colon: signs |= 4
      default: if last == ASCII.space { signs |= 4 }
      }
    }
    rawValue = signs
  }
}
