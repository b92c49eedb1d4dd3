import ArgumentParser
import ScopeAuditKit

/// The least set of permissions for requests, or for what applications did.
struct Minimize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "minimize",
    abstract: "The least permissions that some requests need, or that applications used.",
    discussion: """
      Requests are lines of METHOD URL, JSON lines, HAR recordings or $batch bodies. Activity logs are \
      MicrosoftGraphActivityLogs in any envelope, packed or not, and profiles of activity fold.
      """)

  @Option(help: ArgumentHelp("Requests; - for standard input.", valueName: "file"), completion: .file())
  var requests: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Source code whose calls are minimized, as scopeaudit scan finds them.", valueName: "path"),
    completion: .file())
  var code: [String] = []
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Activity logs, profiles, folders of them; - for standard input.", valueName: "path"),
    completion: .file())
  var activity: [String] = []
  @Option(help: "application or delegated; with logs, only callers of that kind.") var flow: CallerFlow?
  @Option(
    help: ArgumentHelp("Permissions of Microsoft Graph that are held, with commas between.", valueName: "names"),
    completion: .permissions)
  var held: String?
  @Option(
    help: ArgumentHelp(
      "What is held: a token, claims, a viewer's text, Get-MgContext, grants or a manifest.", valueName: "file"),
    completion: .file())
  var heldFrom: String?
  @Option(
    name: .shortAndLong, help: .format(.minimize), completion: .formats(.minimize),
    transform: FormatReader.minimize.read)
  var format = FormatReader.initial
  @Flag(help: "Exit 4 where anything could not be used.") var strict = false

  func validate() throws {
    guard [requests != nil, !activity.isEmpty, !code.isEmpty].count(where: { $0 }) == 1 else {
      throw ValidationError("Give one of --requests, --activity and --code.")
    }
    guard requests == nil && code.isEmpty || flow != nil else {
      throw ValidationError(
        "\(requests == nil ? "--code" : "--requests") needs --flow application or --flow delegated: a request does not tell who makes it."
      )
    }
    guard held == nil || heldFrom == nil else { throw ValidationError("Give either --held or --held-from.") }
  }

  func run() async throws {
    let held = held.map { HeldChoice.names($0) } ?? heldFrom.map { HeldChoice.file(FileTree.system.input($0)) }
    let answer: Answer
    if let requests, let flow = flow?.flow {
      answer = try .minimum(of: FileTree.system.input(requests), flow: flow, held: held, format, isStrict: strict)
    } else if let flow = flow?.flow, !code.isEmpty {
      answer = try .minimum(
        of: CodeReading(ofProject: code, in: .system), path: code[0], flow: flow, held: held, format, isStrict: strict)
    } else {
      answer = try .minimum(
        of: await ActivityRunner.fold(activity, in: .system, workers: Environment.processors), flow: flow?.flow,
        held: held, format, isStrict: strict)
    }
    try answer.deliver()
  }
}
