/// Normalises one JSON object into an ``Application``; member names count in any letter case.
struct ApplicationDecoder {
  let document: JSONDocument
  /// What `[variables('…')]` stands for in a deployment template.
  var variables: [String: JSONPlace] = [:]

  private static let graphKeys: Set<String> = ["web", "api", "spa", "isfallbackpublicclient", "info", "implicitgrantsettings"]
  private static let legacyKeys: Set<String> = [
    "replyurlswithtype", "oauth2permissions", "oauth2allowimplicitflow", "oauth2allowidtokenimplicitflow",
    "allowpublicclient", "accesstokenacceptedversion", "informationalurls", "availabletoothertenants", "replyurls",
  ]

  func decode(_ place: JSONPlace, as given: Dialect? = nil) -> Application {
    var application = Application(document: document, place: place, dialect: given ?? .undetermined)
    var graph = false
    var legacy = false
    var pascal = false
    var placeholder = false
    for (nameKey, raw) in document.members(of: place) {
      let written = document.text(nameKey)
      let name = written.lowercased()
      let value = resolve(raw)
      if Self.graphKeys.contains(name) { graph = true }
      if name == "publicclient" { if document.kind(value) == .object { graph = true } else if document.kind(value) != .null { legacy = true } }
      if Self.legacyKeys.contains(name) { legacy = true }
      if name == "appid" || name == "displayname", written.first?.isUppercase == true { pascal = true }
      if document.kind(value) == .string, document.text(value).hasPrefix("${{") || document.text(value).hasPrefix("{{") { placeholder = true }
      switch name {
      case "appid", "client_id": application.appId = string(value)
      case "id": if case .absent = application.objectId { application.objectId = string(value) }
      case "objectid", "object_id": application.objectId = string(value)
      case "displayname", "display_name": application.displayName = string(value)
      case "name": if case .absent = application.displayName { application.displayName = string(value) }
      case "signinaudience", "sign_in_audience": application.signInAudience = string(value)
      case "availabletoothertenants": application.availableToOtherTenants = boolean(value)
      case "signinaudiencerestrictions": application.signInAudienceRestrictions = restriction(value)
      case "requiredresourceaccess", "required_resource_access":
        application.requiredResourceAccess = access(value)
      case "verifiedpublisher": application.verifiedPublisherId = publisher(value)
      case "serviceprincipallockconfiguration": application.servicePrincipalLock = lock(value)
      case "isfallbackpublicclient", "allowpublicclient", "fallback_public_client_enabled":
        application.isFallbackPublicClient = boolean(value)
      case "web", "spa", "single_page_application": application.webRedirectURIs += redirects(value)
      case "publicclient", "public_client":
        application.publicClientRedirectURIs += redirects(value)
        if case .value = boolean(value) { application.isFallbackPublicClient = boolean(value) }
      case "replyurls": application.webRedirectURIs += document.elements(of: value)
      case "replyurlswithtype":
        for entry in document.elements(of: value) {
          guard let url = member("url", of: entry) else { continue }
          if document.string(member("type", of: entry)) == "InstalledClient" {
            application.publicClientRedirectURIs.append(url)
          } else {
            application.webRedirectURIs.append(url)
          }
        }
      case "passwordcredentials", "password": application.passwordCredentialCount = count(value)
      case "keycredentials": application.keyCredentialCount = count(value)
      default: break
      }
    }
    guard given == nil else { return application }
    application.dialect =
      placeholder ? .teamsTemplate : pascal ? .powerShell
      : graph && legacy ? .mixed : graph ? .graph : legacy ? .azureADGraph : .undetermined
    return application
  }

  // MARK: Values

  private func resolve(_ place: JSONPlace) -> JSONPlace {
    guard !variables.isEmpty, document.kind(place) == .string else { return place }
    let text = document.text(place)
    guard text.hasPrefix("[variables('"), text.hasSuffix("')]") else { return place }
    return variables[String(text.dropFirst(12).dropLast(3))] ?? place
  }

  private func isExpression(_ text: String) -> Bool {
    text.hasPrefix("${{") || text.hasPrefix("{{") || text.hasPrefix("${") || (text.hasPrefix("[") && !text.hasPrefix("[[") && text.hasSuffix("]"))
  }

  func member(_ name: String, of place: JSONPlace) -> JSONPlace? {
    document.members(of: place).last { document.text($0.name).lowercased() == name }.map { resolve($0.value) }
  }

