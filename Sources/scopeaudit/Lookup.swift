import ArgumentParser
import ScopeCatalog
import ScopeDocuments
import ScopeReports

/// Looks up permissions by name or id, and Intune entities and actions, either way round.
struct Lookup: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "What a permission permits, or which permissions reach an entity.")

  @Argument(help: "A permission's name or id, an Intune entity or a remote action.") var what: [String]
  @Option(help: "text or json.") var format = "text"

  func run() throws {
    let catalog = Catalog.shared
    let items = what.flatMap { LookupItem.find($0, catalog) }
    if format == "json" {
      print(LookupReport.json(items, catalog), terminator: "")
    } else {
      print(LookupReport.text(items, catalog), terminator: "")
    }
    for word in what where LookupItem.find(word, catalog).isEmpty {
      var standardError = StandardError()
      print("The catalog knows no permission, entity or action called \(SafeText.line(word)).", to: &standardError)
      throw ExitStatus.nothingToAudit
    }
  }
}

/// Standard error as a text stream.
struct StandardError: TextOutputStream {
  mutating func write(_ text: String) {
    Array(text.utf8).withUnsafeBytes { _ = unsafeWrite($0) }
  }
}
