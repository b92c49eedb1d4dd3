import ArgumentParser
import ScopeAuditKit

/// Prints the rule book, or one rule.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "What each rule reports, why it matters and what to do about it.")

  @Argument(help: "A rule's id; without one, every rule is listed.", completion: .rules) var id: String?
  @Option(name: .shortAndLong, help: .format(.rules), completion: .formats(.rules), transform: FormatReader.rules.read)
  var format = FormatReader.initial
  @OptionGroup var display: DisplayOptions

  func run() throws { try Answer.rules(id, format, display.display).deliver() }
}
