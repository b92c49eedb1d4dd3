import ScopeAudit
package import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
import ScopeSources
import ScopeValues

/// The report of a scan as JSON.
package enum ScanJSON {
  package static func bytes(_ scan: CodeScan, _ catalog: Catalog) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      Tool.header(catalog, &writer)
      if scan.sets.count == 1, let set = scan.sets.first { self.set(set, scan, catalog, &writer) }
      writer.key("files")
      writer.object { writer in
        writer.member("read", scan.files)
        writer.key("skipped")
        writer.array { writer in
          for skipped in scan.skipped {
            writer.object { writer in
              writer.member("path", skipped.path)
              writer.member("why", skipped.why)
            }
          }
        }
      }
      if scan.sets.count != 1 {
        writer.key("flows")
        writer.array { writer in
          for set in scan.sets { writer.object { self.set(set, scan, catalog, &$0) } }
        }
      }
      calls(scan, catalog, &writer)
      writer.key("unresolved")
      writer.array { writer in
        for (index, call) in scan.unresolved.enumerated() {
          writer.object { unresolved(call, scan.bounds.indices.contains(index) ? scan.bounds[index] : [], &$0) }
        }
      }
      writer.key("unmatched")
      writer.array { writer in
        for (index, call) in scan.calls.enumerated() where scan.templates[index] == nil {
          writer.object { request(call, &$0) }
        }
      }
      writer.key("probable")
      writer.array { writer in
        for call in scan.probable { writer.object { request(call, &$0) } }
      }
      writer.key("stated")
      writer.array { writer in
        for stated in scan.stated {
          writer.object { writer in
            position(stated.scopes.position, &writer)
            writer.strings("names", stated.scopes.names)
            writer.strings("excess", stated.excess)
            writer.strings("missing", stated.missing)
          }
        }
      }
      writer.key("findings")
      writer.array { writer in
        for finding in scan.findings { writer.object { self.finding(finding, &$0) } }
      }
      if !scan.others.isEmpty { writer.member("otherHosts", scan.others.count) }
      writer.errors(scan.errors)
    }
    return writer.bytes + [ASCII.lineFeed]
  }

  private static func position(_ position: CodePosition, _ writer: inout JSONWriter) {
    writer.member("file", position.file)
    writer.member("line", position.line)
    writer.member("column", position.column)
  }

  private static func set(
    _ set: CodeScan.Set, _ scan: CodeScan, _ catalog: Catalog, _ writer: inout JSONWriter
  ) {
    writer.member("flow", set.flow.name)
    writer.key("minimal")
    writer.array { writer in
      for name in set.advice.set.permissions {
        writer.object { writer in
          writer.member("name", catalog.name(name))
          if let known = catalog.graphPermission(named: name, flow: set.flow) {
            if known.hasIdentifier { writer.member("id", GUID(high: known.high, low: known.low).description) }
            if known.consent != .unknown { writer.member("adminConsent", known.consent == .admin) }
          }
          writer.key("witnesses")
          writer.array { writer in
            for index in ScanWitnesses.calls(of: name, in: set) {
              writer.object { position(scan.calls[index].position, &$0) }
            }
          }
        }
      }
    }
    writer.member("proven", set.advice.set.isProven)
    writer.key("withoutPermission")
    writer.array { writer in
      for index in ScanWitnesses.withoutPermission(set) { writer.object { request(scan.calls[index], &$0) } }
    }
  }

  private static func request(_ call: CodeCall, _ writer: inout JSONWriter) {
    position(call.position, &writer)
    writer.member("method", call.method)
    writer.member("url", ShownAddress.ofCode(call.url))
  }

  private static func calls(_ scan: CodeScan, _ catalog: Catalog, _ writer: inout JSONWriter) {
    let advised = scan.sets.map(ScanWitnesses.byCall)
    writer.key("calls")
    writer.array { writer in
      for (index, call) in scan.calls.enumerated() {
        writer.object { writer in
          position(call.position, &writer)
          writer.member("method", call.method)
          writer.member("url", ShownAddress.ofCode(call.url))
          if !call.query.isEmpty { writer.member("query", String(ShownAddress.ofCode("?" + call.query).dropFirst())) }
          if let template = scan.templates[index] { writer.member("template", template) }
          writer.member("how", call.how.rawValue)
          if !call.anyOf.isEmpty { writer.strings("anyOf", call.anyOf) }
          writer.key("via")
          writer.array { writer in
            for place in call.via { writer.object { position(place, &$0) } }
          }
          writer.member("language", call.language)
          if advised.count == 1 {
            advice(advised[0][index], catalog, &writer)
          } else {
            writer.key("flows")
            writer.array { writer in
              for (set, answers) in zip(scan.sets, advised) where answers[index] != nil {
                writer.object { writer in
                  writer.member("flow", set.flow.name)
                  advice(answers[index], catalog, &writer)
                }
              }
            }
          }
        }
      }
    }
  }

  private static func advice(
    _ advice: LeastPrivilegeAdvice.Call?, _ catalog: Catalog, _ writer: inout JSONWriter
  ) {
    guard let advice else { return }
    writer.member("permission", advice.witness.map(catalog.name).joined(separator: " and "))
    writer.strings(
      "alternatives",
      advice.alternatives.filter { $0 != advice.witness }.map { $0.map(catalog.name).joined(separator: " and ") })
    if !advice.notes.isEmpty { writer.strings("notes", advice.notes) }
  }

  private static func unresolved(_ call: UnresolvedCall, _ bound: [String], _ writer: inout JSONWriter) {
    position(call.position, &writer)
    writer.member("reason", call.reason.rawValue)
    if !call.known.isEmpty { writer.member("known", ShownText.of(call.known)) }
    if !call.anyOf.isEmpty { writer.strings("anyOf", call.anyOf) }
    if !bound.isEmpty { writer.strings("bound", bound) }
    writer.member("language", call.language)
  }
}

