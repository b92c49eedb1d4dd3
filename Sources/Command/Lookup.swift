import ArgumentParser
import ScopeCatalog
import ScopeReports

/// Looks up permissions, requests, and Intune entities and actions, either way round.
struct Lookup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What a permission permits, what a request needs, which permissions reach an entity.",
    discussion: """
      Exit status: 0 everything was found; 3 nothing was; 4 some of it.
      """)

  @Argument(
    help:
      "A permission's name, id or label, 'METHOD URL', an Intune entity or remote action, an API, an application, a directory role, or a property of a registration."
  ) var what: [String]
  @Flag(help: "List the requests that a permission opens.") var operations = false
  @Option(name: .shortAndLong, help: FormatOption.help(.lookup), transform: FormatOption.read(.lookup))
  var format = FormatName.text
  @OptionGroup var choice: CatalogOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    let catalog = Catalog.shared
    let answers = what.map { (word: $0, items: LookupItem.find($0, catalog)) }
    let items = answers.flatMap(\.items)
    let report = LookupReport(catalog: catalog, style: display.style, listsOperations: operations)
    print(format == .json ? report.json(items) : report.text(items), terminator: "")
    let unanswered = answers.filter { !$0.items.contains(where: \.isAnswered) }
    StandardError.print(unanswered.map { answer in LookupItem.refusal(answer.word, answer.items, catalog) })
    if !unanswered.isEmpty {
      throw unanswered.count == answers.count ? ExitStatus.nothingToAudit : ExitStatus.incomplete
    }
  }
}
