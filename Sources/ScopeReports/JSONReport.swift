internal import ScopeAudit
internal import ScopeDocuments
package import ScopeCatalog

/// The report for programs, version 1.
package enum JSONReport {
  package static func render(_ report: CheckReport, catalog: Catalog) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      header(&writer)
      writer.key("inputs")
      writer.array { writer in
        for input in report.inputs {
          writer.object { $0.member("path", input.path); $0.member("applications", input.applications) }
        }
      }
      writer.key("applications")
      writer.array { writer in
        for result in report.applications { application(result, catalog, &writer) }
      }
      writer.key("findings")
      writer.array { writer in
        for result in report.applications { for finding in result.findings { self.finding(finding, result, &writer) } }
      }
      writer.key("notAssessable")
      writer.array { writer in
        for result in report.applications {
          for entry in result.notAssessable {
            writer.object {
              $0.member("rule", entry.rule)
              identity(result, &$0)
              $0.member("reason", entry.reason)
            }
          }
        }
      }
      writer.key("errors")
      writer.array { writer in
        for failure in report.failures {
          writer.object {
            $0.member("path", failure.path)
            $0.member("line", failure.position.line)
            $0.member("column", failure.position.column)
            $0.member("message", failure.message)
          }
        }
      }
      writer.key("summary")
      writer.object { writer in
        writer.key("bySeverity")
        writer.object { writer in for severity in Severity.allCases.reversed() { writer.member(severity.name, report.count(severity)) } }
        writer.member("suppressed", 0)
        writer.member("errors", report.failures.count)
      }
    }
    return writer.text + "\n"
  }

  package static func header(_ writer: inout JSONWriter) {
    writer.member("schemaVersion", 1)
    writer.key("tool")
    writer.object {
      $0.member("name", "scopeaudit")
      $0.member("version", "0.1.0")
      $0.key("catalog")
      $0.object { $0.member("date", "2026-08-20") }
    }
  }

  private static func identity(_ result: ApplicationResult, _ writer: inout JSONWriter) {
    writer.key("application")
    writer.object {
      $0.member("appId", result.appId)
      $0.member("displayName", result.displayName)
    }
  }

  private static func location(_ location: Location, _ writer: inout JSONWriter, full: Bool) {
    writer.key("location")
    writer.object {
      $0.member("path", location.path)
      $0.member("line", location.range.start.line)
      $0.member("column", location.range.start.column)
      if full {
        $0.member("endLine", location.range.end.line)
        $0.member("endColumn", location.range.end.column)
        $0.member("pointer", location.pointer)
      }
    }
  }

  private static func application(_ result: ApplicationResult, _ catalog: Catalog, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("appId", result.appId)
      writer.member("displayName", result.displayName)
      writer.member("dialect", result.application.dialect.rawValue)
      if let audience = result.application.signInAudience.value { writer.member("audience", audience) }
      location(result.location, &writer, full: false)
      writer.key("permissions")
      writer.array { writer in
        for held in result.holdings.permissions {
          writer.object { writer in
            writer.member("resourceAppId", held.resourceText)
            if let resource = held.resource { writer.member("resource", catalog.resourceName(resource)) }
            if let flow = held.flow { writer.member("flow", flow.name) }
            writer.member("id", held.identifier)
            if let permission = held.permission { writer.member("name", catalog.name(permission.nameIndex)) }
            writer.member("status", held.status.rawValue)
            if let permission = held.permission, permission.consent != .unknown {
              writer.key("adminConsent")
              writer.boolean(permission.consent == .admin)
            }
            entities(held.permission.map { catalog.entities(nameIndex: $0.nameIndex) } ?? [], &writer)
          }
        }
      }
    }
  }

  package static func entities(_ entities: [EntityAccess], _ writer: inout JSONWriter) {
    writer.key("entities")
    writer.array { writer in
      for entity in entities {
        writer.object {
          $0.member("entity", entity.entity)
          $0.strings("actions", entity.actions)
        }
      }
    }
  }

  private static func finding(_ finding: Finding, _ result: ApplicationResult, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("rule", finding.rule)
      writer.member("severity", finding.severity.name)
      writer.member("message", finding.message)
      identity(result, &writer)
      location(finding.location, &writer, full: true)
      writer.member("fingerprint", finding.fingerprint)
      writer.member("state", "new")
      writer.member("fix", finding.fix)
    }
  }
}
