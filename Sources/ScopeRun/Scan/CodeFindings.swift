package import ScopeAudit
import ScopeCatalog
import ScopeDocuments
package import ScopeReports
import ScopeSources
import ScopeValues

/// What the rules of the category code find in a scan.
package struct CodeFindings {
  private let scan: CodeScan
  private let book: RuleBook
  private let settings: RuleSettings
  private var findings: [Finding] = []
  private var repetitions: [Fingerprint: Int] = [:]

  /// Findings of one rule beyond these are not listed: a project of a million lines is read by somebody.
  static let limit = 1_000

  /// The findings of a scan, the worst first, then by place.
  package static func of(_ scan: CodeScan, book: RuleBook, settings: RuleSettings) -> [Finding] {
    var all = CodeFindings(scan: scan, book: book, settings: settings)
    all.judgeScopes()
    all.judgeNotes()
    all.judgeCalls()
    return all.findings.sorted { left, right in
      let (first, second) = (left.location, right.location)
      return (-left.severity.rawValue, first.path, first.range.start.line, first.range.start.column, left.rule.id)
        < (-right.severity.rawValue, second.path, second.range.start.line, second.range.start.column, right.rule.id)
    }
  }

  private init(scan: CodeScan, book: RuleBook, settings: RuleSettings) {
    self.scan = scan
    self.book = book
    self.settings = settings
  }

  private mutating func judgeScopes() {
    for stated in scan.stated {
      for name in stated.excess {
        report("code-excess-scope", stated.scopes.position, "No call found beside it needs \(name).", [name])
      }
      for name in stated.missing {
        let calls = (stated.witnesses[name] ?? []).prefix(3).map { scan.calls[$0] }
        report(
          "code-missing-scope", stated.scopes.position, "Calls beside it need \(name), which is not asked for.", [name],
          calls.map { ($0.position, "\($0.method) \(ShownAddress.ofCode($0.url))") })
      }
    }
  }

  private mutating func judgeNotes() {
    for note in scan.notes {
      switch note.kind {
      case .mark(let index):
        guard RetiredCode.all.indices.contains(index) else { continue }
        let retired = RetiredCode.all[index]
        report(
          "retired-client-library", note.position,
          "\(retired.mark.name.prefix(1).uppercased() + retired.mark.name.dropFirst()) is retired; \(retired.instead) takes its place.",
          [retired.mark.name])
      case .authority(let tenant):
        report(
          "multi-tenant-authority", note.position, "This authority takes accounts of every tenant (\(tenant)).",
          [tenant])
      }
    }
  }

  private mutating func judgeCalls() {
    for (index, call) in scan.unresolved.prefix(Self.limit).enumerated() {
      let bound = scan.bounds.indices.contains(index) ? scan.bounds[index] : []
      let known = call.known.isEmpty || call.known == "{}" ? "" : " Known of it: \(ShownText.of(call.known))."
      let most = bound.isEmpty ? "" : " At most it needs \(bound.joined(separator: ", "))."
      report(
        "unresolved-graph-call", call.position,
        "This call could not be resolved (\(call.reason.rawValue)).\(known)\(most)",
        [call.reason.rawValue, call.known])
    }
  }

  private mutating func report(
    _ id: String, _ place: CodePosition, _ message: String, _ subject: [String],
    _ witnesses: [(place: CodePosition, text: String)] = []
  ) {
    guard let rule = book.rule(id), !settings.isOff(rule) else { return }
    // Lines move; the file and what stands there tell findings apart.
    var fingerprint = Fingerprint(
      [rule.lastingID, place.file.hasPrefix("./") ? String(place.file.dropFirst(2)) : place.file] + subject)
    let before = repetitions[fingerprint, default: 0]
    repetitions[fingerprint] = before + 1
    if before > 0 { fingerprint.add("again \(before)") }
    var finding = Finding(
      rule: rule, severity: settings.severity(of: rule) ?? rule.severity, message: message, fix: rule.fix.text,
      location: CodeNeeds.location(path: place.file, line: place.line, column: place.column),
      fingerprint: fingerprint, subject: subject)
    finding.related = witnesses.map { place, text in
      Related(location: CodeNeeds.location(path: place.file, line: place.line, column: place.column), message: text)
    }
    findings.append(finding)
  }
}
