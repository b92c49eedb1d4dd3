/// Something in an input that could not be used, and what to do about it.
package struct DocumentProblem: Error, Hashable, Sendable {
  package var message: String
  package var remedy: String
  package var position: TextPosition

  package init(message: String, remedy: String, position: TextPosition) {
    self.message = message
    self.remedy = remedy
    self.position = position
  }
}

/// Finds the applications, service principals and grants in the values of an input, whatever envelope they came in.
package struct RegistrationReader {
  /// The applications that one value held.
  package internal(set) var applications: [Application] = []
  /// What of the value could not be used.
  package internal(set) var problems: [DocumentProblem] = []

  let document: JSONDocument
  private var tenant: TenantDecoder
  private var places: PlaceRecorder
  /// Whether the whole value is a page of a longer list.
  private(set) var isPage = false
  /// Where the page's problem stands among the others, if it names a next page.
  private var nextPageProblem: Int?

  private init(_ document: JSONDocument) {
    self.document = document
    tenant = TenantDecoder(document)
    places = PlaceRecorder(document)
  }

  /// What the value held beside applications, in the order of the text.
  package var tenantRecords: [TenantRecord] { tenant.records }

  package static func read(_ item: JSONItem) -> RegistrationReader {
    var reader = RegistrationReader(item.document)
    reader.collect(item.document.root)
    return reader
  }

  /// Whether the first element of an array shows that the array is a bare requiredResourceAccess list.
  package static func isResourceAccessList(_ document: JSONDocument) -> Bool {
    document.member(.resourceAppId, of: document.root) != nil
  }

  private mutating func collect(_ place: JSONPlace) {
    switch document.kind(place) {
    case .array:
      let elements = document.elements(of: place)
      if let first = elements.first, document.member(.resourceAppId, of: first) != nil {
        fragment(place)
      } else {
        for element in elements { collect(element) }
      }
    case .object: object(place, MemberSet(document, place))
    default:
      report(
        "expected an app registration, found \(document.kind(place).phrase)", DocumentKind.exportRemedy,
        at: place)
    }
  }

  private mutating func object(_ place: JSONPlace, _ members: MemberSet) {
    if members.has(.value), let value = document.member(.value, of: place), document.kind(value) == .array {
      page(place, value)
    } else if members.has(.responses), let responses = document.member(.responses, of: place) {
      batch(responses)
    } else if members.has(.resourceAppId), members.has(.resourceAccess) {
      fragment(place)
    } else if members.has(.terraformVersion) || members.has(.resources) && members.has(.lineage) {
      terraform(place)
    } else if members.has(.resources), members.hasAny(.schema, .contentVersion, .languageVersion) {
      deployment(place, bindings: [:])
    } else if let kind = DocumentKind.recognise(document, place, members) {
      switch kind {
      case .servicePrincipal: tenant.servicePrincipal(place)
      case .appRoleAssignment: tenant.assignment(place)
      case .permissionGrant: tenant.grant(place)
      default: report(kind.sentence, kind.remedy, at: place)
      }
      problems += tenant.takeProblems()
    } else {
      var decoder = ApplicationDecoder(document: document)
      accept(decoder.decode(place), repeated: decoder.repeated)
    }
  }

  // MARK: Envelopes

  private mutating func page(_ place: JSONPlace, _ value: JSONPlace) {
    let before = applications.count
    for element in document.elements(of: value) { collect(element) }
    isPage = place == document.root
    guard let next = document.member(.nextLink, of: place) else { return }
    if applications.count > before { applications[applications.count - 1].exportFaults.append(.nextPage(next)) }
    if isPage { nextPageProblem = problems.count }
    report(
      "the export is truncated: its last page names a next page",
      "Fetch every page: follow @odata.nextLink, or use az ad app list --all.", at: next)
  }

  private mutating func batch(_ responses: JSONPlace) {
    for response in document.elements(of: responses) {
      let status = document.integer(document.member(.status, of: response)) ?? 200
      if let body = document.member(.body, of: response), status < 300 {
        collect(body)
      } else {
        report("a response of this batch failed with status \(status)", "Ask for its application again.", at: response)
      }
    }
  }

  private mutating func fragment(_ place: JSONPlace) {
    var decoder = ApplicationDecoder(document: document)
    accept(decoder.fragment(place), repeated: [])
  }

  /// Whether the value is a page that names a next one.
  var hasNextPage: Bool { nextPageProblem != nil }

  /// Takes back that the export is truncated: the next page follows.
  mutating func acceptNextPage() {
    guard let problem = nextPageProblem else { return }
    nextPageProblem = nil
    problems.remove(at: problem)
    for index in applications.indices {
      applications[index].exportFaults.removeAll { if case .nextPage = $0 { true } else { false } }
    }
  }

  // MARK: Completeness

  /// Takes an application and says what of it could not be read.
  mutating func accept(_ application: Application, repeated: [JSONPlace]) {
    for place in repeated { problems.append(.repeatedMember(place, document, at: places.position(place))) }
    let cut = application.exportFaults.compactMap { fault -> JSONPlace? in
      if case .cutOff(let place) = fault { place } else { nil }
    }
    if let first = cut.first {
      report(
        "ConvertTo-Json cut nested objects off: its default depth is 2",
        "Export again with ConvertTo-Json -Depth 10.", at: first)
    }
    switch application.requiredResourceAccess {
    case .malformed(let place) where cut.isEmpty:
      report(
        "requiredResourceAccess holds \(document.kind(place).phrase) where a list of resources is expected",
        "Correct the property or export again.", at: place)
    case .unresolved(let place):
      report(
        "the permissions are a template expression that cannot be evaluated offline",
        "Audit the deployed application instead: az ad app show --id <app-id>.", at: place)
    case .value(let list, _):
      for entry in list { check(entry, of: application) }
    default: break
    }
    applications.append(application)
  }

  private mutating func check(_ entry: ResourceAccess, of application: Application) {
    if application.dialect != .teamsTemplate {
      for case .unresolved(let place) in [entry.id, entry.resource] {
        report(
          "a permission id is a template expression that cannot be evaluated offline",
          "Write the id, or audit the deployed application.", at: place)
      }
    }
    if case .malformed(let place) = entry.id {
      report("a permission id is \(document.kind(place).phrase), not a string", "Correct the id.", at: place)
    }
    if case .malformed(let place) = entry.resource {
      report("a resourceAppId is \(document.kind(place).phrase), not a string", "Correct the id.", at: place)
    }
  }

  mutating func report(_ message: String, _ remedy: String, at place: JSONPlace) {
    problems.append(DocumentProblem(message: message, remedy: remedy, position: places.position(place)))
  }
}
