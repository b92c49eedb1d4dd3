package import ScopeAudit
package import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
package import ScopeReports
import ScopeValues

/// What is known of the needs of applications, and what of it could not be understood.
package struct NeedsReading {
  package internal(set) var needs: DeclaredNeeds?
  /// The scan that the needs came from, whose findings stand beside those of the applications.
  package internal(set) var code: CodeScan?
  package private(set) var failures: [CheckRun.Failure] = []
  package private(set) var notices: [CheckRun.Notice] = []
  /// What could not be used of logs, which are rarely whole; one sentence each.
  package private(set) var remarks: [String] = []

  /// Nothing is known.
  package init() {}

  /// Reads declared needs: requests, or entities with what is done to them.
  package init(_ input: RunInput, catalog: Catalog) {
    let list = RequestReader.read(input.open())
    failures = list.problems.map {
      CheckRun.Failure(path: input.path, position: $0.position, message: $0.message, remedy: $0.remedy)
    }
    var unknown: Set<String> = []
    for request in list.requests {
      // A recording repeats its calls.
      for call in RequestedCalls([request], catalog: catalog).calls
      where call.operation == nil && call.permissions.isEmpty && unknown.insert("\(call.method) \(call.url)").inserted {
        fail(
          input.path, request.position, call.obstacle.isEmpty ? "the catalog does not know this need" : call.obstacle,
          "Write it as METHOD URL of Microsoft Graph, or as an entity of the catalog: scopeaudit lookup finds both.")
      }
    }
    guard !list.requests.isEmpty else {
      if list.problems.isEmpty {
        fail(input.path, .start, "no need is declared in it", "Write one request a line, such as GET /users.")
      }
      return
    }
    let calls = RequestedCalls(list.requests, catalog: catalog)
    needs = .calls(calls.calls)
    if calls.otherHosts > 0 {
      note(
        input.path, "\(CountPhrase.of(calls.otherHosts, "recorded request")) to other hosts left out")
    }
  }

  /// Takes what applications did for what they need.
  ///
  /// - Parameter path: what problems of the logs as a whole are told of.
  package init(_ result: ActivityRunner.Result, path: String, catalog: Catalog) {
    remarks = result.problems.lines
    if result.profile.isEmpty || result.problems.hasFailure {
      let place = result.problems.places.first
      var position = TextPosition.start
      position.line = place?.line ?? 1
      fail(
        place?.path ?? path, position, place?.message ?? "there is no activity in it",
        "Give --activity logs or profiles that can be read.")
    }
    guard !result.profile.isEmpty else { return }
    needs = DeclaredNeeds(result.profile, catalog: catalog)
    let period = ActivityPeriod(result.profile)
    let records = CountPhrase.of(result.profile.records, "record")
    note(
      path, "the activity has \(records) \(period.phrase)\(period.shortcoming.map { "; the logs \($0)" } ?? "")")
  }

  mutating func fail(_ path: String, _ position: TextPosition, _ message: String, _ remedy: String) {
    failures.append(
      CheckRun.Failure(
        path: path, position: position, message: message.hasSuffix(".") ? String(message.dropLast()) : message,
        remedy: remedy))
  }

  mutating func note(_ path: String, _ message: String) {
    notices.append(CheckRun.Notice(path: path, position: .start, message: message))
  }
}

extension NeedsReading {
  /// As ``init(_:catalog:)``, by the embedded catalog.
  package init(_ input: RunInput) { self.init(input, catalog: .shared) }

  /// As ``init(_:path:catalog:)``, by the embedded catalog.
  package init(_ result: ActivityRunner.Result, path: String) { self.init(result, path: path, catalog: .shared) }
}
