import ArgumentParser

/// The command line.
@main
struct ScopeAuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scopeaudit",
    abstract: "Audits Microsoft Entra app registrations offline.",
    version: "0.1.0",
    subcommands: [Check.self, Lookup.self])
}

/// What the exit status says; the same for every format.
enum ExitStatus {
  static let findings = ExitCode(1)
  static let usage = ExitCode(2)
  static let nothingToAudit = ExitCode(3)
  static let incomplete = ExitCode(4)
}
