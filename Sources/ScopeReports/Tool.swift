package import ScopeCatalog

/// What a report says about the program that made it.
package enum Tool {
  package static let name = "scopeaudit"
  package static let version = "0.1.0"
  package static let page = "https://github.com/scopeaudit/scopeaudit"

  /// Begins the object of every JSON report: schema version, tool, catalog.
  package static func header(_ catalog: Catalog, _ writer: inout JSONWriter) {
    writer.member("schemaVersion", 1)
    writer.key("tool")
    writer.object { writer in
      writer.member("name", name)
      writer.member("version", version)
      writer.key("catalog")
      writer.object { writer in
        writer.member("date", catalog.date)
        writer.member("digest", catalog.digest)
      }
    }
  }
}
