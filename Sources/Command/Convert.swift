import ArgumentParser
import ScopeAuditKit

/// Renders a saved JSON report in other formats, without auditing again.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Render a JSON report in other formats, without auditing again.",
    discussion: "The exit status is what `check` would give for the same findings; --fail-on never makes it 0.")

  @Argument(help: "A report that check wrote with --format json; - for standard input.", completion: .file())
  var saved: String
  @OptionGroup var report: ReportOptions
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions
  @Flag(help: "Exit 0 or 1 although an input of the audit could not be read.") var allowIncomplete = false

  func run() throws {
    let delivery = ReportDelivery()
    let frame = try delivery.frame(Gate(report.choices), display, clock, allowIncomplete)
    try delivery.deliver(frame.convert(FileTree.system.input(saved)))
  }
}
