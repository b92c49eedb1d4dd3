import ArgumentParser
import CatalogBuild

/// Keeps the facts in rules/ and what is compiled from them in step, begins new records, and
/// times stages.
@main
struct ScopeAuditDev: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scopeaudit-dev",
    abstract: "Maintains scopeaudit's facts and what is compiled from them, and times its stages.",
    subcommands: [
      Generate.self, Measure.self, NewError.self, NewRule.self, RefreshCatalog.self,
      RefreshDocumentation.self,
    ])
}

/// Compiles rules/ into the files that the binary embeds.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compile rules/ into the embedded catalog and rule book.")

  @Option(help: "The project's folder.") var project = "."
  @Flag(help: "Only say whether the compiled files are current; exit 1 if not.") var check = false

  func run() throws {
    var stale: [String] = []
    for (path, bytes) in try GeneratedFiles.make(project: project) {
      let current = try? Files.read("\(project)/\(path)")
      if let current, PackedText.areSame(current, bytes) { continue }
      stale.append(path)
      if !check { try Files.write(bytes, to: "\(project)/\(path)") }
    }
    for path in stale { print(check ? "stale: \(path)" : "wrote \(path)") }
    if check, !stale.isEmpty {
      print("Run: swift run scopeaudit-dev generate")
      throw ExitCode(1)
    }
  }
}
