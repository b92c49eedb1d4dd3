import ArgumentParser
import ScopeCatalog
import ScopeReports
import ScopeRun

/// The least set of permissions for requests, or for what applications did.
struct Minimize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The least permissions that some requests need, or that applications used.",
    discussion: """
      Requests are lines of METHOD URL, JSON lines, HAR recordings or $batch bodies. Activity logs are \
      MicrosoftGraphActivityLogs in any envelope, packed or not, and profiles of activity fold.
      """)

  @Option(help: ArgumentHelp("Requests; - for standard input.", valueName: "file")) var requests: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Activity logs, profiles, folders of them; - for standard input.", valueName: "path"))
  var activity: [String] = []
  @Option(help: "application or delegated; with logs, only callers of that kind.") var flow: CallerFlow?
  @Option(help: ArgumentHelp("Permissions of Microsoft Graph that are held, with commas between.", valueName: "names"))
  var held: String?
  @Option(
    help: ArgumentHelp(
      "What is held: a token, claims, a viewer's text, Get-MgContext, grants or a manifest.", valueName: "file"))
  var heldFrom: String?
  @Option(name: .shortAndLong, help: FormatOption.help(.minimize), transform: FormatOption.read(.minimize))
  var format = FormatName.text
  @Flag(help: "Exit 4 where anything could not be used.") var strict = false

  func validate() throws {
    guard (requests != nil) != !activity.isEmpty else {
      throw ValidationError("Give either --requests or --activity.")
    }
    guard requests == nil || flow != nil else {
      throw ValidationError(
        "--requests needs --flow application or --flow delegated: a request does not tell who makes it.")
    }
    guard held == nil || heldFrom == nil else { throw ValidationError("Give either --held or --held-from.") }
  }

  func run() async throws {
    let minimization = Minimization(catalog: .shared)
    if let requests, let flow = flow?.flow {
      let minimum = minimization.minimum(of: RunInput(file: requests), flow: flow, held: try heldNames(flow))
      try write(json: MinimizeReport.json(minimum, .shared), text: MinimizeReport.text(minimum, .shared))
      return try ExitStatus.end(minimum.verdict(isStrict: strict))
    }
    let result = await ActivityRunner.fold(
      InputFile.expand(activity, endings: ActivityRunner.endings), catalog: .shared, workers: Environment.processors,
      open: InputFile.reader)
    let minimum = minimization.minimum(of: result, flow: flow?.flow, held: try Flow.allCases.map { try heldNames($0) })
    try write(json: MinimizeActivityReport.json(minimum, .shared), text: MinimizeActivityReport.text(minimum, .shared))
    try ExitStatus.end(result.verdict(isStrict: strict))
  }

  /// What is held according to the options; nil where they say nothing.
  private func heldNames(_ flow: Flow) throws -> HeldNames? {
    if let held {
      return HeldNames(held.split(separator: ",").map { $0.filter { $0 != " " } }, flow: flow, catalog: .shared)
    }
    return try heldFrom.map { try HeldNames(reading: RunInput(file: $0), flow: flow, catalog: .shared) }
  }

  private func write(json: @autoclosure () -> [UInt8], text: @autoclosure () -> String) throws {
    try OutputStream.write(format == .json ? json() : Array(text().utf8))
  }
}
