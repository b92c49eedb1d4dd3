import ArgumentParser
import ScopeAuditKit

/// What settings are in force, and how they are written.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "The settings: what is in force, and the schema of \(Gate.fileName).",
    subcommands: [Show.self, ConfigSchema.self])

  /// Says what is in force for some inputs, and where each value came from.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Say what check would go by, and where each value comes from.")

    @Argument(help: "The files or folders that would be audited.", completion: .file()) var paths: [String] = []
    @OptionGroup var report: FormatOptions<AuditReports>
    @OptionGroup var failure: FailureOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var setup: RunOptions

    func run() throws {
      try Answer.settings(gate.open(for: paths, report.choices(failure), setup), in: .system).deliver()
    }
  }

  /// Prints the schema of the file of settings.
  struct ConfigSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "schema", abstract: "Print the JSON Schema of \(Gate.fileName).")

    func run() throws { try Answer.settingsSchema().deliver() }
  }
}
