import ArgumentParser
import ScopeAuditKit

/// Audits manifests and exports.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Audit app registrations: manifests, exports, folders of them.",
    discussion: """
      With --token, each token is audited as `scopeaudit token` does, and compared with the registration that has its \
      application id: what is asked for and not in the token, and what is in the token without being asked for, for the \
      token's resource and kind of caller alone. Such drift is reported and is no finding; a comparison that cannot be \
      made makes the audit incomplete.

        az account get-access-token --resource https://graph.microsoft.com | scopeaudit check app.json --token -
      """)

  @Argument(help: "Files or folders; - for standard input. Without any, those that the settings name.")
  var paths: [String] = []
  @OptionGroup var report: ReportOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var need: NeedsOptions
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A token to audit and to compare with its registration; - for standard input; may be given several times.",
      valueName: "file"))
  var token: [String] = []
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions
  @Option(help: "permissions: what each requested permission permits.") var show: Show?
  @Flag(help: "Audit nothing: say what settings are in force, and where each comes from.") var showConfig = false
  @Flag(help: "Exit 0 or 1 although an input could not be read.") var allowIncomplete = false

  enum Show: String, ExpressibleByArgument, CaseIterable { case permissions }

  func validate() throws {
    if token.contains("-"), (paths + token).count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input can be one input only. Put the token or the manifest into a file.")
    }
    if need.fix, report.format != nil || report.output.contains(where: { $0.path == nil }) {
      throw ValidationError(
        "--fix takes the place of the report on standard output. Send reports to files, as in --output json=report.json."
      )
    }
  }

  func run() async throws {
    let gate = try gate.open(for: paths, report)
    if showConfig { return try Answer.settings(gate, in: .system).deliver() }
    let delivery = ReportDelivery()
    let frame = try delivery.frame(gate, display, clock, allowIncomplete)
    let needs = await need.read(gate)
    let walk = FolderWalk(try gate.inputs(in: .system), in: .system, excluding: gate.ownFiles)
    var question = CheckQuestion(walk.inputs)
    question.skipped = walk.skipped
    question.tokenInputs = token.map { FileTree.system.input($0) }
    question.needs = needs
    question.showsPermissions = show == .permissions
    question.isFix = need.fix
    try delivery.deliver(await frame.check(question))
  }
}

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
  ///
  /// - Parameter gate: knows the project's own functions around requests.
  func read(_ gate: Gate) async -> NeedsReading {
    if let needs { return NeedsReading(FileTree.system.input(needs)) }
    if !code.isEmpty {
      var reading = CodeReading(code, in: .system)
      reading.ownSinks = gate.sinks
      return NeedsReading(reading, path: code[0])
    }
    guard !activity.isEmpty else { return NeedsReading() }
    return NeedsReading(
      await ActivityRunner.fold(activity, in: .system, workers: Environment.processors), path: activity[0])
  }
}
