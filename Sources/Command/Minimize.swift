import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
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
  @Option(help: ArgumentHelp("A manifest or a token whose permissions are held.", valueName: "file")) var heldFrom:
    String?
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
    let advisor = LeastPrivilegeAdvisor(catalog: .shared, takeover: TakeoverClass.names(.shared))
    if let requests, let flow = flow?.flow {
      try minimize(requests, flow, advisor)
    } else {
      try await minimizeActivity(advisor)
    }
  }

  // MARK: Requests

  private func minimize(_ path: String, _ flow: Flow, _ advisor: LeastPrivilegeAdvisor) throws {
    let list = RequestReader.read(InputFile.reader(path))
    let calls = RequestedCalls(list.requests, catalog: .shared)
    let held = try heldNames(flow)
    let advice = advisor.advise(calls.calls, flow: flow, held: held?.names)
    let minimum = RequestMinimum(
      advice: advice, isCompared: held != nil, unknownHeld: held?.unknown ?? [], otherHosts: calls.otherHosts,
      problems: list.problems.map { (path: path, problem: $0) })
    try write(
      json: { MinimizeReport.json(minimum, .shared) }, text: { MinimizeReport.text(minimum, .shared) })
    if list.requests.isEmpty { throw list.problems.isEmpty ? ExitStatus.nothingToAudit : ExitStatus.incomplete }
    if advice.calls.isEmpty { throw ExitStatus.incomplete }
    if strict, !list.problems.isEmpty || !advice.unmatched.isEmpty { throw ExitStatus.incomplete }
  }

  // MARK: Activity logs

  private func minimizeActivity(_ advisor: LeastPrivilegeAdvisor) async throws {
    let result = await ActivityRunner.fold(
      InputFile.expand(activity, endings: ActivityRunner.endings), catalog: .shared, workers: Environment.processors,
      open: InputFile.reader)
    let given = try Flow.allCases.map { try heldNames($0) }
    var applications: [ActivityMinimum.Application] = []
    for (caller, groups) in result.profile.groups(.shared) where flow.map({ $0.flow == caller.flow }) ?? true {
      let logged = HeldNames(result.profile.grants[caller]?.sorted() ?? [], flow: caller.flow, catalog: .shared)
      let held = given[Int(caller.flow.rawValue)] ?? logged
      applications.append(
        ActivityMinimum.Application(
          caller: caller, advice: advisor.advise(groups, flow: caller.flow, held: held.names), groups: groups,
          held: held.names.sorted().map { Catalog.shared.name($0) }, unknownHeld: held.unknown))
    }
    let minimum = ActivityMinimum(profile: result.profile, applications: applications, problems: result.problems)
    try write(
      json: { MinimizeActivityReport.json(minimum, .shared) }, text: { MinimizeActivityReport.text(minimum, .shared) })
    try ExitStatus.end(result.verdict(isStrict: strict))
  }

  // MARK: Held permissions

  /// What is held according to the options; nil where they say nothing.
  private func heldNames(_ flow: Flow) throws -> HeldNames? {
    if let held {
      let names = held.split(separator: ",").map { String($0.filter { $0 != " " }) }
      let known = HeldNames(names, flow: flow, catalog: .shared)
      return known
    }
    guard let heldFrom else { return nil }
    return try HeldNames(reading: RunInput(file: heldFrom), flow: flow, catalog: .shared)
  }

  private func write(json: () -> [UInt8], text: () -> String) throws {
    let bytes = format == .json ? json() : Array(text().utf8)
    try OutputStream.write(bytes)
  }
}
