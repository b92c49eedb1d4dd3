package import ScopeCatalog
import ScopeValues

extension Tool {
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
