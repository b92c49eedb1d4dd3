package import ScopeAudit
package import ScopeCatalog
import ScopeValues

/// The file in which today's findings become known: sorted, one finding a line, so that versions compare well.
package enum BaselineReport {
  package static func write(_ findings: KnownFindings, _ catalog: Catalog, to output: ReportOutput) {
    var head = JSONWriter()
    Tool.header(catalog, &head)
    Array("{\(head.text),\n\"findings\":[\n".utf8).write(to: output)
    var lines = JSONWriter()
    var isFirst = true
    findings.forEach(spelling: spelled) { rule, application, fingerprint in
      if !isFirst { lines.line() }
      isFirst = false
      lines.object { writer in
        writer.member("rule", rule.id)
        writer.key("application")
        writer.raw(Array(application.utf8))
        writer.member("fingerprint", fingerprint)
      }
      lines.drain(to: output)
    }
    lines.drain(atLeast: 0, to: output)
    Array("\n]}\n".utf8).write(to: output)
  }

  private static func spelled(_ name: String) -> String {
    var writer = JSONWriter()
    writer.string(name)
    return writer.text
  }
}
