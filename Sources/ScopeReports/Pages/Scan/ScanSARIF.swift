package import ScopeAudit
import ScopeDocuments
import ScopeValues

/// What a scan found worth a look, as SARIF 2.1.0: calls that could not be resolved, scopes that do not fit the calls,
/// libraries that are retired.
package enum ScanSARIF {
  package static func bytes(_ findings: [Finding], _ book: RuleBook) -> [UInt8] {
    let rules = book.rules.filter { $0.category == RuleCategory.code.rawValue }
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("version", "2.1.0")
      writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      writer.key("runs")
      writer.array { writer in
        writer.object { writer in
          writer.key("tool")
          writer.object { writer in
            writer.key("driver")
            writer.object { writer in
              writer.member("name", Tool.name)
              writer.member("version", Tool.version)
              writer.key("rules")
              writer.array { writer in
                for rule in rules {
                  writer.object { writer in
                    writer.member("id", rule.id)
                    writer.key("shortDescription")
                    writer.object { $0.member("text", rule.summary) }
                    writer.key("help")
                    writer.object { $0.member("text", rule.fix.text) }
                  }
                }
              }
            }
          }
          writer.key("results")
          writer.array { writer in
            for finding in findings { result(finding, rules, &writer) }
          }
        }
      }
    }
    return writer.bytes + [ASCII.lineFeed]
  }

  private static func result(_ finding: Finding, _ rules: [Rule], _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("ruleId", finding.rule.id)
      if let index = rules.firstIndex(where: { $0.id == finding.rule.id }) { writer.member("ruleIndex", index) }
      writer.member("level", level(finding.severity))
      writer.key("message")
      writer.object { $0.member("text", SafeText.line(finding.message)) }
      writer.key("locations")
      writer.array { writer in writer.object { location(finding.location, nil, &$0) } }
      writer.key("partialFingerprints")
      writer.object { $0.member("scopeaudit/v1", finding.fingerprint.description) }
      guard !finding.related.isEmpty else { return }
      writer.key("relatedLocations")
      writer.array { writer in
        for related in finding.related { writer.object { location(related.location, related.message, &$0) } }
      }
    }
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  private static func location(_ place: Location, _ message: String?, _ writer: inout JSONWriter) {
    writer.key("physicalLocation")
    writer.object { writer in
      writer.key("artifactLocation")
      writer.object { $0.member("uri", ReportPath.uri(place.path)) }
      writer.key("region")
      writer.object { writer in
        writer.member("startLine", place.range.start.line)
        writer.member("startColumn", place.range.start.column)
      }
    }
    guard let message else { return }
    writer.key("message")
    writer.object { $0.member("text", SafeText.line(message)) }
  }
}
