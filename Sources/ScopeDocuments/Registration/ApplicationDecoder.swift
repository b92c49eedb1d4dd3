import ScopeValues

/// Normalises one JSON object into an ``Application``; member names count in any letter case.
struct ApplicationDecoder {
  var values: RegistrationValues
  /// The dialect that the envelope already told.
  var envelopeDialect: Dialect?

  init(_ values: RegistrationValues, envelopeDialect: Dialect? = nil) {
    self.values = values
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

  /// - Parameter leavesNothingOut: whether what the object does not say is not there; nil where the format tells.
  func decode(_ place: JSONPlace, leavesNothingOut: Bool? = nil) -> Application {
    var application = Application(document: document, place: place, dialect: .undetermined)
    var formats = Formats()
    document.forEachKnownMember(of: place, values.faults) { name, key, raw in
      let value = values.resolve(raw)
      if document.kind(value) == .string, values.isPlaceholder(value) { formats.hasPlaceholder = true }
      if name.holdsObjects, let cut = typeName(in: value) { application.exportFaults.append(.cutOff(cut)) }
      read(name, value, key, into: &application, &formats)
    }
    application.dialect = envelopeDialect ?? dialect(formats)
    if leavesNothingOut ?? application.dialect.isDeclaration { declare(&application) }
    if let legacy = formats.legacy, let graph = formats.graph, envelopeDialect == nil {
      application.mixedFormats = MixedFormats(legacy: legacy, graph: graph)
    }
    return application
  }

  /// Reads a requiredResourceAccess value by itself.
  func fragment(_ place: JSONPlace) -> Application {
    var application = Application(document: document, place: place, dialect: envelopeDialect ?? .undetermined)
    var list = PermissionListDecoder(values)
    application.isFragment = true
    application.requiredResourceAccess = list.decode(place)
    application.hasMisreadAccess = !list.isWhole
    return application
  }

  /// What a declaration leaves out is not there, while an export may not have been asked for it.
  private func declare(_ application: inout Application) {
    application.redirects.areShown = true
    application.redirects.unshown = []
    switch application.requiredResourceAccess {
    case .absent, .null: application.requiredResourceAccess = .value([], application.place)
    case .value, .unresolved, .malformed: break
    }
  }

  /// Where PowerShell printed the name of an object's type in place of the object.
  func typeName(in place: JSONPlace) -> JSONPlace? {
    switch document.kind(place) {
    case .string: return values.isTypeName(place) ? place : nil
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
      formats.isPascalCase = formats.isPascalCase || document.content(key).first == UInt8(ascii: "A")
    case .id: if application.objectId.isAbsent { application.objectId = values.string(value) }
    case .objectId: application.objectId = values.string(value)
    case .displayName:
      application.displayName = values.string(value)
      formats.isPascalCase = formats.isPascalCase || document.content(key).first == UInt8(ascii: "D")
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
    case .requiredResourceAccess:
      values.faults.read(key)
      var list = PermissionListDecoder(values, ownId: application.appId.place)
      // Where the name stands twice, both lists count.
      application.requiredResourceAccess = application.requiredResourceAccess.joined(with: list.decode(value))
      application.hasMisreadAccess = application.hasMisreadAccess || !list.isWhole
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
    // Beta's addresses of store apps.
    case .windows: platform(.publicClient, value, &application)
    case .api:
      graph()
      for object in values.objects(value) { interface(object, &application) }
    case .info: graph()
    case .informationalUrls: legacy()
    case .replyUrls:
      legacy()
      addresses(value, .unknown, &application)
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
    case .passwordCredentials, .password:
      application.passwordCredentials = application.passwordCredentials.joined(with: secrets(value))
    case .secretText where isSecretText(value):
      application.passwordCredentials = application.passwordCredentials.joined(with: secrets(value))
    case .keyCredentials, .certificate:
      application.keyCredentials = application.keyCredentials.joined(with: values.list(value, certificate))
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

extension MemberName {
  /// Whether the property's value is an object or a list of objects, which a shallow export cuts off.
  fileprivate var holdsObjects: Bool {
    switch self {
    case .requiredResourceAccess, .web, .spa, .api, .publicClient, .passwordCredentials, .keyCredentials,
      .password, .certificate, .verifiedPublisher, .servicePrincipalLock, .optionalClaims, .oauth2Permissions,
      .appRoles,
      .replyUrlsWithType:
      true
    default: false
    }
  }
}
