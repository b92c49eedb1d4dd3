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
    help: ArgumentHelp("Source code whose calls are minimized, as scopeaudit scan finds them.", valueName: "path"))
  var code: [String] = []
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
    let minimization = Minimization(catalog: .shared)
    if let flow = flow?.flow, activity.isEmpty {
      let scan = code.isEmpty ? nil : CodeReading.scan(code, CodeReading.scanner(flows: [flow]))
      let input =
        scan.map { RunInput(path: code[0], bytes: CodeScanner.requests($0)) } ?? RunInput(file: requests ?? "-")
      let minimum = minimization.minimum(of: input, flow: flow, held: try heldNames(flow))
      try write(json: MinimizeReport.json(minimum, .shared), text: MinimizeReport.text(minimum, .shared))
      if let scan { try tell(of: scan) }
      return try ExitStatus.end(minimum.verdict(isStrict: strict))
    }
    let result = await ActivityRunner.fold(
      InputFile.expand(activity, endings: ActivityRunner.endings), catalog: .shared, workers: Environment.processors,
      open: InputFile.reader)
    let minimum = minimization.minimum(of: result, flow: flow?.flow, held: try Flow.allCases.map { try heldNames($0) })
    try write(json: MinimizeActivityReport.json(minimum, .shared), text: MinimizeActivityReport.text(minimum, .shared))
    try ExitStatus.end(result.verdict(isStrict: strict))
  }

  /// Says of code what is not in the set: calls that could not be resolved, and files that could not be read.
  private func tell(of scan: CodeScan) throws {
    if !scan.unresolved.isEmpty {
      let count = scan.unresolved.count == 1 ? "1 call" : "\(scan.unresolved.count) calls"
      StandardError.print(["\(count) of the code could not be resolved; scopeaudit scan lists them."])
    }
    StandardError.print(scan.errors.map { "\($0.path): \($0.message)" })
    if !scan.errors.isEmpty || strict && !scan.unresolved.isEmpty { throw ExitStatus.incomplete }
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
