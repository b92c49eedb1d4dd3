import ArgumentParser
import ScopeAuditKit

/// Says what a change adds, raises and removes.
struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare two states of app registrations: what a change adds, raises, removes.")

  @Argument(
    help: "The old state: a file, a folder, or git:REVISION:PATH, the path from the repository's root.",
    completion: .file())
  var old: String
  @Argument(help: "The new state, named in the same ways; - for standard input.", completion: .file())
  var new: String
  @OptionGroup var report: ReportOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions
  @Flag(help: "Exit 0 or 1 although an input could not be read.") var allowIncomplete = false

  mutating func validate() throws {
    if old == "-", new == "-" {
      throw ValidationError("Standard input can be one of the two states only. Name the other.")
    }
  }

  func run() async throws {
    let gate = try gate.open(for: [new].filter { !GitAddress.isNamed(by: $0) }, report)
    let delivery = ReportDelivery()
    let frame = try delivery.frame(gate, display, clock, allowIncomplete)
    try delivery.deliver(
      frame.compare(
        FileTree.system.state(old, excluding: gate.ownFiles),
        with: FileTree.system.state(new, excluding: gate.ownFiles)))
  }
}
