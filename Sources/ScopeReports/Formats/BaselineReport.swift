package import ScopeCatalog
package import ScopeDocuments
import ScopeValues

/// The file in which today's findings become known: sorted, one finding a line, so that versions compare well.
package enum BaselineReport {
  package static func bytes(_ entries: [BaselineFile.Entry], _ catalog: Catalog) -> [UInt8] {
    var head = JSONWriter()
    Tool.header(catalog, &head)
    let lines = entries.map { entry in
      var writer = JSONWriter()
      writer.object { writer in
        writer.member("rule", entry.rule)
        writer.member("application", entry.application)
        writer.member("fingerprint", entry.fingerprint)
      }
      return writer.text
    }
    // The same application may stand in several inputs.
    let sorted = Set(lines).sorted()
    return Array("{\(head.text),\n\"findings\":[\n".utf8) + Array(sorted.joined(separator: ",\n").utf8)
      + Array("\n]}\n".utf8)
  }
}
