import ArgumentParser
import ProcessStart
import ScopeRun
import ScopeValues

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
    ])
}

extension ScopeAuditCommand {
  /// Runs the command line; what ArgumentParser and the system call errors all exit with 2.
  static func main() async {
    scopeaudit_forbid_core_dumps()
    guard scopeaudit_can_open(8) == 1 else {
      StandardError.print(["Error: too few files may be open at once. Raise the limit, such as ulimit -n 64."])
      exit(withError: ExitStatus.usage)
    }
    if ArgumentScreen.holdsToken(Environment.arguments) {
      StandardError.print([ArgumentScreen.refusal])
      exit(withError: ExitStatus.usage)
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
      StandardError.print([ArgumentEcho.neutralised(fullMessage(for: error), Environment.arguments)])
      exit(withError: ExitStatus.usage)
    }
  }
}

/// What the exit status says; the same for every format.
enum ExitStatus {
  static let findings = ExitCode(1)
  static let usage = ExitCode(2)
  static let nothingToAudit = ExitCode(3)
  static let incomplete = ExitCode(4)

  /// Ends the command with the status of a verdict; returns where all is well.
  static func end(_ verdict: AuditVerdict) throws {
    switch verdict {
    case .clean: return
    case .findings: throw findings
    case .nothingToAudit: throw nothingToAudit
    case .incomplete: throw incomplete
    }
  }
}
