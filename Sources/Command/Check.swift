import ArgumentParser
import ScopeAuditKit

/// Audits manifests and exports.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", _superCommandName: "scopeaudit",
    abstract: "Audit app registrations: manifests, exports, folders of them.",
    discussion: Explanations.check)

  @Argument(
    help: "Files or folders; - for standard input. Without any, what is piped in, or what the settings name.",
    completion: .file())
  var paths: [String] = []
  @OptionGroup var report: FormatOptions<AuditReports>
  @OptionGroup var failure: FailureOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var shown: FilterOptions
  @OptionGroup var setup: RunOptions
  @OptionGroup var need: NeedsOptions
  @Option(
    parsing: .singleValue,
    help: .of(
      "A token to audit and to compare with its registration; - for standard input; may be given several times.", "file"
    ),
    completion: .file())
  var token: [String] = []
  @Option(help: "permissions: what each requested permission permits.") var show: Show?
  @Flag(help: "Audit nothing: say what settings are in force, and where each comes from.") var showConfig = false

  enum Show: String, ExpressibleByArgument, CaseIterable { case permissions }

  func validate() throws {
    try CheckQuestion.check(paths, tokens: token, isFix: need.fix, report.output, besides: report.format)
  }

  func run() async throws {
    let gate = try gate.open(for: paths, report.choices(failure, shown), setup)
    if showConfig { return try Answer.settings(gate, in: .system).deliver() }
    let delivery = ReportDelivery()
    let frame = try delivery.frame(gate, setup, failure.allowIncomplete)
    let needs = try await need.question().read(gate, in: .system, workers: Environment.processors)
    let walk = FolderWalk(
      try gate.inputs(in: .system, isInputTaken: token.contains("-")), in: .system, excluding: gate.ownFiles)
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
    help: .of("What the applications need: requests, or entities with what is done to them.", "file"),
    completion: .file())
  var needs: String?
  @Option(
    help: .of("Activity logs or profiles of what the applications did; may be given several times.", "path"),
    completion: .file())
  var activity: [String] = []
  @Option(
    help: .of("Source code of the applications, whose calls are what they need; may be given several times.", "path"),
    completion: .file())
  var code: [String] = []
  @Flag(help: "Print, in place of the report, what would leave each application with what it needs; changes no file.")
  var fix = false

  mutating func validate() throws { _ = try question() }

  func question() throws -> NeedsQuestion {
    try NeedsQuestion(needs: needs, activity: activity, code: code, isFix: fix)
  }
}
