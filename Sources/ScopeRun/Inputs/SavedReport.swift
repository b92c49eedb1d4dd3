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
      let remedy =
        ReadFailure.isOfPath(message)
        ? ReadFailure.checkPath : "Make the report again with scopeaudit check --output json=FILE."
      return "\(position.place(in: path, message)): \(message) \(remedy)"
    }
  }

  /// The members of a report, and of a finding in it.
  private static let members: Set<String> = [
    "schemaVersion", "tool", "applications", "findings", "changes", "tokens", "permissions", "rules", "notAssessable",
    "skipped", "inputs", "absent", "errors", "notices", "summary",
  ]
  private static let findingMembers: Set<String> = [
    "rule", "severity", "message", "application", "location", "fingerprint", "state", "suppression", "suppressedUntil",
    "suppressionOwner", "suppressionTicket", "related", "fix",
  ]

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
    try root.only(Self.members)
    isOfOtherCatalog = try root.object("tool").object("catalog").text("digest") != catalog.digest
    for input in try root.list("inputs") { run.inputs.append(try Self.input(input)) }
    run.unshown = try Self.unshown(root.object("summary"))
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
    var fixes: [String: String] = [:]
    for rule in try root.list("rules") { fixes[try rule.text("id")] = try rule.text("fix") }
    for value in try root.list("findings") {
      let finding = try Self.finding(value, book, fixes)
      guard value.has("application") else {
        findings.append(finding)
        continue
      }
      try own(try value.object("application")) { $0.findings.append(finding) }
    }
    for value in try root.list("notAssessable") {
      try spread(value, try value.rule(book))
    }
    for value in try root.list("skipped") {
      run.skipped.append(CheckRun.Skipped(path: try value.text("path"), why: try value.text("why")))
    }
  }

  /// Hands a reason for which a rule could not judge some applications and tokens to each of them.
  private mutating func spread(_ value: SavedValue, _ rule: Rule) throws(Problem) {
    let entry = NotAssessable(rule: rule, reason: try value.text("reason"))
    let named = try value.list("applications")
    let hasRanges = value.has("ranges")
    for reference in named where !hasRanges || reference.has("token") {
      try own(reference) { $0.notAssessable.append(entry) }
    }
    guard hasRanges else { return }
    for range in try value.list("ranges") {
      let (first, last) = (try range.integer("first"), try range.integer("last"))
      guard first <= last, applications.indices.contains(last) else {
        throw range.problem("the report has no application \(last).")
      }
      for index in first...last { applications[index].notAssessable.append(entry) }
    }
  }

  /// Hands something to the application or token that it belongs to.
  ///
  /// - Parameter owner: a reference to it.
  private mutating func own(_ owner: SavedValue, _ body: (inout ApplicationResult) -> Void) throws(Problem) {
    if owner.has("token") {
      let index = try owner.integer("token")
      guard tokens.indices.contains(index) else { throw owner.problem("the report has no token \(index).") }
      body(&tokens[index])
    } else {
      let index = try owner.integer("index")
      guard applications.indices.contains(index) else {
        throw owner.problem("the report has no application \(index).")
      }
      body(&applications[index])
    }
  }

  private static func input(_ value: SavedValue) throws(Problem) -> CheckRun.Input {
    var input = CheckRun.Input(path: try value.text("path"), kind: try value.text("kind"))
    if value.has("dialect") { input.dialects = [try value.choice("dialect", Dialect.init(rawValue:))] }
    input.applications = try value.integer("applications")
    if value.has("servicePrincipals") { input.servicePrincipals = try value.integer("servicePrincipals") }
    if value.has("appRoleAssignments") { input.appRoleAssignments = try value.integer("appRoleAssignments") }
    if value.has("permissionGrants") { input.permissionGrants = try value.integer("permissionGrants") }
    if value.has("roleAssignments") { input.roleAssignments = try value.integer("roleAssignments") }
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
    let resource =
      value.has("resourceAppId")
      ? Identifier(try value.text("resourceAppId"))
      : value.has("resource") ? Identifier.name(try value.text("resource")) : nil
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
      identifier: value.has("id")
        ? Identifier(try value.text("id")) : value.has("written") ? .name(try value.text("written")) : nil,
      place: value.place, catalog: catalog)
    if value.has("written") { held.take(written: try value.text("written")) }
    held.status = try value.choice("status", HeldPermission.Status.init(rawValue:))
    var result = PermissionResult(held, position: try value.object("location").position())
    if value.has("times") { result.times = try value.integer("times") }
    return result
  }

  private static func location(_ value: SavedValue) throws(Problem) -> Location {
    let range = SourceRange(
      start: try value.position(),
      end: TextPosition(line: try value.integer("endLine"), column: try value.integer("endColumn"), byte: 0))
    return Location(path: try value.text("path"), range: range, pointer: try value.text("pointer"))
  }

  /// - Parameter fixes: of the report's rules, by their ids.
  private static func finding(
    _ value: SavedValue, _ book: RuleBook, _ fixes: [String: String]
  ) throws(Problem) -> Finding {
    let rule = try value.rule(book)
    try value.only(Self.findingMembers)
    var finding = Finding(
      rule: rule, severity: try value.choice("severity", Severity.init(name:)),
      message: try value.text("message"),
      fix: value.has("fix") ? try value.text("fix") : fixes[rule.id] ?? rule.fix.text,
      location: try location(try value.object("location")),
      fingerprint: try value.choice("fingerprint", Fingerprint.init(hexadecimal:)),
      state: try value.choice("state", Finding.State.init(rawValue:)))
    if value.has("related") {
      for related in try value.list("related") {
        finding.related.append(
          Related(location: try location(try related.object("location")), message: try related.text("message")))
      }
    }
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
