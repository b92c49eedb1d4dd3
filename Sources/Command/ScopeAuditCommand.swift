import ArgumentParser
import ProcessStart
import ScopeAuditKit

/// The command line.
@main
struct ScopeAuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scopeaudit", abstract: "Audits Microsoft Entra app registrations offline.", version: Tool.version,
    subcommands: [
      ActivityCommand.self, CatalogCommand.self, Check.self, Config.self, Convert.self, Diagnose.self, Diff.self,
      Lookup.self, Minimize.self, Rules.self, Scan.self, Schema.self, Suppress.self, Token.self, Version.self,
    ])

  func run() throws { try Answer(Beginnings.text).deliver() }
}

extension ScopeAuditCommand {
  /// The status of a command that was called in a way that cannot be.
  private static let usage = ExitCode(2)

  /// Runs the command line; what ArgumentParser and the system call errors all exit with 2.
  ///
  /// The function is not asynchronous: Swift would then hand the main thread to dispatch, which ends it by unwinding
  /// its stack, and that makes a static binary sort the frames of all its functions, for 16 ms.
  static func main() {
    scopeaudit_forbid_core_dumps()
    guard scopeaudit_can_open(8) == 1 else {
      StandardError.print(["Error: too few files may be open at once. Raise the limit, such as ulimit -n 64."])
      exit(withError: usage)
    }
    if ArgumentScreen.holdsToken(Environment.arguments, isFile: { FileTree.system.status($0, true) != nil }) {
      StandardError.print([ArgumentScreen.refusal])
      exit(withError: usage)
    }
    Preparation.begin(Environment.arguments)
    let names = configuration.subcommands.map {
      ($0._commandName, $0.configuration.subcommands.map { $0._commandName })
    }
    if let sentence = MistakenWord.sentence(
      Environment.arguments, commands: names, isFile: { FileTree.system.status($0, true) != nil })
    {
      StandardError.print([ArgumentEcho.neutralised("Error: \(sentence)", Environment.arguments)])
      exit(withError: usage)
    }
    do {
      let command = try parsed(Environment.arguments)
      guard let command = command as? any AsyncParsableCommand else {
        var command = command
        try command.run()
        return
      }
      Task.detached {
        do {
          var command = command
          try await command.run()
          exit(withError: nil)
        } catch {
          leave(error)
        }
      }
      scopeaudit_wait()
    } catch {
      leave(error)
    }
  }

  /// The command that the arguments ask for.
  ///
  /// Where the first words name a command and all is well with the rest, nothing is built for other commands, nor for
  /// completions. Whatever there is to say, help as well, ArgumentParser says of the whole line.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    var (words, commands) = (arguments[...], configuration.subcommands)
    while let word = words.popFirst(), let kind = commands.first(where: { $0.configuration.commandName == word }) {
      commands = kind.configuration.subcommands
      if commands.isEmpty, let found = try? kind.parseAsRoot(Array(words)), type(of: found) == kind { return found }
    }
    return try parseAsRoot(arguments)
  }

  /// Ends the process with the status of an error, and says the error where it is not a verdict's status.
  private static func leave(_ error: any Error) -> Never {
    if error is ExitCode || exitCode(for: error) == .success { exit(withError: error) }
    let problem = error as? UsageProblem
    let error = problem?.showsUsage == true ? ValidationError(problem?.description ?? "") : error
    StandardError.print([ArgumentEcho.neutralised(fullMessage(for: error), Environment.arguments)])
    exit(withError: usage)
  }
}
