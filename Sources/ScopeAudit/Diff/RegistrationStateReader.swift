internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// Takes the facts to compare out of one application.
struct RegistrationStateReader {
  private let application: Application
  private let document: JSONDocument
  private var finder: PlaceFinder

  init(application: Application, path: String) {
    self.application = application
    document = application.document
    finder = PlaceFinder(document: application.document, path: path)
  }

  mutating func permissions(
    _ result: ApplicationResult, catalog: Catalog
  ) -> RegistrationState.Shown<RegistrationState.PermissionPlace> {
    let holdings = Holdings(application, catalog: catalog)
    if holdings.obstacle != nil { return application.requiredResourceAccess.isAbsent ? .absent : .unreadable }
    var places: [RegistrationState.PermissionPlace] = []
    places.reserveCapacity(holdings.permissions.count)
    var seen: Set<RegistrationState.PermissionKey> = []
    var listed = 0
    for (index, held) in holdings.permissions.enumerated() where holdings.repeated.first(index) == nil {
      defer { listed += 1 }
      let key = RegistrationState.PermissionKey(
        resource: Self.folded(held.resourceIdentifier), flow: held.flow, identifier: Self.folded(held.identifier))
      guard seen.insert(key).inserted else { continue }
      places.append(.init(key: key, index: listed, location: finder.location(held.place)))
    }
    return .list(places)
  }

  /// An identifier without its letter case; what cannot be read is a name without letters.
  private static func folded(_ identifier: Identifier?) -> Identifier {
    switch identifier {
    case .guid(let id): .guid(id)
    case .name(let name): .name(name.lowercased())
    case nil: .name("")
    }
  }

  mutating func audience() -> RegistrationState.AudienceFact? {
    let place = application.audiencePlace
    let isStated = application.signInAudience.value != nil || application.availableToOtherTenants.value != nil
    guard isStated else { return nil }
    var allowed: Int?
    if case .allowedTenants(let count)? = application.signInAudienceRestrictions.value { allowed = count }
    let text = application.signInAudience.value
    let admits: Set<RegistrationState.Audience>? =
      switch text {
      case "AzureADMyOrg": [.ownTenant]
      case "AzureADMultipleOrgs": [.ownTenant, .otherTenants]
      case "AzureADandPersonalMicrosoftAccount": [.ownTenant, .otherTenants, .personalAccounts]
      case "PersonalMicrosoftAccount": [.personalAccounts]
      case .some: nil
      case nil: application.availableToOtherTenants.value == true ? [.ownTenant, .otherTenants] : [.ownTenant]
      }
    return .init(
      text: text ?? (application.availableToOtherTenants.value == true ? "AzureADMultipleOrgs" : "AzureADMyOrg"),
      admits: admits, allowedTenants: allowed, location: finder.location(place))
  }

  mutating func redirects() -> RegistrationState.Shown<RegistrationState.Fact> {
    guard application.redirects.areShown else { return .absent }
    return .list(
      unique(
        application.redirects.all.map { uri in
          let text = document.text(uri.place)
          return (
            key: "\(uri.platform.rawValue) \(text)", label: "\(text) (\(uri.platform.phrase))", place: uri.place,
            end: nil
          )
        }))
  }

  mutating func credentials() -> [RegistrationState.CredentialKind: RegistrationState.Shown<RegistrationState.Fact>] {
    [
      .secret: credentials(application.passwordCredentials), .certificate: credentials(application.keyCredentials),
      .federated: federated(),
    ]
  }

  private mutating func credentials(
    _ property: Property<[Credential]>
  ) -> RegistrationState.Shown<RegistrationState.Fact> {
    list(property) { credential in
      let end = credential.end.value
      let key = credential.keyId.value ?? "\(credential.start.value?.description ?? "") \(end?.description ?? "")"
      return (key, credential.keyId.value ?? "without an id", credential.place, end)
    }
  }

  private mutating func federated() -> RegistrationState.Shown<RegistrationState.Fact> {
    list(application.federatedCredentials) { credential in
      let subject = credential.subject.value ?? credential.expression.value ?? ""
      let issuer = credential.issuer.value ?? ""
      return ("\(issuer) \(subject)", "\(subject) of \(issuer)", credential.place, nil)
    }
  }

  mutating func clients() -> RegistrationState.Shown<RegistrationState.Fact> {
    list(application.preAuthorizedClients) { client in
      let id = client.appId.value ?? ""
      return ("\(id) \(client.permissionCount)", id, client.place, nil)
    }
  }

  mutating func protections() -> [Protection: RegistrationState.ProtectionFact] {
    var facts: [Protection: RegistrationState.ProtectionFact] = [:]
    func add<Value: Sendable>(_ protection: Protection, _ property: Property<Value>, _ level: (Value) -> (Int, String))
    {
      guard let place = property.place else { return }
      let location = finder.location(place)
      switch property {
      case .value(let value, _):
        let (level, text) = level(value)
        facts[protection] = .init(level: level, text: text, location: location)
      case .null: facts[protection] = .init(level: protection.defaultLevel, text: "not set", location: location)
      case .unresolved, .malformed, .absent:
        facts[protection] = .init(level: nil, text: "unreadable", location: location)
      }
    }
    let weakIfTrue = { (value: Bool) in value ? (0, "true") : (1, "false") }
    let weakIfFalse = { (value: Bool) in value ? (1, "true") : (0, "false") }
    add(.implicitAccessToken, application.implicitAccessToken, weakIfTrue)
    add(.implicitIDToken, application.implicitIDToken, weakIfTrue)
    add(.publicClient, application.isFallbackPublicClient, weakIfTrue)
    add(.mappedClaims, application.acceptMappedClaims, weakIfTrue)
    add(.unverifiedEmail, application.removeUnverifiedEmailClaim, weakIfFalse)
    add(.directoryGraph, application.blockAzureADGraphAccess, weakIfFalse)
    add(.principalLock, application.servicePrincipalLock) { lock in
      guard lock.isEnabled == true else { return (0, "off") }
      return lock.coversCredentials ? (2, "on, credentials included") : (1, "on, without the credentials")
    }
    add(.publisher, application.verifiedPublisherId) { (1, $0) }
    return facts
  }

  // MARK: Lists

  private typealias Entry = (key: String, label: String, place: JSONPlace, end: Timestamp?)

  private mutating func list<Value: Sendable>(
    _ property: Property<[Value]>, _ entry: (Value) -> Entry
  ) -> RegistrationState.Shown<RegistrationState.Fact> {
    switch property {
    case .absent: .absent
    case .null: .list([])
    case .unresolved, .malformed: .unreadable
    case .value(let values, _): .list(unique(values.map(entry)))
    }
  }

  /// Entries with equal keys are told apart by their order.
  private mutating func unique(_ entries: [Entry]) -> [RegistrationState.Fact] {
    var counts: [String: Int] = [:]
    var facts: [RegistrationState.Fact] = []
    facts.reserveCapacity(entries.count)
    for entry in entries {
      let count = counts[entry.key, default: 0]
      counts[entry.key] = count + 1
      facts.append(
        .init(
          key: count == 0 ? entry.key : "\(entry.key) #\(count + 1)", label: entry.label,
          location: finder.location(entry.place), end: entry.end))
    }
    return facts
  }
}

extension RedirectPlatform {
  var phrase: String {
    switch self {
    case .web: "web"
    case .spa: "single-page"
    case .publicClient: "public client"
    case .unknown: "no platform"
    }
  }
}
