import ScopeAudit
import ScopeCatalog
import ScopeValues

/// Which catalog everything is judged by.
package enum CatalogInForce {
  /// Puts a catalog in force, before anything has asked for one.
  ///
  /// - Parameter path: what a refusal names the file by.
  /// - Throws: ``UsageProblem`` where the bytes are no catalog of this version, or damaged.
  package static func use(_ bytes: [UInt8], path: String) throws(UsageProblem) {
    do throws(CatalogFile.Failure) {
      try CatalogFile.replaceShared(with: bytes)
    } catch {
      throw UsageProblem("\(SafeText.line(path)) \(error.sentence).")
    }
  }

  /// Names of permissions that lead to control of the tenant or of its devices, which a catalog never advises lightly.
  package static var takeover: Set<String> { TakeoverClass.names(in: .shared) }

  /// The bytes of a file that holds a compiled catalog.
  package static func file(_ compiled: [UInt8]) -> [UInt8] { CatalogFile.make(compiled) }
}

extension Answer {
  /// How old the facts are and what tells them from others.
  package static func catalogInForce() -> Answer {
    let catalog = Catalog.shared
    return Answer(
      """
      ids of permissions  \(catalog.tenantDate)
      operations          \(catalog.operationsDate)
      digest              \(catalog.digest)
      permissions         \(catalog.permissionCount)
      operations known    \(catalog.operationCount)

      """)
  }
}
