import ArgumentParser
import ProcessStart
import ScopeAuditKit

/// The command line.
@main
struct ScopeAuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scopeaudit",
    abstract: "Audits Microsoft Entra app registrations offline.",
    version: Tool.version,
    subcommands: [
      ActivityCommand.self,
      CatalogCommand.self,
      Check.self,
      Config.self,
      Convert.self,
      Diagnose.self,
      Diff.self,
      Lookup.self,
      Minimize.self,
      Rules.self,
      Scan.self,
      Schema.self,
      Suppress.self,
      Token.self,
      Version.self,
    ])

  func run() async throws { try Answer(Beginnings.text).deliver() }
}

extension ScopeAuditCommand {
  /// The status of a command that was called in a way that cannot be.
  private static let usage = ExitCode(2)

  /// Runs the command line; what ArgumentParser and the system call errors all exit with 2.
  static func main() async {
    scopeaudit_forbid_core_dumps()
    guard scopeaudit_can_open(8) == 1 else {
      StandardError.print(["Error: too few files may be open at once. Raise the limit, such as ulimit -n 64."])
      exit(withError: usage)
    }
    if ArgumentScreen.holdsToken(Environment.arguments, isFile: { FileTree.system.status($0, true) != nil }) {
      StandardError.print([ArgumentScreen.refusal])
      exit(withError: usage)
    }
    let commands = configuration.subcommands.map { $0._commandName }
    let isThere = { FileTree.system.status($0, true) != nil }
    if let sentence = MistakenWord.sentence(Environment.arguments, commands: commands, isFile: isThere) {
      StandardError.print([ArgumentEcho.neutralised("Error: \(sentence)", Environment.arguments)])
      exit(withError: usage)
    }
    do {
      var command = try parseAsRoot(Environment.arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let status as ExitCode {
      exit(withError: status)
    } catch {
      guard exitCode(for: error) != .success else { exit(withError: error) }
      let problem = error as? UsageProblem
      let error = problem?.showsUsage == true ? ValidationError(problem?.description ?? "") : error
      StandardError.print([ArgumentEcho.neutralised(fullMessage(for: error), Environment.arguments)])
      exit(withError: usage)
    }
  }
}
