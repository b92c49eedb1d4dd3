import ScopeAudit
import ScopeDocuments
import ScopeValues

extension JSONReport {
  /// Writes the members of a finding.
  ///
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
    writer.member("fingerprint", finding.fingerprint)
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
    writer.place(location.path, range.start)
    writer.member("endLine", range.end.line)
    writer.member("endColumn", range.end.column)
    writer.member("pointer", location.pointer)
  }
}
