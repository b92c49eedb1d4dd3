import ScopeValues

// The settings of an application beside its requested permissions.
extension ApplicationDecoder {
  private var document: JSONDocument { values.document }

  // MARK: Platforms

  func platform(_ platform: RedirectPlatform, _ place: JSONPlace, _ application: inout Application) {
    switch document.kind(place) {
    case .object, .array, .null: break
    case .string where values.isExpression(place) || typeName(in: place) != nil:
      application.redirects.unshown.append(platform)
    default:
      values.faults.misread(
        place, "a platform is \(document.kind(place).phrase), not an object",
        remedy: "Correct the property or export again.")
    }
    for object in values.objects(place) {
      var showsAddresses = false
      var settings: [JSONPlace] = []
      defer { if !showsAddresses { application.redirects.unshown.append(platform) } }
      document.forEachKnownMember(of: object, values.faults) { name, _, raw in
        let value = values.resolve(raw)
        switch name {
        case .redirectUris:
          showsAddresses = true
          addresses(value, platform, &application)
        case .redirectUriSettings: settings.append(value)
        case .logoutUrl: application.logoutURL = values.string(value)
        case .implicitGrantSettings:
          for settings in values.objects(value) {
            application.implicitAccessToken = values.boolean(values.member(.enableAccessTokenIssuance, of: settings))
            application.implicitIDToken = values.boolean(values.member(.enableIdTokenIssuance, of: settings))
          }
        default: break
        }
      }
      for list in settings {
        showsAddresses = true
        described(list, by: .uri, &application) { _ in platform }
      }
    }
  }

  /// Reads a list of addresses; PowerShell prints a list of one as the one.
  func addresses(_ outer: JSONPlace, _ platform: RedirectPlatform, _ application: inout Application) {
    application.redirects.areShown = true
    let place = values.unwrapped(outer)
    switch document.kind(place) {
    case .array:
      document.forEachElement(of: place) { element in
        switch document.kind(element) {
        case .array: addresses(element, platform, &application)
        case .string: application.redirects.all.append(RedirectURI(platform: platform, place: values.resolve(element)))
        default:
          application.redirects.all.append(RedirectURI(platform: platform, place: element))
          values.faults.misread(
            element, "a redirect URI is \(document.kind(element).phrase), not a string", remedy: "Correct the address.")
        }
      }
    case .string: application.redirects.all.append(RedirectURI(platform: platform, place: place))
    case .null: break
    default:
      values.faults.misread(
        place, "a list of redirect URIs is \(document.kind(place).phrase)", remedy: "Correct the list or export again.")
    }
  }

  func typedReplyURLs(_ place: JSONPlace, _ application: inout Application) {
    described(place, by: .url, &application) { entry in
      switch document.string(values.member(.type, of: entry))?.lowercased() {
      case "web": .web
      case "spa": .spa
      case "installedclient": .publicClient
      default: .unknown
      }
    }
  }

  /// Reads a list of objects that describe one address each, and of addresses by themselves; what repeats an address of
  /// the same platform is left out.
  private func described(
    _ place: JSONPlace, by name: MemberName, _ application: inout Application,
    platform: (_ entry: JSONPlace) -> RedirectPlatform
  ) {
    application.redirects.areShown = true
    let known = Dictionary(grouping: application.redirects.all, by: \.platform).mapValues { addresses in
      Set(addresses.compactMap { document.string($0.place) })
    }
    let list = values.list(place) { element in
      document.kind(element) == .object || document.kind(element) == .string ? element : nil
    }
    // What a template puts in place of the list is an address that cannot be judged.
    var entries = list.value ?? []
    if case .unresolved(let expression) = list { entries = [expression] }
    for entry in entries {
      let isObject = document.kind(entry) == .object
      guard let address = isObject ? values.member(name, of: entry) : entry else {
        values.faults.misread(
          entry, "an entry of a list of redirect URIs has no address", remedy: "Correct the list or export again.")
        continue
      }
      let platform = platform(entry)
      if document.kind(address) == .string, known[platform]?.contains(document.text(address)) == true { continue }
      addresses(address, platform, &application)
    }
  }

  // MARK: Audience

  func restriction(_ place: JSONPlace) -> Property<AudienceRestriction> {
    guard document.kind(place) == .object else {
      return document.kind(place) == .null ? .null(place) : .malformed(place)
    }
    if let tenants = values.member(.allowedTenantIds, of: place) {
      return .value(.allowedTenants(document.elements(of: tenants).count), place)
    }
    let type = document.string(values.member(.odataType, of: place) ?? values.member(.kind, of: place)) ?? ""
    return .value(type.lowercased().contains("unrestricted") ? .unrestricted : .other, place)
  }

  /// An object whose members are all null is how Graph prints "no verified publisher".
  func publisher(_ place: JSONPlace) -> Property<String> {
    guard document.kind(place) == .object else {
      return document.kind(place) == .null ? .null(place) : .malformed(place)
    }
    let id = values.string(values.member(.verifiedPublisherId, of: place))
    return id.isAbsent ? .null(place) : id
  }

