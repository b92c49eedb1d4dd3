package import ScopeAudit
package import ScopeCatalog
package import ScopeDocuments
import ScopeReports
import ScopeValues

/// A JSON report of `check` read back, to be rendered in other formats without another audit.
package struct SavedReport: Sendable {
  /// The run, but for its counts and the hashes of lines.
  package private(set) var run = CheckRun()
  package private(set) var applications: [ApplicationResult] = []
  /// What was found out about tokens beside the applications, without their drift.
  package private(set) var tokens: [ApplicationResult] = []
  /// Findings that belong to no application.
  package private(set) var findings: [Finding] = []
  /// Whether the report was made with another catalog than this program's, so that names and entities may differ.
  package let isOfOtherCatalog: Bool

  /// What whoever renders the report again should know, one sentence each.
  package var remarks: [String] {
    var remarks: [String] = []
    if isOfOtherCatalog {
      remarks.append(
        "The report was made with another catalog: names and entities of permissions are those of this one.")
    }
    if !tokens.isEmpty {
      remarks.append(
        "Tokens have their findings alone here: what they carry, and their drift, is in the report that was given.")
    }
    return remarks
  }

  /// Why a file cannot be rendered again.
  package struct Problem: Error, CustomStringConvertible {
    package var path: String
    package var position: TextPosition
    package var message: String
    package var description: String {
      "\(SafeText.line(path)):\(position.line):\(position.column): \(message) Make the report again with scopeaudit check --output json=FILE."
    }
  }

  /// The largest report that is read back, in bytes.
  private static let limit = 512 << 20

  /// - Parameter path: what problems name the file by.
  package init(
    path: String, catalog: Catalog = .shared, book: RuleBook = .shared, read: @escaping ReadBytes
  ) throws(Problem) {
    var limits = JSONItemReader.Limits()
    limits.value = Self.limit
    var reader = JSONItemReader(limits: limits, read: read)
    let document: JSONDocument
    do throws(JSONError) {
      guard let item = try reader.next() else {
        throw JSONError(.empty, at: .start)
      }
      document = item.document
    } catch {
      throw Problem(path: path, position: error.position, message: "\(error.problem.sentence).")
    }
    let root = SavedValue(document: document, place: document.root, path: path)
    let version = try root.integer("schemaVersion")
    guard version == 1 else {
      throw root.problem("this is version \(version) of the report; version 1 is known.")
    }
    isOfOtherCatalog = try root.object("tool").object("catalog").text("digest") != catalog.digest
    for input in try root.list("inputs") { run.inputs.append(try Self.input(input)) }
    for failure in try root.list("errors") { run.failures.append(try Self.failure(failure)) }
    for notice in try root.list("notices") {
      run.notices.append(
        CheckRun.Notice(
          path: try notice.text("path"), position: try notice.position(), message: try notice.text("message")))
    }
    var namesakes: [[String]: Int] = [:]
    for (ordinal, value) in try root.list("applications").enumerated() {
      var application = try Self.application(value, ordinal: ordinal, catalog)
      let name = [application.appId, application.displayName, application.isServicePrincipal ? "servicePrincipal" : ""]
      application.namesakes = namesakes[name, default: 0]
      namesakes[name, default: 0] += 1
      applications.append(application)
    }
    if root.has("tokens") {
      for value in try root.list("tokens") {
        tokens.append(try Self.token(value, ordinal: applications.count + tokens.count))
      }
    }
    for value in try root.list("findings") {
      let finding = try Self.finding(value, book)
      guard value.has("application") else {
        findings.append(finding)
        continue
      }
      try own(value) { $0.findings.append(finding) }
    }
    for value in try root.list("notAssessable") {
      let entry = NotAssessable(rule: try value.rule(book), reason: try value.text("reason"))
      try own(value) { $0.notAssessable.append(entry) }
    }
  }

  /// Hands something to the application or token that it belongs to.
  private mutating func own(_ value: SavedValue, _ body: (inout ApplicationResult) -> Void) throws(Problem) {
    let owner = try value.object("application")
    guard owner.has("token") else { return body(&applications[try self.owner(of: value)]) }
    let index = try owner.integer("token")
    guard tokens.indices.contains(index) else { throw value.problem("the report has no token \(index).") }
    body(&tokens[index])
  }

  /// The index of the application that a finding belongs to.
  private func owner(of value: SavedValue) throws(Problem) -> Int {
    let index = try value.object("application").integer("index")
    guard applications.indices.contains(index) else {
      throw value.problem("the report has no application \(index).")
    }
    return index
  }

  private static func input(_ value: SavedValue) throws(Problem) -> CheckRun.Input {
    var input = CheckRun.Input(path: try value.text("path"), kind: try value.text("kind"))
    if value.has("dialect") { input.dialects = [try value.choice("dialect", Dialect.init(rawValue:))] }
    input.applications = try value.integer("applications")
    if value.has("servicePrincipals") { input.servicePrincipals = try value.integer("servicePrincipals") }
    if value.has("appRoleAssignments") { input.appRoleAssignments = try value.integer("appRoleAssignments") }
    if value.has("permissionGrants") { input.permissionGrants = try value.integer("permissionGrants") }
    if value.has("sha256") { input.sha256 = try value.text("sha256") }
    return input
  }

  private static func failure(_ value: SavedValue) throws(Problem) -> CheckRun.Failure {
    var failure = CheckRun.Failure(
      path: try value.text("path"), position: try value.position(), message: try value.text("message"),
      remedy: try value.text("remedy"))
    if value.has("repetitions") { failure.repetitions = try value.integer("repetitions") }
    return failure
  }

  private static func application(
    _ value: SavedValue, ordinal: Int, _ catalog: Catalog
  ) throws(Problem) -> ApplicationResult {
    let location = try value.object("location")
    let start = try location.position()
    var permissions: [PermissionResult] = []
    let path = try location.text("path")
    for permission in try value.list("permissions") {
      var held = try self.permission(permission, catalog)
      let own = try permission.object("location").text("path")
      if own != path { held.path = own }
      permissions.append(held)
    }
    var application = ApplicationResult(
      appId: try value.text("appId"), displayName: try value.text("displayName"),
      dialect: try value.choice("dialect", Dialect.init(rawValue:)),
      audience: value.has("audience") ? try value.text("audience") : nil, ordinal: ordinal,
      location: Location(
        path: path, range: SourceRange(start: start, end: start), pointer: ""),
      permissions: permissions)
    if value.has("owners") { application.owners = try value.integer("owners") }
    return application
  }

  private static func token(_ value: SavedValue, ordinal: Int) throws(Problem) -> ApplicationResult {
    let location = try value.object("location")
    let start = try location.position()
    var token = ApplicationResult(
      appId: value.has("appId") ? try value.text("appId") : "",
      displayName: value.has("appDisplayName") ? try value.text("appDisplayName") : "token", dialect: .undetermined,
      audience: nil, ordinal: ordinal,
      location: Location(path: try location.text("path"), range: SourceRange(start: start, end: start), pointer: ""))
    token.nameToken()
    return token
  }

  private static func permission(_ value: SavedValue, _ catalog: Catalog) throws(Problem) -> PermissionResult {
    let resource = value.has("resourceAppId") ? Identifier(try value.text("resourceAppId")) : nil
    let index: Int? =
      switch resource {
      case .guid(let guid): catalog.resource((guid.high, guid.low))
      case .name(let name): catalog.resource(named: name)
      case nil: nil
      }
    let flow: Flow? =
      value.has("flow") ? try value.choice("flow") { name in Flow.allCases.first { $0.name == name } } : nil
    var held = HeldPermission(
      resourceIdentifier: resource, resource: index, flow: flow,
      identifier: value.has("id") ? Identifier(try value.text("id")) : nil, place: value.place, catalog: catalog)
    held.status = try value.choice("status", HeldPermission.Status.init(rawValue:))
    return PermissionResult(held, position: try value.object("location").position())
  }

  private static func finding(_ value: SavedValue, _ book: RuleBook) throws(Problem) -> Finding {
    let location = try value.object("location")
    let range = SourceRange(
      start: try location.position(),
      end: TextPosition(line: try location.integer("endLine"), column: try location.integer("endColumn"), byte: 0))
    var finding = Finding(
      rule: try value.rule(book), severity: try value.choice("severity", Severity.init(name:)),
      message: try value.text("message"), fix: try value.text("fix"),
      location: Location(path: try location.text("path"), range: range, pointer: try location.text("pointer")),
      fingerprint: try value.choice("fingerprint", Fingerprint.init(hexadecimal:)),
      state: try value.choice("state", Finding.State.init(rawValue:)))
    if value.has("suppression") {
      var acceptance = Acceptance(reason: try value.text("suppression"))
      if value.has("suppressedUntil") { acceptance.lastDay = try value.text("suppressedUntil") }
      if value.has("suppressionOwner") { acceptance.owner = try value.text("suppressionOwner") }
      if value.has("suppressionTicket") { acceptance.ticket = try value.text("suppressionTicket") }
      finding.acceptance = acceptance
    }
    return finding
  }
}

extension Identifier {
  fileprivate init(_ text: String) { self = GUID(text).map(Identifier.guid) ?? .name(text) }
}
