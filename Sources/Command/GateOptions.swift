import ArgumentParser
import ScopeAuditKit

/// From which findings on a command fails.
struct FailureOptions: ParsableArguments {
  @Option(help: .of(Explanations.failOn), completion: .list(FailOn.names))
  var failOn: FailOn?
  @Flag(help: "Exit 0 or 1 although an input could not be read or judged.") var allowIncomplete = false
}

/// What a gate knows before it judges: accepted findings, known findings.
struct GateOptions: ParsableArguments {
  @Option(help: ArgumentHelp(stringLiteral: NewSuppression.fileHelp), completion: .file()) var suppressions: String?
  @Option(help: "A file of findings that are known already, or git:REVISION:PATH.", completion: .file())
  var baseline: String?
  @Option(help: "Write the findings to this file, to be known from now on.", completion: .file())
  var writeBaseline: String?
}

/// Which findings are shown; the exit status looks at all of them.
struct FilterOptions: ParsableArguments {
  @Option(
    help: "Show findings of this severity and worse alone: critical, high, medium, low or info.",
    completion: .list(ShownFindings.severities))
  var minSeverity: String?
  @Option(parsing: .singleValue, help: .of("Show findings of this rule alone; repeatable.", "id"), completion: .rules)
  var rule: [String] = []
  @Option(parsing: .singleValue, help: .of("Leave findings of this rule out; repeatable.", "id"), completion: .rules)
  var ignore: [String] = []
  @Option(
    parsing: .singleValue,
    help: .of("Show applications with this in their name, or with an id that begins so; repeatable.", "name"))
  var app: [String] = []
  @Option(help: .of("Show this many findings at most, in the order of the inputs.", "number"))
  var limit: String?
  @Flag(help: "Print counts by rule and by application in place of the findings.") var summary = false

  var choices: ShownFindings {
    ShownFindings(
      minSeverity: minSeverity, rules: rule, ignored: ignore, applications: app, limit: limit, isSummary: summary)
  }
}

extension FormatOptions<AuditReports> {
  /// What the command line says, without settings.
  func choices(_ failure: FailureOptions, _ shown: FilterOptions? = nil) -> Gate.Choices {
    var choices = Gate.Choices()
    choices.format = format
    choices.output = output
    choices.failOn = failure.failOn
    if let shown { choices.shown = shown.choices }
    return choices
  }
}

extension GateOptions {
  /// What the command line says, with the settings in force.
  ///
  /// - Parameter paths: what the command line names; where that is nothing, the working folder's settings count.
  func open(for paths: [String], _ choices: Gate.Choices, _ setup: RunOptions) throws -> Gate {
    var choices = choices
    choices.paths = paths
    choices.config = setup.config
    choices.noConfig = setup.noConfig
    choices.suppressions = suppressions
    choices.findsSuppressions = true
    choices.baseline = baseline
    choices.writeBaseline = writeBaseline
    return try Gate(choices, in: .system, settingsOf: paths)
  }
}