/// Which calls need which permission of a set.
enum ScanWitnesses {
  /// The calls that a permission is needed for, in the order of the files.
  static func calls(of name: Int, in set: CodeScan.Set) -> [Int] {
    var result: [Int] = []
    for call in set.advice.calls where call.witness.contains(name) {
      result += set.callsByRequest[CodeScan.key(call.call.method, call.call.url)] ?? []
    }
    return result.sorted()
  }

  /// The calls that the catalog knows, and no permission of this kind of caller for them, in the order of the files.
  static func withoutPermission(_ set: CodeScan.Set) -> [Int] {
    set.advice.unmatched.filter { $0.operation != nil }
      .flatMap { set.callsByRequest[CodeScan.key($0.method, $0.url)] ?? [] }.sorted()
  }

  /// The advice by the call's number.
  static func byCall(_ set: CodeScan.Set) -> [Int: LeastPrivilegeAdvice.Call] {
    var result: [Int: LeastPrivilegeAdvice.Call] = [:]
    for call in set.advice.calls {
      for index in set.callsByRequest[CodeScan.key(call.call.method, call.call.url)] ?? [] { result[index] = call }
    }
    return result
  }
}

extension ScanJSON {
  fileprivate static func finding(_ finding: Finding, _ writer: inout JSONWriter) {
    func place(_ location: Location, _ writer: inout JSONWriter) {
      writer.member("file", location.path)
      writer.member("line", location.range.start.line)
      writer.member("column", location.range.start.column)
    }
    writer.member("rule", finding.rule.id)
    writer.member("severity", finding.severity.name)
    writer.member("message", finding.message)
    place(finding.location, &writer)
    writer.member("fingerprint", finding.fingerprint.description)
    guard !finding.related.isEmpty else { return }
    writer.key("related")
    writer.array { writer in
      for related in finding.related {
        writer.object { writer in
          place(related.location, &writer)
          writer.member("message", related.message)
        }
      }
    }
  }
}

extension JSONWriter {
  /// What of the code could not be read.
  mutating func errors(_ errors: [(path: String, message: String)]) {
    key("errors")
    array { writer in
      for error in errors {
        writer.object { writer in
          writer.member("path", error.path)
          writer.member("message", error.message)
        }
      }
    }
  }
}
