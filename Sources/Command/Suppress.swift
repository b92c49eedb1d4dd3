import ArgumentParser
import ScopeAuditKit

/// Accepts a finding, with a reason and a date, in the file of suppressions.
struct Suppress: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suppress", _superCommandName: "scopeaudit",
    abstract: "Accept a finding: write it into the file of suppressions, whose comments stay as they are.")

  @Argument(help: "The finding's fingerprint, as check prints it under the finding, or as reports in JSON say it.")
  var fingerprint: String
  @Option(help: .of(NewSuppression.reasonHelp)) var reason: String
  @Option(help: "The last day on which that counts, such as 2026-12-31 (UTC).") var expires: String
  @Option(help: "Who answers for it.") var owner: String?
  @Option(help: "Where it was decided.") var ticket: String?
  @Option(help: .of(NewSuppression.outputHelp), completion: .file())
  var file: String?
  @OptionGroup var setup: RunOptions

  private func suppression() throws -> NewSuppression {
    try NewSuppression(
      fingerprint: fingerprint, reason: reason, expires: expires, owner: owner, ticket: ticket, now: setup.moment)
  }

  func validate() throws { _ = try suppression() }

  func run() throws {
    let found = try setup.gate(near: ".").fileOfSuppressions()
    let file = file ?? found
    let lock = try FolderLock(of: file)
    defer { lock.release() }
    let old = try FileTree.system.status(file, true) == nil ? nil : FileTree.system.text(file)
    try OutputPath.write(suppression().file(from: old, path: file), to: file, mayReplaceInput: true)
    guard !setup.quiet else { return }
    let isFound = FileTree.system.identity(file) == FileTree.system.identity(found)
    StandardError.print([NewSuppression.confirmation(path: file, expires: expires, isFound: isFound)])
  }
}
