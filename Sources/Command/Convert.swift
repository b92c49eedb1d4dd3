import ArgumentParser
import ScopeAuditKit

/// Renders a saved JSON report in other formats, without auditing again.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", _superCommandName: "scopeaudit",
    abstract: "Render a JSON report in other formats, without auditing again.",
    discussion: "The exit status is what `check` would give for the same findings; --fail-on never makes it 0.")

  @Argument(help: "A report that check wrote with --format json; - for standard input.", completion: .file())
  var saved = "-"
  @OptionGroup var report: FormatOptions<AuditReports>
  @OptionGroup var failure: FailureOptions
  @OptionGroup var shown: FilterOptions
  @OptionGroup var setup: RunOptions

  func run() throws {
    let delivery = ReportDelivery()
    var choices = report.choices(failure, shown)
    choices.config = setup.config
    choices.noConfig = setup.config == nil
    let gate = try Gate(choices, in: .system, settingsOf: [])
    let frame = try delivery.frame(gate, setup, failure.allowIncomplete)
    try delivery.deliver(frame.convert(FileTree.system.input(saved)))
  }
}
