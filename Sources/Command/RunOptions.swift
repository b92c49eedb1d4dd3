import ArgumentParser
import ScopeAuditKit

/// How a command runs: settings, catalog, clock, colours, how much it says; the same meaning everywhere.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp(stringLiteral: Gate.configHelp), completion: .file()) var config: String?
  @Flag(help: "Read no settings, not even those beside the input.") var noConfig = false
  @Option(help: .of(Explanations.catalogFile, "file"), completion: .file()) var catalog: String?
  @Option(help: .of(Explanations.now)) var now: Moment?
  @Option(help: "Colours: auto, always or never (NO_COLOR and CLICOLOR_FORCE are honoured).")
  var color = ColorChoice.auto
  @Flag(name: .shortAndLong, help: "Say also what could not be judged, and why.") var verbose = false
  @Flag(name: .shortAndLong, help: "Print nothing where there is nothing to report.") var quiet = false

  /// Puts the catalog in force, before anything of the command asks for one, and says from now on how far it is.
  mutating func validate() throws {
    if noConfig, config != nil {
      throw ValidationError("--config and --no-config exclude one another. Give one of them.")
    }
    if !quiet { ProgressLine.begin() }
    guard let catalog else { return }
    do {
      try CatalogInForce.use(FileTree.system.text(catalog), path: catalog)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  var moment: Timestamp { now?.timestamp ?? Environment.now }

  var display: Display {
    let screen = Environment.screen
    return Display(
      width: screen.width,
      hasColor: color.isColored(isTerminal: Environment.isTerminal, variable: Environment.variable),
      isVerbose: verbose, isQuiet: quiet, height: screen.height)
  }

  /// The settings that --config names; without it those that an input belongs to, where there is one.
  func gate(near path: String? = nil) throws -> Gate {
    var choices = Gate.Choices()
    choices.config = config ?? path.flatMap { SettingsSearch(in: .system).settings(near: $0) }
    choices.noConfig = noConfig || choices.config == nil
    return try Gate(choices, in: .system, settingsOf: [])
  }
}
