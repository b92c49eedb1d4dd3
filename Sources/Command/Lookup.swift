import ArgumentParser
import ScopeAuditKit

/// Looks up permissions, requests, and Intune entities and actions, either way round.
struct Lookup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup", _superCommandName: "scopeaudit",
    abstract: "What a permission permits, what a request needs, which permissions reach an entity.",
    discussion: Explanations.lookup)

  @Argument(
    help:
      "A permission's name, id or label, 'METHOD URL', an Intune entity or remote action, an API, an application, a directory role, or a property of a registration.",
    completion: .permissions
  ) var what: [String] = []
  @Flag(help: "List the requests that a permission opens.") var operations = false
  @OptionGroup var report: FormatOptions<LookupReports>
  @OptionGroup var setup: RunOptions

  func validate() throws {
    try FileTree.system.expect(what, "to look up. Give a permission, a request such as 'GET /users', or a word.")
  }

  func run() throws {
    let words = what.isEmpty ? FileTree.system.piped() : what
    try report.deliver(setup) { try .lookup(words, listsOperations: operations, $0, $1) }
  }
}
