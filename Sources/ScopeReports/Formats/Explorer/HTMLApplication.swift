internal import ScopeAudit
internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// One application in the HTML report: its row in the overview, and its findings.
struct HTMLApplication {
  private let result: ApplicationResult
  private let catalog: Catalog
  private let isToken: Bool

  init(_ result: ApplicationResult, _ catalog: Catalog, isToken: Bool = false) {
    self.result = result
    self.catalog = catalog
    self.isToken = isToken
  }

  /// Where a finding stands in the page; the same from run to run.
  static func anchor(_ finding: Finding, _ result: ApplicationResult) -> String {
    "f-\(finding.fingerprint)\(result.namesakes > 0 ? "-\(result.namesakes + 1)" : "")"
  }

  /// Where the entry stands in the page; tokens are numbered by themselves.
  var anchor: String { "\(isToken ? "t" : "a")-\(result.ordinal + 1)" }

  var overviewRow: String {
    let counted = result.findings.count { $0.state != .suppressed }
    let worst = result.worst.map { "<span class=\"severity \($0.name)\">\($0.name)</span>" } ?? "none"
    return """
      <tr><td><a href="#\(anchor)">\(HTMLText.escape(result.title))</a><br><span class="id soft">\(HTMLText.escape(result.appId))</span></td>\
      <td>\(HTMLText.escape(result.audience ?? "not stated"))</td><td class="number">\(count(.application))</td>\
      <td class="number">\(count(.delegated))</td><td>\(worst)</td><td class="number">\(counted)</td><td>\(owners)</td></tr>

      """
  }

  private var owners: String {
    if !result.ownerNames.isEmpty { return HTMLText.escape(result.ownerNames.joined(separator: ", ")) }
    return result.owners.map { $0 == 0 ? "none" : "\($0)" } ?? "not shown"
  }

  var details: String {
    let path = "\(HTMLText.escape(result.location.path)):\(result.location.range.start.line)"
    var text = "<section id=\"\(anchor)\">\n<h3>\(HTMLText.escape(result.title))</h3>\n"
    text +=
      "<p class=\"soft\"><span class=\"id\">\(HTMLText.escape(result.appId))</span> in <code>\(path)</code>, \(result.isServicePrincipal ? "what was granted to the service principal" : "\(result.dialect.phrase) format")</p>\n"
    if result.findings.isEmpty { text += "<p>Nothing found.</p>\n" }
    for finding in result.findings { text += self.finding(finding) }
    text += permissions
    if !result.notAssessable.isEmpty {
      text += HTMLText.details(
        "Not assessable: \(CountPhrase.of(result.notAssessable.count, "rule"))",
        HTMLText.list(result.notAssessable.map { "<code>\($0.rule.id)</code> \(HTMLText.escape($0.reason))" }))
    }
    return text + "</section>\n"
  }

  private func count(_ flow: Flow) -> Int { result.permissions.count { $0.flow == flow } }

  private func finding(_ finding: Finding) -> String {
    let start = finding.location.range.start
    let state =
      finding.state == .new ? "" : " (\(finding.state == .unchanged ? "known from the baseline" : "suppressed"))"
    var text = "<div class=\"finding\" id=\"\(Self.anchor(finding, result))\">\n"
    text +=
      "<p><span class=\"severity \(finding.severity.name)\">\(finding.severity.name)</span> <a href=\"#r-\(finding.rule.id)\">\(finding.rule.id)</a>\(state) "
    text += "<code class=\"soft\">\(HTMLText.escape(finding.location.path)):\(start.line):\(start.column)</code></p>\n"
    text += "<p>\(HTMLText.escape(finding.message))</p>\n"
    if let excerpt = finding.excerpt { text += self.excerpt(excerpt, line: start.line) }
    if !finding.fix.isEmpty { text += "<p><strong>Fix:</strong> \(HTMLText.escape(finding.fix))</p>\n" }
    text +=
      "<details><summary>Accept it</summary>\n<pre>\(Tool.name) suppress \(finding.fingerprint) --reason &quot;\u{2026}&quot; --expires YYYY-MM-DD</pre>\n</details>\n"
    return text + "<p class=\"soft\">fingerprint <span class=\"id\">\(finding.fingerprint)</span></p>\n</div>\n"
  }

  private func excerpt(_ excerpt: Excerpt, line: Int) -> String {
    let before = (excerpt.clippedBefore ? "\u{2026}" : "") + HTMLText.escape(excerpt.before.spaced)
    let after = HTMLText.escape(excerpt.after.spaced) + (excerpt.clippedAfter ? "\u{2026}" : "")
    return "<pre>\(line) \u{2502} \(before)<mark>\(HTMLText.escape(excerpt.token.spaced))</mark>\(after)</pre>\n"
  }

  private var permissions: String {
    guard !result.permissions.isEmpty else { return "" }
    var rows =
      "<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead><tr><th>Permission</th><th>Resource</th><th>Flow</th><th>Status</th><th>What it reaches</th></tr></thead>\n<tbody>\n"
    for held in result.permissions {
      let name = held.permission.map { catalog.name($0.nameIndex) } ?? held.identifier?.description ?? "(unreadable)"
      let resource = held.resource.map { catalog.resourceName($0) } ?? held.resourceIdentifier?.description ?? ""
      let entities = held.permission.map { catalog.entities(nameIndex: $0.nameIndex) } ?? []
      let reach = entities.map {
        "\(HTMLText.escape($0.entity)): \(HTMLText.escape($0.actions.joined(separator: ", ")))"
      }
      rows +=
        "<tr><td><code>\(HTMLText.escape(name))</code></td><td>\(HTMLText.escape(resource))</td><td>\(held.flow?.name ?? "?")</td>"
      rows += "<td>\(held.status.phrase)</td><td>\(reach.joined(separator: "<br>"))</td></tr>\n"
    }
    return HTMLText.details(
      CountPhrase.of(result.permissions.count, "permission"), rows + "</tbody>\n</table>\n</div>\n")
  }
}

extension String {
  /// The text with a space for each tab.
  fileprivate var spaced: String { utf8.contains(ASCII.tab) ? String(map { $0 == "\t" ? " " : $0 }) : self }
}
