import ArgumentParser
import ScopeAuditKit

/// The least set of permissions for requests, or for what applications did.
struct Minimize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "minimize", _superCommandName: "scopeaudit",
    abstract: "The least permissions that some requests need, or that applications used.",
    discussion: Explanations.minimize)

  @Option(help: .of("Requests; - for standard input.", "file"), completion: .file())
  var requests: String?
  @Option(
    parsing: .upToNextOption,
    help: .of("Source code whose calls are minimized, as scopeaudit scan finds them.", "path"),
    completion: .file())
  var code: [String] = []
  @Option(
    parsing: .upToNextOption,
    help: .of("Activity logs, profiles, folders of them; - for standard input.", "path"),
    completion: .file())
  var activity: [String] = []
  @Option(help: "application or delegated; with logs, only callers of that kind.") var flow: CallerFlow?
  @Option(
    help: .of("Permissions of Microsoft Graph that are held, with commas between.", "names"),
    completion: .permissions)
  var held: String?
  @Option(
    help: .of("What is held: a token, claims, a viewer's text, Get-MgContext, grants or a manifest.", "file"),
    completion: .file())
  var heldFrom: String?
  @OptionGroup var report: FormatOptions<MinimizeReports>
  @OptionGroup var setup: RunOptions
  @Flag(help: "Exit 4 where anything could not be used.") var strict = false

  private var question: MinimizeQuestion {
    var question = MinimizeQuestion()
    question.requests = requests
    question.code = code
    question.activity = activity
    question.flow = flow?.flow
    question.held = held
    question.heldFrom = heldFrom
    question.isStrict = strict
    return question
  }

  func validate() throws {
    var question = question
    try question.settle(isPiped: FileTree.system.isPiped())
  }

  func run() async throws {
    var question = question
    try question.settle(isPiped: FileTree.system.isPiped())
    let answer = try await question.answer(in: .system, workers: Environment.processors)
    try report.deliver(setup) { format, _ in try answer(format) }
  }
}
