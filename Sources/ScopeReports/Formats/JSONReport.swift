package import ScopeAudit
package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// The report for programs, version 1.
package struct JSONReport: CheckFormat {
  let catalog: Catalog
  private let resourceNames: [String]

  private let showsChanges: Bool
  let showsTokens: Bool

  /// - Parameters:
  ///   - showsChanges: whether the run compares two states.
  ///   - showsTokens: whether tokens were given beside the applications.
  package init(catalog: Catalog, showsChanges: Bool = false, showsTokens: Bool = false) {
    self.showsChanges = showsChanges
    self.showsTokens = showsTokens
    self.catalog = catalog
    resourceNames = (0..<catalog.resourceCount).map(catalog.resourceName)
  }

  /// Applications, findings, changes, and tokens.
  package var sectionCount: Int { 4 }
  package var wantsDigests: Bool { true }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    append(to: &fragment.sections[0]) { writer in
      writer.object { application(result, &$0) }
    }
    var identity = JSONWriter()
    identity.object { writer in
      writer.member("appId", result.appId)
      writer.member("displayName", result.displayName)
      writer.member("index", result.ordinal)
    }
    judgement(result, identity.bytes, into: &fragment)
    append(to: &fragment.sections[2]) { writer in
      for change in result.changes {
        writer.object { self.change(change, identity.bytes, &$0) }
      }
    }
  }

  /// A token's findings stand among the others and name it by its place in the list of tokens.
  package func render(_ token: TokenResult, into fragment: inout ReportFragment) {
    append(to: &fragment.sections[3]) { writer in
      writer.object { TokenJSONReport(catalog: catalog, claims: .hidden).body(token, &$0) }
    }
    var identity = JSONWriter()
    identity.object { writer in
      writer.member("appId", token.audit.appId)
      writer.member("displayName", token.audit.displayName)
      writer.member("token", token.ordinal)
    }
    judgement(token.audit, identity.bytes, into: &fragment)
  }

  private func judgement(_ result: ApplicationResult, _ identity: [UInt8], into fragment: inout ReportFragment) {
    append(to: &fragment.sections[1]) { writer in
      for finding in result.findings {
        writer.object { Self.finding(finding, identity, &$0) }
      }
    }
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    append(to: &fragment.sections[1]) { writer in
      for finding in findings {
        writer.object { Self.finding(finding, nil, &$0) }
      }
    }
  }

  /// Every element has its comma before it; the first one's is dropped when the report is put together.
  private func append(to section: inout [UInt8], _ body: (inout JSONWriter) -> Void) {
    var writer = JSONWriter(continuingWith: 1 << 14)
    body(&writer)
    writer.drain(atLeast: 0) { section.append(contentsOf: $0) }
  }

  package var opening: ReportOpening? {
    var head = JSONWriter()
    Tool.header(catalog, &head)
    return ReportOpening(
      bytes: Array("{".utf8) + head.bytes + Array(",\"applications\":[".utf8), separatorLength: 1)
  }

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    Array("],\"findings\":[".utf8).write(to: output)
    sections.copy(1, dropping: 1, to: output)
    if showsChanges {
      Array("],\"changes\":[".utf8).write(to: output)
      sections.copy(2, dropping: 1, to: output)
    }
    if showsTokens {
      Array("],\"tokens\":[".utf8).write(to: output)
      sections.copy(3, dropping: 1, to: output)
    }
    var tail = JSONWriter()
    tables(run, &tail)
    inputs(run, &tail)
    if let absent = run.absent { self.absent(absent, &tail) }
    Self.failures(run, &tail)
    summary(run, &tail)
    (Array("],".utf8) + tail.bytes + Array("}\n".utf8)).write(to: output)
  }

  // MARK: One application

  private func change(_ change: Change, _ identity: [UInt8], _ writer: inout JSONWriter) {
    writer.member("kind", change.kind.rawValue)
    writer.key("application")
    writer.raw(identity)
    writer.member("subject", change.subject)
    if let from = change.from { writer.member("from", from) }
    if let to = change.to { writer.member("to", to) }
    writer.member("severity", change.severity.name)
    if !change.effect.isEmpty { writer.member("effect", change.effect) }
    writer.key("location")
    writer.object { $0.place(change.location.path, change.location.range.start) }
  }

  private func application(_ result: ApplicationResult, _ writer: inout JSONWriter) {
    writer.member("appId", result.appId)
    writer.member("displayName", result.displayName)
    writer.member("dialect", result.dialect.rawValue)
    if let audience = result.audience { writer.member("audience", audience) }
    if let owners = result.owners { writer.member("owners", owners) }
    writer.key("location")
    writer.object { $0.place(result.location.path, result.location.range.start) }
    writer.key("permissions")
    writer.array { writer in
      for held in result.permissions {
        writer.object { permission(held, path: result.location.path, &$0) }
      }
    }
  }

  private func permission(_ held: PermissionResult, path: String, _ writer: inout JSONWriter) {
    if let id = held.resourceAppId(catalog) { writer.member("resourceAppId", Identifier.guid(id)) }
    if let resource = held.resource {
      writer.member("resource", resourceNames[resource])
    } else if case .name(let name) = held.resourceIdentifier {
      writer.member("resource", name)
    }
    if let flow = held.flow { writer.member("flow", flow.name) }
    if let id = held.id { writer.member("id", Identifier.guid(id)) }
    if let written = held.written {
      writer.member("written", written)
    } else if held.id == nil, case .name(let name) = held.identifier {
      writer.member("written", name)
    }
    writer.member("status", held.status.rawValue)
    writer.key("location")
    writer.object { $0.place(held.path ?? path, held.position) }
    if let permission = held.permission { PermissionFragments.held(permission, catalog, &writer) }
    if held.times > 1 { writer.member("times", held.times) }
  }
}
