package import ScopeAudit
package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// The report for programs, version 1.
package struct JSONReport: CheckFormat {
  private let catalog: Catalog
  private let permissions: PermissionFragments
  private let resourceNames: [String]

  private let showsChanges: Bool
  private let showsTokens: Bool

  /// - Parameters:
  ///   - showsChanges: whether the run compares two states.
  ///   - showsTokens: whether tokens were given beside the applications.
  package init(catalog: Catalog, showsChanges: Bool = false, showsTokens: Bool = false) {
    self.showsChanges = showsChanges
    self.showsTokens = showsTokens
    self.catalog = catalog
    permissions = PermissionFragments(catalog)
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
    var writer = JSONWriter(after: exchange(&section, with: []))
    body(&writer)
    section = writer.bytes
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

  // MARK: The run

  /// Writes what findings and applications refer to, each once, and what rules could not judge.
  private func tables(_ run: CheckRun, _ writer: inout JSONWriter) {
    writer.key("permissions")
    writer.array { writer in
      for index in run.tally.heldPermissions.elements {
        writer.object { PermissionFragments.row(catalog.permission(index), catalog, &$0) }
      }
    }
    writer.key("rules")
    writer.array { writer in
      let book = RuleBook.shared
      for index in run.tally.reportedRules.elements where book.rules.indices.contains(index) {
        writer.object { writer in
          writer.member("id", book.rules[index].id)
          writer.member("severity", book.rules[index].severity.name)
          writer.member("fix", book.rules[index].fix.text)
        }
      }
    }
    writer.key("notAssessable")
    writer.array { writer in
      for group in run.tally.gaps.sorted {
        writer.object { writer in
          writer.member("rule", group.rule.id)
          writer.member("reason", group.reason)
          writer.member("count", group.count)
          writer.key("applications")
          writer.array { writer in
            for reference in group.examples {
              writer.object { writer in
                writer.member("appId", reference.appId)
                writer.member("displayName", reference.displayName)
                writer.member(reference.isToken ? "token" : "index", reference.index)
              }
            }
          }
          // So that nothing is lost, however many there are.
          if group.count > group.examples.count {
            writer.key("ranges")
            writer.array { writer in
              for range in group.ranges {
                writer.object { writer in
                  writer.member("first", range.lowerBound)
                  writer.member("last", range.upperBound)
                }
              }
            }
          }
        }
      }
    }
    writer.key("skipped")
    writer.array { writer in
      for skipped in run.skipped {
        writer.object { writer in
          writer.member("path", skipped.path)
          writer.member("why", skipped.why)
        }
      }
    }
  }

  private func inputs(_ run: CheckRun, _ writer: inout JSONWriter) {
    writer.key("inputs")
    writer.array { writer in
      for input in run.inputs {
        writer.object { writer in
          writer.member("path", input.path)
          writer.member("kind", input.kind)
          if let dialect = input.dialects.first {
            writer.member("dialect", input.dialects.count == 1 ? dialect.rawValue : Dialect.mixed.rawValue)
          }
          writer.member("applications", input.applications)
          for (name, _, count) in input.tenantCounts { writer.member(name, count) }
          if !input.sha256.isEmpty { writer.member("sha256", input.sha256) }
        }
      }
    }
  }

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
    writer.object { writer in
      writer.member("path", change.location.path)
      writer.member("line", change.location.range.start.line)
      writer.member("column", change.location.range.start.column)
    }
  }

  /// What the baseline knows and nobody found any more.
  private func absent(_ entries: [BaselineFile.Entry], _ writer: inout JSONWriter) {
    writer.key("absent")
    writer.array { writer in
      for entry in entries {
        writer.object { writer in
          writer.member("fingerprint", entry.fingerprint)
          writer.member("rule", entry.rule)
          writer.member("application", entry.application)
        }
      }
    }
  }

  /// Writes what could not be looked at, and the remarks on what could.
  static func failures(_ run: CheckRun, _ writer: inout JSONWriter) {
    writer.key("errors")
    writer.array { writer in
      for failure in run.failures {
        writer.object { writer in
          writer.member("path", failure.path)
          writer.member("line", failure.position.line)
          writer.member("column", failure.position.column)
          writer.member("message", failure.message)
          writer.member("remedy", failure.remedy)
          if failure.repetitions > 0 { writer.member("repetitions", failure.repetitions) }
        }
      }
    }
    writer.key("notices")
    writer.array { writer in
      for notice in run.notices {
        writer.object { writer in
          writer.member("path", notice.path)
          writer.member("line", notice.position.line)
          writer.member("column", notice.position.column)
          writer.member("message", notice.message)
        }
      }
    }
  }

  private func summary(_ run: CheckRun, _ writer: inout JSONWriter) {
    writer.key("summary")
    writer.object { writer in
      writer.member("applications", run.tally.applications)
      if showsTokens { writer.member("tokens", run.tally.tokens) }
      if run.tally.servicePrincipals > 0 { writer.member("servicePrincipals", run.tally.servicePrincipals) }
      writer.key("bySeverity")
      writer.object { writer in
        for severity in Severity.allCases.reversed() {
          writer.member(severity.name, run.tally.count(severity))
        }
      }
      writer.member("suppressed", run.tally.suppressed)
      writer.member("unchanged", run.tally.unchanged)
      if let configuration = run.configuration { writer.member("configuration", configuration) }
      if !run.disabledRules.isEmpty { writer.strings("disabledRules", run.disabledRules.map(\.id)) }
      writer.member("errors", run.failures.count)
    }
  }

  // MARK: One application

  private func application(_ result: ApplicationResult, _ writer: inout JSONWriter) {
    writer.member("appId", result.appId)
    writer.member("displayName", result.displayName)
    writer.member("dialect", result.dialect.rawValue)
    if let audience = result.audience { writer.member("audience", audience) }
    if let owners = result.owners { writer.member("owners", owners) }
    writer.key("location")
    writer.object { writer in
      writer.member("path", result.location.path)
      writer.member("line", result.location.range.start.line)
      writer.member("column", result.location.range.start.column)
    }
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
    writer.object { writer in
      writer.member("path", held.path ?? path)
      writer.member("line", held.position.line)
      writer.member("column", held.position.column)
    }
    if let permission = held.permission { writer.raw(permissions[permission]) }
  }

  /// - Parameter namesRules: whether the report has a table of rules, which holds their fixes.
  static func finding(
    _ finding: Finding, _ identity: [UInt8]?, namesRules: Bool = true, _ writer: inout JSONWriter
  ) {
    writer.member("rule", finding.rule.id)
    writer.member("severity", finding.severity.name)
    writer.member("message", finding.message)
    if let identity {
      writer.key("application")
      writer.raw(identity)
    }
    writer.key("location")
    writer.object { location(finding.location, &$0) }
    writer.member("fingerprint", finding.fingerprint.description)
    writer.member("state", finding.state.rawValue)
    if let acceptance = finding.acceptance {
      writer.member("suppression", acceptance.reason)
      if let lastDay = acceptance.lastDay { writer.member("suppressedUntil", lastDay) }
      if let owner = acceptance.owner { writer.member("suppressionOwner", owner) }
      if let ticket = acceptance.ticket { writer.member("suppressionTicket", ticket) }
    }
    if !finding.related.isEmpty {
      writer.key("related")
      writer.array { writer in
        for related in finding.related {
          writer.object { writer in
            writer.key("location")
            writer.object { location(related.location, &$0) }
            writer.member("message", related.message)
          }
        }
      }
    }
    if !namesRules || finding.fix != finding.rule.fix.text { writer.member("fix", finding.fix) }
  }

  private static func location(_ location: Location, _ writer: inout JSONWriter) {
    let range = location.range
    writer.member("path", location.path)
    writer.member("line", range.start.line)
    writer.member("column", range.start.column)
    writer.member("endLine", range.end.line)
    writer.member("endColumn", range.end.column)
    writer.member("pointer", location.pointer)
  }
}
