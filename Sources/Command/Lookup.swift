import ArgumentParser
import ScopeAuditKit

/// Looks up permissions, requests, and Intune entities and actions, either way round.
struct Lookup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup",
    abstract: "What a permission permits, what a request needs, which permissions reach an entity.",
    discussion: """
      Exit status: 0 everything was found; 3 nothing was; 4 some of it.
      """)

  @Argument(
    help:
      "A permission's name, id or label, 'METHOD URL', an Intune entity or remote action, an API, an application, a directory role, or a property of a registration.",
    completion: .permissions
  ) var what: [String]
  @Flag(help: "List the requests that a permission opens.") var operations = false
  @Option(
    name: .shortAndLong, help: .format(.lookup), completion: .formats(.lookup), transform: FormatReader.lookup.read)
  var format = FormatReader.initial
  @OptionGroup var choice: CatalogOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    try Answer.lookup(what, listsOperations: operations, format, display.display).deliver()
  }
}
