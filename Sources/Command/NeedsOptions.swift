import ArgumentParser
import ScopeCatalog
import ScopeRun

/// What `check` is told about the needs of the applications.
struct NeedsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the applications need: requests, or entities with what is done to them.", valueName: "file"))
  var needs: String?
  @Option(
    help: ArgumentHelp(
      "Activity logs or profiles of what the applications did; may be given several times.", valueName: "path"))
  var activity: [String] = []
  @Option(
    help: ArgumentHelp(
      "Source code of the applications, whose calls are what they need; may be given several times.",
      valueName: "path"))
  var code: [String] = []
  @Flag(help: "Print, in place of the report, what would leave each application with what it needs; changes no file.")
  var fix = false

  mutating func validate() throws {
    if [needs != nil, !activity.isEmpty, !code.isEmpty].count(where: { $0 }) > 1 {
      throw ValidationError("Give one of --needs, --activity and --code.")
    }
    if fix, needs == nil, activity.isEmpty, code.isEmpty {
      throw ValidationError("--fix needs to know what the applications need. Give --needs, --activity or --code.")
    }
  }

  /// What the applications need, as far as it could be read.
  func read() async -> NeedsReading {
    if let needs { return NeedsReading(RunInput(file: needs), catalog: .shared) }
    if !code.isEmpty {
      let scanner = CodeReading.scanner(flows: Flow.allCases)
      return NeedsReading(CodeReading.scan(code, scanner), by: scanner, path: code[0])
    }
    guard !activity.isEmpty else { return NeedsReading() }
    let result = await ActivityRunner.fold(
      InputFile.expand(activity, endings: ActivityRunner.endings), catalog: .shared, workers: Environment.processors,
      open: InputFile.reader)
    return NeedsReading(result, path: activity[0], catalog: .shared)
  }
}
