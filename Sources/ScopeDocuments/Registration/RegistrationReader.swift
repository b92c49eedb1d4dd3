import ScopeValues

/// Finds the applications, service principals and grants in the values of an input, whatever envelope they came in.
package struct RegistrationReader {
  /// The applications that one value held.
  package internal(set) var applications: [Application] = []
  /// The parts of the value that could not be used.
  package internal(set) var problems: [DocumentProblem] = []

  let document: JSONDocument
  let faults = DecodingFaults()
  let values: RegistrationValues
  var tenant: TenantDecoder
  private var places: PlaceRecorder
  /// Whether what is read stands on a page of service principals.
  private var listsPrincipals = false
  /// Whether the whole value is a page of a longer list.
  private(set) var isPage = false
  /// The page's problem, if it names a next page.
  private var nextPageProblem: DocumentProblem?

  private init(_ document: JSONDocument) {
    self.document = document
    values = RegistrationValues(document, faults: faults)
    tenant = TenantDecoder(values)
    places = PlaceRecorder(document)
  }

  /// What the value held beside applications, in the order of the text.
  package var tenantRecords: [TenantRecord] { tenant.records }

  package static func read(_ item: JSONItem) -> RegistrationReader {
    var reader = RegistrationReader(item.document)
    reader.collect(item.document.root, isNested: false)
    reader.conclude()
    return reader
  }

  /// Whether the first element of an array shows that the array is one thing: a bare requiredResourceAccess list, or
  /// the changes of a Terraform plan.
  package static func isWholeList(_ document: JSONDocument) -> Bool {
    isChange(document, document.root)
      || document.member(.resourceAppId, of: document.root) != nil
        && !ObjectKind(document, document.root).hasApplicationMembers
  }

  /// Takes what stands at a place; false where nothing of it is known.
  ///
  /// - Parameter isNested: whether it stands inside of something that is not known, so that it may well be nothing.
  @discardableResult
  mutating func collect(_ place: JSONPlace, isNested: Bool) -> Bool {
    switch document.kind(place) {
    case .array:
      let elements = document.elements(of: place)
      if let first = elements.first, isResource(first) {
        fragment(place)
        return true
      }
      if let first = elements.first, Self.isChange(document, first) {
        terraformChanges(place)
        return true
      }
      var isKnown = elements.isEmpty && !isNested
      for element in elements where collect(element, isNested: isNested) { isKnown = true }
      return isKnown
    case .object: return object(place, isNested: isNested)
    default:
      guard !isNested else { return false }
      report(
        "expected an app registration, found \(document.kind(place).phrase)", DocumentKind.exportRemedy,
        at: place)
      problems[problems.count - 1].otherKind = .unknown
      return false
    }
  }

  /// Whether an object is an element of a requiredResourceAccess list by itself.
  private func isResource(_ place: JSONPlace) -> Bool {
    let kind = ObjectKind(document, place)
    return kind.members.has(.resourceAppId) && kind.members.has(.resourceAccess) && !kind.hasApplicationMembers
  }

  private mutating func object(_ place: JSONPlace, isNested: Bool) -> Bool {
    let kind = ObjectKind(document, place, isListedAsPrincipal: listsPrincipals)
    let members = kind.members
    if kind.isApplication(isNested: isNested) {
      accept(ApplicationDecoder(values).decode(place))
      // What else stands in it may be another application, or the same one as a tenant has it.
      if kind.isPrincipal { tenant.servicePrincipal(place) }
      contents(of: place) { $0 == nil || $0 == .value || $0 == .responses || $0 == .resources }
      return true
    }
    if members.has(.resourceAppId), members.has(.resourceAccess) {
      fragment(place)
      return true
    }
    if members.hasAny(.terraformVersion, .resourceChanges) || members.has(.resources) && members.has(.lineage) {
      terraform(place)
      return true
    }
    if members.has(.resources), members.hasAny(.schema, .contentVersion, .languageVersion) {
      deployment(place)
      return true
    }
    if members.has(.value), let value = document.member(.value, of: place), document.kind(value) == .array,
      !isNested || document.elements(of: value).contains(where: { document.kind($0) == .object })
    {
      if let repeated = members.repeated { faults.add(.repeated(repeated)) }
      return page(place, value, isNested: isNested)
    }
    if members.has(.responses), let responses = document.member(.responses, of: place),
      document.kind(responses) == .array
    {
      if let repeated = members.repeated { faults.add(.repeated(repeated)) }
      batch(responses)
      return true
    }
    let other = kind.other
    if case .unknown = other, tenant.directoryRoleMembers(place) || packageSolution(place) || sampleApplications(place)
    {
      return true
    }
    switch other {
    case .servicePrincipal: tenant.servicePrincipal(place)
    case .appRoleAssignment: tenant.assignment(place)
    case .permissionGrant: tenant.grant(place)
    case .roleAssignment: tenant.roleAssignment(place)
    case .ownReport:
      guard !isNested else { return false }
      report(.ownReport, at: place)
      return false
    case let other:
      let before = (applications.count, tenant.records.count)
      if other != .schema, contents(of: place, where: { _ in true }) {
        if let repeated = members.repeated { faults.add(.repeated(repeated)) }
        let held = applications.count - before.0 + tenant.records.count - before.1
        truncation(of: place, count: held, applicationsBefore: before.0)
        return true
      }
      if !isNested, !ObjectKind.isCollected(document, place) { report(other, at: place) }
      return false
    }
    return true
  }

  /// Looks for registrations inside of an object; false where there is none.
  @discardableResult
  private mutating func contents(of place: JSONPlace, where isWanted: (MemberName?) -> Bool) -> Bool {
    var isKnown = false
    document.forEachMember(of: place) { key, value in
      switch document.kind(value) {
      case .object, .array:
        if isWanted(document.memberName(key)), collect(value, isNested: true) { isKnown = true }
      default: break
      }
    }
    return isKnown
  }

  // MARK: Envelopes

  private mutating func page(_ place: JSONPlace, _ value: JSONPlace, isNested: Bool) -> Bool {
    let before = applications.count
    var isKnown = !isNested
    let elements = document.elements(of: value)
    let outer = exchange(&listsPrincipals, with: ObjectKind.isOfPrincipals(document, place))
    for element in elements where collect(element, isNested: isNested) { isKnown = true }
    listsPrincipals = outer
    isPage = place == document.root
    truncation(of: place, count: elements.count, applicationsBefore: before)
    return isKnown
  }

  /// Says that a list goes on elsewhere, or counts more than it holds.
  private mutating func truncation(of place: JSONPlace, count held: Int, applicationsBefore before: Int) {
    if let next = document.member(.nextLink, of: place), document.kind(next) != .null {
      if applications.count > before { applications[applications.count - 1].exportFaults.append(.nextPage(next)) }
      report(
        "the export is truncated: its last page names a next page",
        "Fetch every page: follow @odata.nextLink, or use az ad app list --all.", at: next)
      if isPage, place == document.root { nextPageProblem = problems.last }
    } else if let count = document.member(.odataCount, of: place),
      // Azure AD Graph wrote numbers as texts.
      let number = document.integer(count) ?? document.string(count).flatMap({ Int($0) }), number > held
    {
      if applications.count > before { applications[applications.count - 1].exportFaults.append(.count(count)) }
      report(
        "the export is truncated: it counts more entries than it holds",
        "Fetch every page: follow @odata.nextLink, or use az ad app list --all.", at: count)
    }
  }

  private mutating func batch(_ responses: JSONPlace) {
    for response in document.elements(of: responses) {
      let status = document.integer(document.member(.status, of: response)) ?? 200
      if let body = document.member(.body, of: response), status < 300 {
        collect(body, isNested: false)
      } else {
        report("a response of this batch failed with status \(status)", "Ask for its application again.", at: response)
      }
    }
  }

  private mutating func fragment(_ place: JSONPlace) {
    accept(ApplicationDecoder(values).fragment(place))
  }

  /// Whether the value is a page that names a next one.
  var hasNextPage: Bool { nextPageProblem != nil }

  /// Takes back that the export is truncated: the next page follows.
  mutating func acceptNextPage() {
    guard let problem = nextPageProblem else { return }
    nextPageProblem = nil
    problems.removeAll { $0 == problem }
    for index in applications.indices {
      applications[index].exportFaults.removeAll { if case .nextPage = $0 { true } else { false } }
    }
  }

  // MARK: Completeness

  /// Takes an application and says what of it could not be read.
  mutating func accept(_ application: Application) {
    reportFaults()
    let cut = application.exportFaults.compactMap { fault -> JSONPlace? in
      if case .cutOff(let place) = fault { place } else { nil }
    }
    if let first = cut.first {
      report(
        "ConvertTo-Json cut nested objects off: its default depth is 2",
        "Export again with ConvertTo-Json -Depth 10.", at: first)
    }
    switch application.requiredResourceAccess {
    case .malformed(let place) where cut.isEmpty && !application.hasMisreadAccess:
      report(
        "requiredResourceAccess holds \(document.kind(place).phrase) where a list of resources is expected",
        "Correct the property or export again.", at: place)
    case .unresolved(let place):
      report(
        "the permissions are a template expression that cannot be evaluated offline",
        "Audit the deployed application instead: az ad app show --id <app-id>.", at: place)
    case .absent, .null:
      guard !application.dialect.isDeclaration, cut.isEmpty else { break }
      report(
        "the export does not show requiredResourceAccess, so the permissions were not judged",
        "Export every property: without --query (az), $select (Graph) or Select-Object (PowerShell).",
        at: application.requiredResourceAccess.place ?? application.place)
    case .value, .malformed: break
    }
    applications.append(application)
  }

  /// Reports what the decoders could not understand.
  mutating func reportFaults() {
    for fault in faults.take() {
      switch fault {
      case .repeated(let key): problems.append(.repeatedMember(key, document, at: places.position(key)))
      case .misread(let place, let sentence, let remedy): report(sentence, remedy, at: place)
      }
    }
  }

  private mutating func conclude() {
    reportFaults()
    problems += tenant.takeProblems()
    let isSchema = document.kind(document.root) == .object && ObjectKind(document, document.root).other == .schema
    if let unread = UnreadPermissions(document).first(besides: faults, describesData: isSchema) {
      report(
        "permissions stand here, and nothing tells which application asks for them",
        "Give the app registration as it was exported, without anything around it or in it.", at: unread)
    }
    // In the order of the text, whatever the order of reading.
    if problems.count > 1 { problems.sort { $0.position < $1.position } }
  }

  mutating func report(_ message: String, _ remedy: String, at place: JSONPlace) {
    problems.append(DocumentProblem(message: message, remedy: remedy, position: places.position(place)))
  }

  private mutating func report(_ kind: DocumentKind, at place: JSONPlace) {
    report(kind.sentence, kind.remedy, at: place)
    problems[problems.count - 1].otherKind = kind
  }
}
