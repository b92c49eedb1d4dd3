package import ScopeCatalog
import ScopeSources
import ScopeValues

/// What a scan found worth a look, as SARIF 2.1.0: calls that could not be resolved, and scopes that do not fit the calls.
package enum ScanSARIF {
  private static let rules: [(id: String, text: String, level: String)] = [
    ("code-excess-scope", "The code asks for a scope that no call beside it needs.", "warning"),
    ("code-missing-scope", "Calls beside it need a scope that the code does not ask for.", "warning"),
    ("unresolved-graph-call", "A call to Microsoft Graph whose address or method the text does not tell.", "note"),
  ]

  package static func bytes(_ scan: CodeScan, _ catalog: Catalog) -> [UInt8] {
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
                    writer.object { $0.member("text", rule.text) }
                  }
                }
              }
            }
          }
          writer.key("results")
          writer.array { results(scan, &$0) }
        }
      }
    }
    return writer.bytes + [0x0A]
  }

  private static func results(_ scan: CodeScan, _ writer: inout JSONWriter) {
    for stated in scan.stated {
      let witnesses = scan.calls.filter { $0.position.file == stated.scopes.position.file }
      for name in stated.excess {
        result(0, "No call found beside it needs \(name).", stated.scopes.position, [], &writer)
      }
      for name in stated.missing {
        let related = witnesses.prefix(3).map { ($0.position, "\($0.method) \(ShownAddress.of($0.url))") }
        result(1, "Calls beside it need \(name).", stated.scopes.position, related, &writer)
      }
    }
    for (index, call) in scan.unresolved.enumerated() {
      let bound = scan.bounds.indices.contains(index) ? scan.bounds[index] : []
      let known = call.known.isEmpty ? "" : " Known of it: \(ShownText.of(call.known))."
      let most = bound.isEmpty ? "" : " At most it needs \(bound.joined(separator: ", "))."
      result(2, "This call could not be resolved (\(call.reason.rawValue)).\(known)\(most)", call.position, [], &writer)
    }
  }

  private static func result(
    _ rule: Int, _ text: String, _ place: CodePosition, _ related: [(CodePosition, String)], _ writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("ruleId", rules[rule].id)
      writer.member("ruleIndex", rule)
      writer.member("level", rules[rule].level)
      writer.key("message")
      writer.object { $0.member("text", SafeText.line(text)) }
      writer.key("locations")
      writer.array { writer in writer.object { location(place, nil, &$0) } }
      guard !related.isEmpty else { return }
      writer.key("relatedLocations")
      writer.array { writer in
        for (place, message) in related { writer.object { location(place, message, &$0) } }
      }
    }
  }

  private static func location(_ place: CodePosition, _ message: String?, _ writer: inout JSONWriter) {
    writer.key("physicalLocation")
    writer.object { writer in
      writer.key("artifactLocation")
      writer.object { $0.member("uri", ReportPath.uri(place.file)) }
      writer.key("region")
      writer.object { writer in
        writer.member("startLine", place.line)
        writer.member("startColumn", place.column)
      }
    }
    guard let message else { return }
    writer.key("message")
    writer.object { $0.member("text", SafeText.line(message)) }
  }
}
