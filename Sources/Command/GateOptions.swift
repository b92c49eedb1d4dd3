import ArgumentParser
import ScopeAuditKit

/// What a gate knows before it judges: settings, accepted findings, known findings.
struct GateOptions: ParsableArguments {
  @Option(
    help:
      "A file of settings, or git:REVISION:PATH; without it, the nearest \(Gate.fileName) up to the root of the repository counts.",
    completion: .file()
  )
  var config: String?
  @Flag(help: "Read no settings, not even those beside the input.")
  var noConfig = false
  @Option(help: "A file of accepted findings, each with its reason, or git:REVISION:PATH.", completion: .file())
  var suppressions: String?
  @Option(help: "A file of findings that are known already, or git:REVISION:PATH.", completion: .file())
  var baseline: String?
  @Option(help: "Write the findings to this file, to be known from now on.", completion: .file())
  var writeBaseline: String?

  mutating func validate() throws {
    if noConfig, config != nil {
      throw ValidationError("--config and --no-config exclude one another. Give one of them.")
    }
  }

  /// What the command line says, with the settings in force.
  ///
  /// - Parameter paths: what the command line names; where that is nothing, the working folder's settings count.
  func open(for paths: [String], _ report: ReportOptions) throws -> Gate {
    var choices = report.choices
    choices.paths = paths
    choices.config = config
    choices.noConfig = noConfig
    choices.suppressions = suppressions
    choices.baseline = baseline
    choices.writeBaseline = writeBaseline
    return try Gate(choices, in: .system, settingsOf: paths)
  }
}
