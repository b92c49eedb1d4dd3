package import ScopeCatalog
import ScopeValues

/// What JSON says of a permission: little wherever it is held, and the rest once in a report's table.
package enum PermissionFragments {
  /// Writes what is said of a permission wherever it is held.
  static func held(_ permission: Permission, _ catalog: Catalog, _ writer: inout JSONWriter) {
    writer.member("name", catalog.nameBytes(permission.nameIndex))
    if permission.consent != .unknown { writer.member("adminConsent", permission.consent == .admin) }
  }

  /// What is said where the catalog knows no permission.
  package static let none: [UInt8] = Array("\"entities\":[]".utf8)

  /// Writes a permission with all that it opens, as the table of a report's permissions holds it.
  static func row(_ permission: Permission, _ catalog: Catalog, _ writer: inout JSONWriter) {
    let resource = catalog.resourceIdentifier(permission.resource)
    writer.member("resourceAppId", GUID(high: resource.high, low: resource.low).description)
    writer.member("flow", permission.flow.name)
    if permission.hasIdentifier {
      writer.member("id", GUID(high: permission.high, low: permission.low).description)
    }
    writer.member("name", catalog.name(permission.nameIndex))
    entities(of: permission, catalog, &writer)
  }

  /// Writes the entities that a permission opens, and what it may do to each.
  package static func entities(of permission: Permission, _ catalog: Catalog, _ writer: inout JSONWriter) {
    writer.key("entities")
    writer.array { writer in
      for entity in catalog.entities(of: permission) {
        writer.object { writer in
          writer.member("entity", entity.entity)
          writer.strings("actions", entity.actions)
        }
      }
    }
  }
}