  func lock(_ place: JSONPlace) -> Property<ServicePrincipalLock> {
    guard document.kind(place) == .object else {
      return document.kind(place) == .null ? .null(place) : .malformed(place)
    }
    func flag(_ name: MemberName) -> Bool? { values.boolean(values.member(name, of: place)).value }
    return .value(
      ServicePrincipalLock(
        isEnabled: flag(.isEnabled),
        coversCredentials: flag(.allProperties) == true || flag(.credentialsWithUsageVerify) == true),
      place)
  }

  // MARK: Tokens

  func behaviour(_ name: MemberName, _ place: JSONPlace) -> Property<Bool> {
    switch document.kind(place) {
    case .null: .null(place)
    case .object: values.boolean(values.member(name, of: place))
    default: .malformed(place)
    }
  }

  func optionalClaims(_ place: JSONPlace) -> Property<[JSONPlace]> {
    guard document.kind(place) != .null else { return .null(place) }
    var names: [JSONPlace] = []
    for object in values.objects(place) {
      for kind in [MemberName.idToken, .accessToken, .saml2Token] {
        for claim in values.member(kind, of: object).map(values.objects) ?? [] {
          if let name = values.member(.name, of: claim) { names.append(name) }
        }
      }
    }
    return .value(names, place)
  }

  // MARK: Credentials

  /// Whether a value is a text that stands for itself, not for a list, a type or something decided later.
  func isSecretText(_ place: JSONPlace) -> Bool {
    document.kind(place) == .string && !document.content(place).isEmpty && !values.isExpression(place)
      && !values.isTypeName(place)
  }

  /// Reads a list of secrets, or one secret's text, as `az ad sp create-for-rbac` prints it.
  func secrets(_ place: JSONPlace) -> Property<[Credential]> {
    guard isSecretText(place) else { return values.list(place, secret) }
    var credential = Credential(place: place)
    credential.exposed = place
    return .value([credential], place)
  }

  func secret(_ place: JSONPlace) -> Credential? { credential(place, secretNames: [.secretText, .value]) }

  /// A certificate's public half may be exported; only a symmetric key or one with its password is a secret.
  func certificate(_ place: JSONPlace) -> Credential? {
    guard var credential = credential(place, secretNames: [.key, .value]) else { return nil }
    let type = credential.type.value?.lowercased()
    if type != "symmetric", type != "x509certandpassword" { credential.exposed = nil }
    return credential
  }

  private func credential(_ place: JSONPlace, secretNames: [MemberName]) -> Credential? {
    guard document.kind(place) == .object else { return nil }
    var credential = Credential(place: place)
    document.forEachKnownMember(of: place, values.faults) { name, _, raw in
      let value = values.resolve(raw)
      switch name {
      case .keyId: credential.keyId = values.string(value)
      case .startDateTime: credential.start = values.timestamp(value)
      case .endDateTime: credential.end = values.timestamp(value)
      case .type: credential.type = values.string(value)
      case .usage: credential.usage = values.string(value)
      case _ where secretNames.contains(name):
        if document.kind(value) == .string, !document.content(value).isEmpty, !values.isExpression(value) {
          credential.exposed = value
        }
      default: break
      }
    }
    return credential
  }

  func federated(_ place: JSONPlace) -> FederatedCredential? {
    guard document.kind(place) == .object else { return nil }
    var credential = FederatedCredential(place: place)
    document.forEachKnownMember(of: place, values.faults) { name, _, raw in
      let value = values.resolve(raw)
      switch name {
      case .issuer: credential.issuer = values.string(value)
      case .subject: credential.subject = values.string(value)
      case .claimsMatchingExpression:
        // Terraform has the expression as a text.
        if document.kind(value) == .string { credential.expression = values.string(value) }
        for object in values.objects(value) {
          credential.expression = values.string(values.member(.value, of: object))
        }
      default: break
      }
    }
    return credential
  }

  // MARK: Exposed interface

  func interface(_ place: JSONPlace, _ application: inout Application) {
    document.forEachKnownMember(of: place, values.faults) { name, _, raw in
      let value = values.resolve(raw)
      switch name {
      case .acceptMappedClaims: application.acceptMappedClaims = values.boolean(value)
      case .requestedAccessTokenVersion: application.requestedAccessTokenVersion = values.integer(value)
      case .oauth2PermissionScopes: application.exposedScopes = values.list(value, exposed)
      case .preAuthorizedApplications:
        application.preAuthorizedClients = values.list(value, preAuthorized)
      default: break
      }
    }
  }

  func exposed(_ place: JSONPlace) -> ExposedPermission? {
    guard document.kind(place) == .object else { return nil }
    var permission = ExposedPermission(place: place)
    document.forEachKnownMember(of: place, values.faults) { name, _, raw in
      let value = values.resolve(raw)
      switch name {
      case .id: permission.id = values.string(value)
      case .value: permission.value = values.string(value)
      case .type: permission.consentType = values.string(value)
      case .isEnabled: permission.isEnabled = values.boolean(value)
      default: break
      }
    }
    return permission
  }

  func preAuthorized(_ place: JSONPlace) -> PreAuthorizedClient? {
    guard document.kind(place) == .object else { return nil }
    var client = PreAuthorizedClient(place: place)
    client.appId = values.string(values.member(.appId, of: place))
    client.permissionCount =
      values.member(.delegatedPermissionIds, of: place).map { document.elements(of: $0).count } ?? 0
    return client
  }
}
