package import ScopeAudit
package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// The report for people: grouped by application, the worst first, each finding with its line.
package struct TextReport: CheckFormat {
  private let catalog: Catalog
  let style: TextStyle
  private let showsPermissions: Bool
  private let overview: FindingOverview
  /// What stands before the advice.
  let fixLead: String

  package init(catalog: Catalog, style: TextStyle, showsPermissions: Bool) {
    self.catalog = catalog
    self.style = style
    self.showsPermissions = showsPermissions
    overview = FindingOverview(style: style, book: .shared)
    fixLead = "   " + style.paint("fix", .good) + "  "
  }

  /// The text, and on a screen what it begins with where it is longer than that.
  package var sectionCount: Int { style.height == nil ? 1 : 1 + FindingOverview.sectionCount }
  package func isFull(_ section: Int, _ kept: [SectionSize]) -> Bool {
    section > 0 && FindingOverview.isFull(kept[section])
  }

  package var wantsExcerpts: Bool { true }

  /// How many entities of one permission are listed before the rest is only counted.
  private static let entityLimit = 15

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    if style.height != nil { overview.render(result, into: &fragment, first: 1) }
    let counted = result.findings.filter { $0.state != .suppressed }
    let isWorthShowing = !counted.isEmpty || !result.changes.isEmpty || showsPermissions || style.isVerbose
    guard isWorthShowing else { return }
    var text = ByteBuffer(capacity: 1 << 13)
    text.append(text: heading(result))
    if showsPermissions { text.append(text: permissions(result)) }
    let path = (result.location.path, SafeText.line(result.location.path))
    for finding in counted { append(finding, from: path, to: &text) }
    for change in result.changes where change.kind.direction != .worse {
      let tone = change.kind.direction == .better ? "better" : "note"
      let values = [change.from, change.to].compactMap { $0 }.map(SafeText.line).joined(separator: " \u{2192} ")
      text.append(
        text:
          "\n\(style.paint(tone.padded(to: 8), .good))  \(change.kind.rawValue)  \(SafeText.line(change.subject))\(values.isEmpty ? "" : "  \(values)")\n"
      )
    }
    if style.isVerbose { text.append(text: notAssessable(result)) }
    text.append(ASCII.lineFeed)
    text.write(0..<text.count, to: &fragment.sections[0])
  }

  package func render(_ token: TokenResult, into fragment: inout ReportFragment) {
    fragment.sections[0].append(
      text: TokenTextReport(catalog: catalog, style: style, claims: .hidden).token(token) + "\n")
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    guard !findings.isEmpty else { return }
    var text = ByteBuffer()
    for finding in findings {
      append(finding, from: (finding.location.path, SafeText.line(finding.location.path)), to: &text)
    }
    text.append(ASCII.lineFeed)
    text.write(0..<text.count, to: &fragment.sections[0])
  }

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    var lines = 0
    let height = style.height ?? 0
    sections.forEachLine(0) { _ in
      lines += 1
      return lines <= height
    }
    // What could not be looked at stands first as well, so that no reader takes what follows for all there is.
    if lines > 0, !run.failures.isEmpty { Array(leading(run).utf8).write(to: output) }
    if style.height != nil, lines > height { Array(overview.text(run, sections, first: 1).utf8).write(to: output) }
    sections.copy(0, to: output)
    Array(closing(run).utf8).write(to: output)
  }

  /// How many problems stand before the findings.
  private static let leadingLimit = 3

  private func leading(_ run: CheckRun) -> String {
    var text = style.wrap(String(CheckSummary.incompleteness(run, ", told in full below").dropFirst()), indent: 0)
    for failure in run.failures.prefix(Self.leadingLimit) { text += problem(failure) }
    let more = run.failures.count - Self.leadingLimit
    return text + (more > 0 ? "       and \(more) more\n\n" : "\n")
  }

  private func problem(_ failure: CheckRun.Failure) -> String {
    let more = failure.repetitions == 0 ? "" : " (and \(failure.repetitions) more like it)"
    return style.wrap(
      "\(failure.place): \(SafeText.line(failure.message))\(more)", indent: 7,
      lead: style.paint("error", .high) + "  ")
  }

  /// What follows the findings: remarks, what could not be looked at, and the counts.
  func closing(_ run: CheckRun) -> String {
    var text = ""
    for notice in run.notices where style.isVerbose {
      text += style.wrap(
        "\(place(notice.path, notice.position)): \(notice.message)", indent: 8,
        lead: style.paint("note", .info) + "    ")
    }
    for skipped in run.skipped where style.isVerbose {
      text += style.wrap(
        "\(SafeText.line(skipped.path)): passed over: \(skipped.why)", indent: 8,
        lead: style.paint("note", .info) + "    ")
    }
    for failure in run.failures { text += problem(failure) + style.wrap(failure.remedy, indent: 7) }
    if !run.failures.isEmpty { text += "\n" }
    return text + summary(run)
  }

  func place(_ path: String, _ position: TextPosition) -> String {
    "\(SafeText.line(path)):\(position.line):\(position.column)"
  }

  // MARK: One application

  private func heading(_ result: ApplicationResult) -> String {
    let name = result.displayName.isEmpty ? "(no display name)" : SafeText.line(result.displayName)
    let path = "\(SafeText.line(result.location.path)):\(result.location.range.start.line)"
    let id = result.appId.isEmpty ? "(no application id)" : SafeText.line(result.appId)
    let application = result.permissions.count { $0.flow == .application }
    let delegated = result.permissions.count { $0.flow == .delegated }
    let unread = result.permissions.count - application - delegated
    var facts = [
      audience(result), "\(CountPhrase.of(application, "application permission")), \(delegated) delegated",
    ]
    if unread > 0 { facts.append("\(unread) of neither type") }
    if result.isServicePrincipal {
      if result.audience == nil { facts.removeFirst() }
      facts.append("granted to the service principal")
    } else {
      facts.append("\(result.dialect.phrase) format")
    }
    return style.paint(name, .bold) + "  \(style.paint(id, .dim))  \(path)\n"
      + style.paint(facts.joined(separator: " \u{B7} "), .dim) + "\n"
  }

  private func audience(_ result: ApplicationResult) -> String {
    switch result.audience {
    case "AzureADMyOrg": "single tenant"
    case "AzureADMultipleOrgs", "availableToOtherTenants": "multi-tenant"
    case "AzureADandPersonalMicrosoftAccount": "multi-tenant and personal accounts"
    case "PersonalMicrosoftAccount": "personal accounts"
    case let other?: "audience \(SafeText.line(other))"
    case nil: "audience not stated"
    }
  }

  private func permissions(_ result: ApplicationResult) -> String {
    var text = ""
    for held in result.permissions {
      let name = held.permission.map { catalog.name($0.nameIndex) } ?? held.identifier?.description ?? "(unreadable)"
      let status = held.status == .known ? "" : "  (\(held.status.phrase))"
      let resource = catalog.resourceName(of: held).map { "  " + style.paint(SafeText.line($0), .dim) } ?? ""
      text += "  \((held.flow?.name ?? "?").padded(to: 11))  \(SafeText.line(name))\(resource)\(status)\n"
      guard let permission = held.permission else { continue }
      let entities = catalog.entities(of: permission)
      let margin = String(repeating: " ", count: 15)
      for entity in entities.prefix(Self.entityLimit) {
        text += style.wrap("\(entity.entity): \(entity.actions.joined(separator: ", "))", indent: 17, lead: margin)
      }
      if entities.count > Self.entityLimit {
        text += "\(margin)\u{2026} and \(entities.count - Self.entityLimit) more: scopeaudit lookup \(name)\n"
      }
    }
    return text
  }

  private func notAssessable(_ result: ApplicationResult) -> String {
    guard !result.notAssessable.isEmpty else { return "" }
    var text = "\n" + style.paint("not assessable", .dim) + "\n"
    let width = result.notAssessable.map(\.rule.id.columns).max() ?? 0
    for entry in result.notAssessable {
      text += style.wrap(
        SafeText.line(entry.reason), indent: width + 4, lead: "  " + entry.rule.id.padded(to: width) + "  ")
    }
    return text
  }

  // MARK: Summary

  private func summary(_ run: CheckRun) -> String {
    let tally = run.tally
    if tally.applications + tally.tokens + run.unshown.entries == 0, run.failures.isEmpty {
      return
        "No app registration was found in these inputs, so nothing was \(run.comparesStates ? "compared" : "audited"). Give an export, such as: az ad app list --all > apps.json.\(CheckSummary.passedOver(run))\n"
    }
    var text = CheckSummary.counts(run) { style.paint($0, $1.tone) }
    if tally.applications > 0 {
      let rules = tally.unjudgedRules.count
      if rules > 0 {
        let what = run.comparesStates ? "these states" : tally.applications == 1 ? "this export" : "every export"
        text += " \(CountPhrase.of(rules, "rule")) could not be judged from \(what)"
        text += style.isVerbose ? "." : "; --verbose says why."
      }
      let unseen = CheckSummary.unseen(run)
      if !run.comparesStates, !unseen.isEmpty { text += " \(unseen)" }
    }
    text += CheckSummary.unshown(run)
    let passedOver = CheckSummary.passedOver(run)
    text += style.isVerbose || passedOver.isEmpty ? passedOver : "\(passedOver.dropLast()); --verbose names them."
    text += CheckSummary.incompleteness(run, " above")
    return style.wrap(text, indent: 0)
  }
}

extension Severity {
  var tone: TextStyle.Tone {
    switch self {
    case .critical: .critical
    case .high: .high
    case .medium: .medium
    case .low: .low
    case .info: .info
    }
  }
}

extension HeldPermission.Status {
  /// The status as a person says it.
  var phrase: String {
    switch self {
    case .known: "known"
    case .unknown: "unknown"
    case .typeMismatch: "requested with the wrong type"
    case .resourceMismatch: "of another resource"
    case .unpublished: "not published"
    case .retired: "retired"
    }
  }
}
