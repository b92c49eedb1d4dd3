import ArgumentParser
import ScopeAudit
import ScopeDocuments
import ScopeReports

/// What settings are in force, and how they are written.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The settings: what is in force, and the schema of \(ConfigurationFile.name).",
    subcommands: [Show.self, ConfigSchema.self])

  /// Says what is in force for some inputs, and where each value came from.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what check would go by, and where each value comes from.")

    @Argument(help: "The files or folders that would be audited.") var paths: [String] = []
    @OptionGroup var report: ReportOptions
    @OptionGroup var gate: GateOptions

    func run() throws { try SettingsInForce(paths, report, gate).write() }
  }

  /// Prints the schema of the file of settings.
  struct ConfigSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "schema", abstract: "Print the JSON Schema of \(ConfigurationFile.name).")

    func run() throws {
      let bytes = ConfigurationSchema.bytes(
        .shared, formats: FormatName.allCases.map(\.rawValue), failOn: FailOn.allValueStrings)
      let standardOutput = OutputStream.standardOutput()
      bytes.withUnsafeBytes { standardOutput.append($0) }
      try standardOutput.finish()
    }
  }
}
