import ScopeValues

/// Normalises one JSON object into an ``Application``; member names count in any letter case.
struct ApplicationDecoder {
  var values: RegistrationValues
  /// The dialect that the envelope already told.
  var envelopeDialect: Dialect?
  /// Names of members that stand twice, so that readers of the file may disagree about their value.
  private(set) var repeated: [JSONPlace] = []

  init(document: JSONDocument, bindings: [String: JSONPlace]? = nil, envelopeDialect: Dialect? = nil) {
    values = RegistrationValues(document: document, bindings: bindings)
    self.envelopeDialect = envelopeDialect
  }

  private var document: JSONDocument { values.document }

  /// What the members seen so far say about the format.
  private struct Formats {
    var graph: JSONPlace?
    var legacy: JSONPlace?
    var isPascalCase = false
    var hasPlaceholder = false
  }

  mutating func decode(_ place: JSONPlace) -> Application {
    var application = Application(document: document, place: place, dialect: .undetermined)
    var formats = Formats()
    var seen: UInt128 = 0
    var doubled: [JSONPlace] = []
    document.forEachMember(of: place) { key, raw in
      guard let name = document.memberName(key) else { return }
      let bit = UInt128(1) << UInt128(name.rawValue)
      if seen & bit != 0 { doubled.append(key) }
      seen |= bit
      let value = values.resolve(raw)
      if document.kind(value) == .string, document.content(value).starts(with: "${{".utf8) {
        formats.hasPlaceholder = true
      }
      if name.holdsObjects, let cut = typeName(in: value) { application.exportFaults.append(.cutOff(cut)) }
      read(name, value, key, into: &application, &formats)
    }
    repeated += doubled
    application.dialect = envelopeDialect ?? dialect(formats)
    if let legacy = formats.legacy, let graph = formats.graph, envelopeDialect == nil {
      application.mixedFormats = MixedFormats(legacy: legacy, graph: graph)
    }
    return application
  }

  /// Where PowerShell printed the name of an object's type in place of the object.
  private func typeName(in place: JSONPlace) -> JSONPlace? {
    switch document.kind(place) {
    case .string:
      let text = document.content(place)
      let isTypeName =
        text.starts(with: "Microsoft.".utf8) || text.starts(with: "System.".utf8)
        || text.starts(with: "@{".utf8) || text.starts(with: "class ".utf8)
      return isTypeName ? place : nil
    case .array:
      var found: JSONPlace?
      document.forEachElement(of: place) { element in
        guard found == nil else { return }
        found = typeName(in: element)
      }
      return found
    case .object:
      return values.member(.resourceAccess, of: place).flatMap(typeName)
    default: return nil
    }
  }

  private func dialect(_ formats: Formats) -> Dialect {
    if formats.hasPlaceholder { return .teamsTemplate }
    if formats.isPascalCase { return .powerShell }
    return switch (formats.graph != nil, formats.legacy != nil) {
    case (true, true): .mixed
    case (true, false): .graph
    case (false, true): .azureADGraph
    case (false, false): .undetermined
    }
  }

  private func read(
    _ name: MemberName, _ value: JSONPlace, _ key: JSONPlace, into application: inout Application,
    _ formats: inout Formats
  ) {
    func graph() { if formats.graph == nil { formats.graph = key } }
    func legacy() { if formats.legacy == nil { formats.legacy = key } }
    switch name {
    case .appId:
      application.appId = values.string(value)
      formats.isPascalCase = formats.isPascalCase || document.content(key).first == 0x41
    case .id: if application.objectId.isAbsent { application.objectId = values.string(value) }
    case .objectId: application.objectId = values.string(value)
    case .displayName:
      application.displayName = values.string(value)
      formats.isPascalCase = formats.isPascalCase || document.content(key).first == 0x44
    case .name: if application.displayName.isAbsent { application.displayName = values.string(value) }
    case .signInAudience: application.signInAudience = values.string(value)
    case .availableToOtherTenants:
      legacy()
      application.availableToOtherTenants = values.boolean(value)
    case .signInAudienceRestrictions: application.signInAudienceRestrictions = restriction(value)
    case .publisherDomain: application.publisherDomain = values.string(value)
    case .createdDateTime: application.created = values.timestamp(value)
    case .verifiedPublisher: application.verifiedPublisherId = publisher(value)
    case .servicePrincipalLock: application.servicePrincipalLock = lock(value)
    case .requiredResourceAccess: application.requiredResourceAccess = access(value)
    case .isFallbackPublicClient:
      graph()
      application.isFallbackPublicClient = values.boolean(value)
    case .allowPublicClient:
      legacy()
      application.isFallbackPublicClient = values.boolean(value)
    case .publicClient:
      // A boolean in the legacy format, an object with redirect URIs in Graph's.
      switch document.kind(value) {
      case .object, .array:
        if document.kind(value) == .object { graph() }
        platform(.publicClient, value, &application)
      case .null: break
      default:
        legacy()
        if application.isFallbackPublicClient.value == nil {
          application.isFallbackPublicClient = values.boolean(value)
        }
      }
    case .web:
      graph()
      platform(.web, value, &application)
    case .spa:
      graph()
      platform(.spa, value, &application)
    case .api:
      graph()
      for object in values.objects(value) { interface(object, &application) }
    case .info: graph()
    case .informationalUrls: legacy()
    case .replyUrls:
      legacy()
      application.redirects.areShown = true
      document.forEachElement(of: values.unwrapped(value)) {
        application.redirects.all.append(RedirectURI(platform: .unknown, place: $0))
      }
    case .replyUrlsWithType:
      legacy()
      typedReplyURLs(value, &application)
    case .logoutUrl: application.logoutURL = values.string(value)
    case .oauth2AllowImplicitFlow:
      legacy()
      application.implicitAccessToken = values.boolean(value)
    case .oauth2AllowIdTokenImplicitFlow:
      legacy()
      application.implicitIDToken = values.boolean(value)
    case .acceptMappedClaims: application.acceptMappedClaims = values.boolean(value)
    case .accessTokenAcceptedVersion:
      legacy()
      application.requestedAccessTokenVersion = values.integer(value)
    case .requestedAccessTokenVersion: application.requestedAccessTokenVersion = values.integer(value)
    case .authenticationBehaviors:
      application.removeUnverifiedEmailClaim = behaviour(.removeUnverifiedEmailClaim, value)
      application.blockAzureADGraphAccess = behaviour(.blockAzureADGraphAccess, value)
    case .optionalClaims: application.optionalClaims = optionalClaims(value)
    case .passwordCredentials: application.passwordCredentials = values.list(value, secret)
    case .keyCredentials: application.keyCredentials = values.list(value, certificate)
    case .federatedIdentityCredentials: application.federatedCredentials = values.list(value, federated)
    case .identifierUris: application.identifierURIs = values.list(value) { $0 }
    case .oauth2Permissions:
      legacy()
      application.exposedScopes = values.list(value, exposed)
    case .oauth2PermissionScopes: application.exposedScopes = values.list(value, exposed)
    case .appRoles: application.appRoles = values.list(value, exposed)
    case .preAuthorizedApplications: application.preAuthorizedClients = values.list(value, preAuthorized)
    // A template names the owners to be, which is not who they are.
    case .owners where envelopeDialect == nil: application.owners = values.owners(value).map { ($0, value) }
    default: break
    }
  }
}

