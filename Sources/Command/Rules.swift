import ArgumentParser
import ScopeAuditKit

/// Prints the rule book, or one rule.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", _superCommandName: "scopeaudit",
    abstract: "What each rule reports, why it matters and what to do about it.")

  @Argument(help: "A rule's id; without one, every rule is listed.", completion: .rules) var id: String?
  @OptionGroup var report: FormatOptions<RuleReports>
  @OptionGroup var setup: RunOptions

  func run() throws {
    let gate = try setup.gate()
    try report.deliver(setup) { try .rules(id, gate, $0, $1) }
  }
}