  private func string(_ place: JSONPlace?) -> Property<String> {
    guard let place else { return .absent }
    switch document.kind(place) {
    case .null: return .null(place)
    case .string:
      let text = document.text(place)
      return isExpression(text) ? .unresolved(place) : .value(text, place)
    default: return .malformed(place)
    }
  }

  private func boolean(_ place: JSONPlace) -> Property<Bool> {
    switch document.kind(place) {
    case .null: return .null(place)
    case .true: return .value(true, place)
    case .false: return .value(false, place)
    case .string:
      let text = document.text(place)
      switch text.lowercased() {
      case "true": return .value(true, place)
      case "false": return .value(false, place)
      default: return isExpression(text) ? .unresolved(place) : .malformed(place)
      }
    default: return .malformed(place)
    }
  }

  private func count(_ place: JSONPlace) -> Property<Int> {
    switch document.kind(place) {
    case .null: .null(place)
    case .array: .value(document.elements(of: place).count, place)
    default: .malformed(place)
    }
  }

  private func redirects(_ place: JSONPlace) -> [JSONPlace] {
    let objects = document.kind(place) == .array ? document.elements(of: place) : [place]
    return objects.flatMap { object in
      (member("redirecturis", of: object) ?? member("redirect_uris", of: object)).map { document.elements(of: $0) } ?? []
    }
  }

  private func restriction(_ place: JSONPlace) -> Property<AudienceRestriction> {
    guard document.kind(place) == .object else {
      return document.kind(place) == .null ? .null(place) : .malformed(place)
    }
    let type = document.string(member("@odata.type", of: place)) ?? document.string(member("kind", of: place)) ?? ""
    if let tenants = member("allowedtenantids", of: place) {
      return .value(.allowedTenants(document.elements(of: tenants).count), place)
    }
    return .value(type.lowercased().contains("unrestricted") ? .unrestricted : .other, place)
  }

  private func publisher(_ place: JSONPlace) -> Property<String> {
    guard document.kind(place) == .object else {
      return document.kind(place) == .null ? .null(place) : .malformed(place)
    }
    switch string(member("verifiedpublisherid", of: place)) {
    case .absent: return .null(place)
    case let property: return property
    }
  }

  private func lock(_ place: JSONPlace) -> Property<ServicePrincipalLock> {
    guard document.kind(place) == .object else {
      return document.kind(place) == .null ? .null(place) : .malformed(place)
    }
    func flag(_ name: String) -> Bool? { document.boolean(member(name, of: place)) }
    return .value(
      ServicePrincipalLock(
        isEnabled: flag("isenabled"),
        coversCredentials: flag("allproperties") == true || flag("credentialswithusageverify") == true), place)
  }

  // MARK: Requested permissions

  /// Reads a requiredResourceAccess value in any dialect; a single object stands for a list of one.
  func access(_ place: JSONPlace) -> Property<[ResourceAccess]> {
    let place = unwrapped(place)
    switch document.kind(place) {
    case .null: return .null(place)
    case .string: return isExpression(document.text(place)) ? .unresolved(place) : .malformed(place)
    case .array, .object: break
    default: return .malformed(place)
    }
    let resources = document.kind(place) == .array ? document.elements(of: place) : [place]
    var result: [ResourceAccess] = []
    for resource in resources {
      let resourceId = string(member("resourceappid", of: resource) ?? member("resource_app_id", of: resource))
      guard let list = member("resourceaccess", of: resource) ?? member("resource_access", of: resource) else { continue }
      let inner = unwrapped(list)
      switch document.kind(inner) {
      case .array, .object: break
      case .null: continue
      default: return isExpression(document.text(inner)) ? .unresolved(inner) : .malformed(inner)
      }
      for entry in document.kind(inner) == .array ? document.elements(of: inner) : [inner] {
        guard document.kind(entry) == .object else { return .malformed(entry) }
        let id = member("id", of: entry)
        var labels: [String] = []
        for key in ["name", "value", "permission", "displayname", "comment", "_comment"] {
          if let label = document.string(member(key, of: entry)) { labels.append(label) }
        }
        if let id, let comment = document.trailingComment(after: id) { labels.append(comment) }
        result.append(
          ResourceAccess(resource: resourceId, id: string(id), type: string(member("type", of: entry)), labels: labels))
      }
    }
    return .value(result, place)
  }

  /// Windows PowerShell 5.1 prints an array as {"value": […], "Count": n}.
  private func unwrapped(_ place: JSONPlace) -> JSONPlace {
    guard document.kind(place) == .object, member("count", of: place) != nil, let value = member("value", of: place)
    else { return place }
    return value
  }
}
