import ArgumentParser
import ScopeAuditKit

/// Decodes a token and judges what it permits.
struct Token: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", _superCommandName: "scopeaudit",
    abstract: "Decode an access token, say what it permits, and audit it.",
    discussion: Explanations.token)

  @Argument(help: "A file that holds the token; - for standard input.", completion: .file()) var path = "-"
  @OptionGroup var report: FormatOptions<AuditReports>
  @OptionGroup var failure: FailureOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var shown: FilterOptions
  @OptionGroup var setup: RunOptions
  @Flag(help: "Print every claim, with what tells of a person masked.") var showClaims = false
  @Flag(help: "With --show-claims: print personal claims as well.") var reveal = false

  func validate() throws {
    if reveal, !showClaims {
      throw ValidationError(
        "--reveal shows personal claims, and none are shown. Add --show-claims, or leave --reveal out.")
    }
  }

  func run() throws {
    let gate = try gate.open(for: [path], report.choices(failure, shown), setup)
    let delivery = ReportDelivery()
    let frame = try delivery.frame(gate, setup, failure.allowIncomplete)
    try delivery.deliver(
      frame.token(FileTree.system.input(path), ClaimChoice(isShown: showClaims, isRevealed: reveal)))
  }
}
