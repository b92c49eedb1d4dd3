internal import ScopeAudit
internal import ScopeCatalog
import ScopeDocuments
import ScopeValues

/// What the explorer knows of one application, service principal or token: one line of JSON with marks.
///
/// Between two ``ExplorerMark/text`` stands a text that may be written once for all; between ``ExplorerMark/choice``,
/// ``ExplorerMark/or`` and ``ExplorerMark/choice`` stand two values, the first for small reports, the second for large.
struct ExplorerEntry {
  /// What an entry is, and what of it the input does not show.
  struct Flags: OptionSet {
    var rawValue: Int
    static let principal = Flags(rawValue: 1)
    static let token = Flags(rawValue: 2)
    static let hidesPermissions = Flags(rawValue: 4)
  }

  let result: ApplicationResult
  let isToken: Bool
  let catalog: Catalog

  /// The line without its line feed.
  var line: [UInt8] {
    var bytes: [UInt8] = []
    append("[", to: &bytes)
    quote(result.title, to: &bytes)
    append(",", to: &bytes)
    quote(result.appId, to: &bytes)
    append(",\(flags.rawValue),", to: &bytes)
    shared(result.audience ?? "", to: &bytes)
    append(",", to: &bytes)
    shared(result.location.path, to: &bytes)
    append(",\(result.location.range.start.line),[", to: &bytes)
    list(result.permissions, to: &bytes, permission)
    append("],[", to: &bytes)
    list(result.findings, to: &bytes, finding)
    append("],", to: &bytes)
    choose(&bytes, otherwise: "\(result.notAssessable.count)") { bytes in
      append("[", to: &bytes)
      list(result.notAssessable, to: &bytes) { entry, bytes in
        append("[\(entry.rule.index),", to: &bytes)
        shared(entry.reason, to: &bytes)
        append("]", to: &bytes)
      }
      append("]", to: &bytes)
    }
    append(",\(result.owners ?? -1),[", to: &bytes)
    list(result.ownerNames, to: &bytes) { shared($0, to: &$1) }
    append("],[", to: &bytes)
    list(result.credentials, to: &bytes) { dates, bytes in
      let days = [dates.start, dates.end].map { $0.map { String($0.daysSince1970) } ?? "null" }
      append("[\(dates.isCertificate ? 1 : 0),\(days[0]),\(days[1])]", to: &bytes)
    }
    append("],\(result.namesakes)]", to: &bytes)
    return bytes
  }

  private var flags: Flags {
    var flags: Flags = result.isServicePrincipal ? .principal : []
    if isToken { flags.insert(.token) }
    if !result.showsPermissions { flags.insert(.hidesPermissions) }
    return flags
  }

  // MARK: Parts

  /// The number of the permission in the catalog, or what is written where the catalog does not say what it is.
  private func permission(_ held: PermissionResult, to bytes: inout [UInt8]) {
    if let permission = held.permission, held.status == .known, !isToken {
      return append("\(permission.index)", to: &bytes)
    }
    let name = held.permission.map { catalog.name($0.nameIndex) } ?? held.identifier?.description ?? "(unreadable)"
    let resource = held.resource.map { catalog.resourceName($0) } ?? held.resourceIdentifier?.description ?? ""
    append("[", to: &bytes)
    shared(name, to: &bytes)
    append(",", to: &bytes)
    shared(resource, to: &bytes)
    append(",", to: &bytes)
    shared(held.flow?.name ?? "?", to: &bytes)
    append(",", to: &bytes)
    shared(held.status.phrase, to: &bytes)
    append("]", to: &bytes)
  }

  private func finding(_ finding: Finding, to bytes: inout [UInt8]) {
    let state = [Finding.State.new, .unchanged, .suppressed].firstIndex(of: finding.state) ?? 0
    let line = finding.location.range.start.line - result.location.range.start.line
    let head = "[\(finding.rule.index),\(finding.severity.rawValue + 8 * state),\(line),"
    let isElsewhere = finding.location.path != result.location.path
    let hasOwnFix = !finding.fix.isEmpty && finding.fix != finding.rule.fix.text
    // Where a text stands that no large report can go without, what stands before it is not left out either.
    let isNeeded = isElsewhere || hasOwnFix
    func tail(_ bytes: inout [UInt8], needsFingerprint: Bool) {
      append(",", to: &bytes)
      if needsFingerprint { quote(finding.fingerprint.description, to: &bytes) } else { append("0", to: &bytes) }
      guard isNeeded || finding.excerpt != nil else { return }
      append(",", to: &bytes)
      shared(isElsewhere ? finding.location.path : "", to: &bytes)
      append(",", to: &bytes)
      shared(hasOwnFix ? finding.fix : "", to: &bytes)
    }
    bytes.append(ExplorerMark.choice)
    append(head, to: &bytes)
    shared(finding.message, to: &bytes)
    tail(&bytes, needsFingerprint: true)
    if let excerpt = finding.excerpt { self.excerpt(excerpt, to: &bytes) }
    append("]", to: &bytes)
    bytes.append(ExplorerMark.or)
    if finding.severity == .critical || isNeeded {
      append(head, to: &bytes)
      shared(finding.message, to: &bytes)
      tail(&bytes, needsFingerprint: finding.severity == .critical)
      append("]", to: &bytes)
    } else {
      // Many applications have the very same finding: a number stands for it as a whole.
      bytes.append(ExplorerMark.text)
      append(head, to: &bytes)
      quote(finding.message, to: &bytes)
      append("]", to: &bytes)
      bytes.append(ExplorerMark.text)
    }
    bytes.append(ExplorerMark.choice)
  }

  private func excerpt(_ excerpt: Excerpt, to bytes: inout [UInt8]) {
    append(",[", to: &bytes)
    quote((excerpt.clippedBefore ? "\u{2026}" : "") + excerpt.before, to: &bytes)
    append(",", to: &bytes)
    quote(excerpt.token, to: &bytes)
    append(",", to: &bytes)
    quote(excerpt.after + (excerpt.clippedAfter ? "\u{2026}" : ""), to: &bytes)
    append("]", to: &bytes)
  }

  // MARK: Writing

  private func append(_ text: String, to bytes: inout [UInt8]) { bytes.append(contentsOf: text.utf8) }

  private func quote(_ text: String, to bytes: inout [UInt8]) { bytes.appendQuoted(SafeText.line(text)) }

  private func shared(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(ExplorerMark.text)
    quote(text, to: &bytes)
    bytes.append(ExplorerMark.text)
  }

  private func choose(_ bytes: inout [UInt8], otherwise: String, _ body: (inout [UInt8]) -> Void) {
    bytes.append(ExplorerMark.choice)
    body(&bytes)
    bytes.append(ExplorerMark.or)
    append(otherwise, to: &bytes)
    bytes.append(ExplorerMark.choice)
  }

  private func list<Element>(
    _ elements: [Element], to bytes: inout [UInt8], _ body: (Element, inout [UInt8]) -> Void
  ) {
    for (index, element) in elements.enumerated() {
      if index > 0 { append(",", to: &bytes) }
      body(element, &bytes)
    }
  }
}

extension Timestamp {
  /// Whole days since 1970-01-01, rounded down.
  var daysSince1970: Int64 { (secondsSince1970 - (secondsSince1970 % 86_400 + 86_400) % 86_400) / 86_400 }
}