// MARK: - Requested permissions

extension ApplicationDecoder {
  /// Reads a requiredResourceAccess value in any dialect; a single object stands for a list of one.
  mutating func fragment(_ place: JSONPlace) -> Application {
    var application = Application(document: document, place: place, dialect: envelopeDialect ?? .undetermined)
    application.requiredResourceAccess = access(place)
    return application
  }

  private func access(_ outer: JSONPlace) -> Property<[ResourceAccess]> {
    let place = values.unwrapped(outer)
    switch document.kind(place) {
    case .null: return .null(place)
    case .string: return values.isExpression(place) ? .unresolved(place) : .malformed(place)
    case .array, .object: break
    default: return .malformed(place)
    }
    var list: [ResourceAccess] = []
    var stop: Property<[ResourceAccess]>?
    func resource(_ raw: JSONPlace) {
      guard stop == nil else { return }
      let place = values.resolve(raw)
      switch document.kind(place) {
      case .object: break
      case .string where values.isExpression(place): return stop = .unresolved(place)
      default: return stop = .malformed(place)
      }
      var resourceId: Property<Identifier> = .absent
      var entries: JSONPlace?
      document.forEachMember(of: place) { key, value in
        switch document.memberName(key) {
        case .resourceAppId: resourceId = values.identifier(values.resolve(value))
        case .resourceAccess: entries = values.unwrapped(values.resolve(value))
        default: break
        }
      }
      guard let entries else { return }
      switch document.kind(entries) {
      case .null: break
      case .object: append(entries, resourceId)
      case .array: document.forEachElement(of: entries) { append(values.resolve($0), resourceId) }
      default: stop = values.isExpression(entries) ? .unresolved(entries) : .malformed(entries)
      }
    }
    func append(_ entry: JSONPlace, _ resource: Property<Identifier>) {
      guard document.kind(entry) == .object else {
        let isExpression = document.kind(entry) == .string && values.isExpression(entry)
        if stop == nil { stop = isExpression ? .unresolved(entry) : .malformed(entry) }
        return
      }
      list.append(requested(entry, resource))
    }
    if document.kind(place) == .array {
      document.forEachElement(of: place, resource)
    } else {
      resource(place)
    }
    return stop ?? .value(list, place)
  }

  private func requested(_ entry: JSONPlace, _ resource: Property<Identifier>) -> ResourceAccess {
    var access = ResourceAccess(resource: resource, id: .absent, type: .absent)
    document.forEachMember(of: entry) { key, value in
      switch document.memberName(key) {
      case .id: access.id = values.identifier(values.resolve(value))
      case .type: access.type = accessType(values.resolve(value))
      case .name, .value, .permission, .displayName, .comment:
        if document.kind(value) == .string { access.labels.append(value) }
      default: break
      }
    }
    if let place = access.id.place { access.comment = document.trailingComment(after: place) }
    return access
  }

  private func accessType(_ place: JSONPlace) -> Property<AccessType> {
    switch document.kind(place) {
    case .null: return .null(place)
    case .string:
      if values.isExpression(place) { return .unresolved(place) }
      return .value(AccessType(document.content(place)) ?? .other(document.text(place)), place)
    default: return .malformed(place)
    }
  }
}

extension MemberName {
  /// Whether the property's value is an object or a list of objects, which a shallow export cuts off.
  fileprivate var holdsObjects: Bool {
    switch self {
    case .requiredResourceAccess, .web, .spa, .api, .publicClient, .passwordCredentials, .keyCredentials,
      .verifiedPublisher, .servicePrincipalLock, .optionalClaims, .oauth2Permissions, .appRoles,
      .replyUrlsWithType:
      true
    default: false
    }
  }
}

extension AccessType {
  /// Recognises the two types in any letter case.
  init?(_ bytes: ArraySlice<UInt8>) {
    func spells(_ word: StaticString) -> Bool {
      bytes.count == word.utf8CodeUnitCount
        && bytes.enumerated().allSatisfy { $1 | 0x20 == word.utf8Start[$0] }
    }
    if spells("role") {
      self = .role
    } else if spells("scope") {
      self = .scope
    } else {
      return nil
    }
  }
}
