import ArgumentParser
import ScopeAuditKit

/// Says what a change adds, raises and removes.
struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", _superCommandName: "scopeaudit",
    abstract: "Compare two states of app registrations: what a change adds, raises, removes.")

  @Argument(
    help: "The old state: a file, a folder, or git:REVISION:PATH, the path from the repository's root.",
    completion: .file())
  var old: String
  @Argument(help: "The new state, named in the same ways; - for standard input.", completion: .file())
  var new: String
  @OptionGroup var report: FormatOptions<AuditReports>
  @OptionGroup var failure: FailureOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var shown: FilterOptions
  @OptionGroup var setup: RunOptions
  @Flag(help: "Compare source code: what a change starts to call, and what that needs.") var code = false
  @Option(help: "Of code: application or delegated; without it, both.") var flow: CallerFlow?

  mutating func validate() throws {
    if flow != nil, !code { throw ValidationError("--flow is for code alone. Add --code, or leave --flow out.") }
    if code, old == "-" || new == "-" {
      throw ValidationError("Standard input holds no code to compare. Name files or folders.")
    }
    if old == "-", new == "-" {
      throw ValidationError("Standard input can be one of the two states only. Name the other.")
    }
  }

  func run() async throws {
    let gate = try gate.open(for: [new].filter { !GitAddress.isNamed(by: $0) }, report.choices(failure, shown), setup)
    if code {
      return try Answer.codeChange(
        FileTree.system.code(old), FileTree.system.code(new), flow: flow?.flow, gate,
        isIncompleteAllowed: failure.allowIncomplete
      ).deliver()
    }
    let delivery = ReportDelivery()
    let frame = try delivery.frame(gate, setup, failure.allowIncomplete)
    try await delivery.deliver(
      frame.compare(
        FileTree.system.state(old, excluding: gate.ownFiles),
        with: FileTree.system.state(new, excluding: gate.ownFiles)))
  }
}
