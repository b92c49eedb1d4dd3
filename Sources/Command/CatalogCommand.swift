import ArgumentParser
import CatalogBuild
import ScopeAuditKit

/// The facts that everything is judged by.
struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "Say which catalog is in force, or build a newer one.",
    subcommands: [CatalogShow.self, CatalogBuildCommand.self], defaultSubcommand: CatalogShow.self)
}

/// Says how old the facts are and what tells them from others.
struct CatalogShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Say the dates and the digest of the catalog in force.")

  @OptionGroup var setup: RunOptions

  func run() throws {
    try Answer.catalogInForce().deliver()
  }
}

/// Builds a catalog out of newer files of upstream, for those who cannot wait for a release.
struct CatalogBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Build a catalog from a folder of upstream's files, for --catalog.",
    discussion: Explanations.catalogBuild)

  @Argument(help: "The folder with upstream's files.", completion: .directory) var folder: String
  @Option(name: .shortAndLong, help: "The file to write.", completion: .file()) var output = "scopeaudit.catalog"
  @Option(help: "The day of GraphAppRoles.json and GraphDelegateRoles.json, as YYYY-MM-DD.") var tenantDate: Day
  @Option(help: "The day of permissions.json and provisioningInfo.json, as YYYY-MM-DD.") var operationsDate: Day

  func run() throws {
    let compiled: [UInt8]
    do {
      compiled = try CatalogFolder.compile(
        folder, tenantDate: tenantDate.text, operationsDate: operationsDate.text,
        takeover: CatalogInForce.takeover)
    } catch {
      throw ValidationError("\(SafeText.line(folder)) makes no catalog: \(SafeText.line("\(error)")).")
    }
    let bytes = CatalogInForce.file(compiled)
    if let staged = try OutputPath.stage(
      output, mayReplaceInput: false, { write in bytes.withUnsafeBytes { write($0) } })
    {
      try OutputPath.publish([staged])
    }
  }
}
