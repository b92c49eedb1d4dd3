import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
import ScopeReports

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
  @Flag(help: "Print, in place of the report, what would leave each application with what it needs; changes no file.")
  var fix = false

  mutating func validate() throws {
    if needs != nil, !activity.isEmpty { throw ValidationError("Give either --needs or --activity.") }
    if fix, needs == nil, activity.isEmpty {
      throw ValidationError("--fix needs to know what the applications need. Give --needs or --activity.")
    }
  }

  /// What was read, and what of it could not be understood.
  struct Reading {
    var needs: DeclaredNeeds?
    var failures: [CheckRun.Failure] = []
    var notices: [CheckRun.Notice] = []
    /// What could not be used of logs, which are rarely whole.
    var remarks: [String] = []
  }

  func read() async -> Reading {
    if let needs { return Self.read(needs) }
    guard !activity.isEmpty else { return Reading() }
    let result = await ActivityRunner.fold(
      InputFile.expand(activity, endings: ActivityRunner.endings), catalog: .shared, workers: Environment.processors)
    var reading = Reading(remarks: result.problems.lines)
    if result.profile.isEmpty || result.problems.hasFailure {
      let place = result.problems.places.first
      reading.failures = [
        failure(
          place?.path ?? activity[0], line: place?.line, place?.message ?? "there is no activity in it",
          "Give --activity logs or profiles that can be read.")
      ]
    }
    guard !result.profile.isEmpty else { return reading }
    reading.needs = DeclaredNeeds(result.profile, catalog: .shared)
    let period = ActivityPeriod(result.profile)
    let records = "\(result.profile.records) record\(result.profile.records == 1 ? "" : "s")"
    reading.notices = [
      CheckRun.Notice(
        path: activity[0], position: .start,
        message: "the activity has \(records) \(period.phrase)\(period.shortcoming.map { "; the logs \($0)" } ?? "")")
    ]
    return reading
  }

  private func failure(_ path: String, line: Int?, _ message: String, _ remedy: String) -> CheckRun.Failure {
    var position = TextPosition.start
    position.line = line ?? 1
    return CheckRun.Failure(
      path: path, position: position, message: message.hasSuffix(".") ? String(message.dropLast()) : message,
      remedy: remedy)
  }

  private static func read(_ path: String) -> Reading {
    let list = RequestReader.read(InputFile.reader(path))
    var reading = Reading()
    reading.failures = list.problems.map {
      CheckRun.Failure(path: path, position: $0.position, message: $0.message, remedy: $0.remedy)
    }
    var unknown: Set<String> = []
    for request in list.requests {
      let calls = RequestedCalls([request], catalog: .shared).calls
      // A recording repeats its calls.
      for call in calls
      where call.operation == nil && call.permissions.isEmpty && unknown.insert("\(call.method) \(call.url)").inserted {
        let obstacle = call.obstacle.isEmpty ? "the catalog does not know this need" : call.obstacle
        reading.failures.append(
          CheckRun.Failure(
            path: path, position: request.position,
            message: obstacle.hasSuffix(".") ? String(obstacle.dropLast()) : obstacle,
            remedy:
              "Write it as METHOD URL of Microsoft Graph, or as an entity of the catalog: scopeaudit lookup finds both."
          ))
      }
    }
    if list.requests.isEmpty, list.problems.isEmpty {
      reading.failures = [
        CheckRun.Failure(
          path: path, position: .start, message: "no need is declared in it",
          remedy: "Write one request a line, such as GET /users.")
      ]
    }
    guard !list.requests.isEmpty else { return reading }
    let calls = RequestedCalls(list.requests, catalog: .shared)
    reading.needs = .calls(calls.calls)
    if calls.otherHosts > 0 {
      reading.notices.append(
        CheckRun.Notice(
          path: path, position: .start,
          message: "\(calls.otherHosts) recorded request\(calls.otherHosts == 1 ? "" : "s") to other hosts left out"))
    }
    return reading
  }
}
