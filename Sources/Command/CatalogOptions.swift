import ArgumentParser
import ScopeAuditKit

/// Which catalog a command judges by.
struct CatalogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A catalog in place of the one inside, made by scopeaudit catalog build; it is trusted as the program is, and every report names its digest.",
      valueName: "file"),
    completion: .file())
  var catalog: String?

  /// Puts the catalog in force, before anything of the command asks for one.
  mutating func validate() throws {
    guard let catalog else { return }
    do {
      try CatalogInForce.use(FileTree.system.text(catalog), path: catalog)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}
