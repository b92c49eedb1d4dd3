// Terraform's state and plans, as JSON or raw: azuread_application and the resources that complete one.
extension RegistrationReader {
  private struct Resource {
    var type: String
    var values: JSONPlace
  }

  mutating func terraform(_ place: JSONPlace) {
    var resources: [Resource] = []
    for name in [MemberName.values, .plannedValues] {
      if let values = document.member(name, of: place), let root = document.member(.rootModule, of: values) {
        collectModule(root, into: &resources)
      }
    }
    if document.member(.lineage, of: place) != nil { collectModule(place, into: &resources) }

    var decoder = ApplicationDecoder(document: document, envelopeDialect: .terraform)
    var registrations: [(id: String, application: Application)] = []
    for resource in resources where ["azuread_application", "azuread_application_registration"].contains(resource.type)
    {
      let id = document.string(document.member(.id, of: resource.values)) ?? ""
      registrations.append((id, decoder.decode(resource.values)))
    }
    for resource in resources { complete(&registrations, with: resource, decoder) }
    for registration in registrations { accept(registration.application, repeated: []) }
    if registrations.isEmpty {
      report(
        "this Terraform document holds no azuread_application",
        "Give the state of the configuration that manages the application.", at: place)
    }
  }

  private func collectModule(_ place: JSONPlace, into resources: inout [Resource]) {
    for resource in document.member(.resources, of: place).map(document.elements) ?? [] {
      guard document.string(document.member(.mode, of: resource)) != "data",
        let type = document.string(document.member(.type, of: resource))
      else { continue }
      if let values = document.member(.values, of: resource) {
        resources.append(Resource(type: type, values: values))
      }
      for instance in document.member(.instances, of: resource).map(document.elements) ?? [] {
        if let values = document.member(.attributes, of: instance) {
          resources.append(Resource(type: type, values: values))
        }
      }
    }
    for child in document.member(.childModules, of: place).map(document.elements) ?? [] {
      collectModule(child, into: &resources)
    }
  }

  /// Adds what a resource of its own says about an application: permissions, addresses, credentials.
  private func complete(
    _ registrations: inout [(id: String, application: Application)], with resource: Resource,
    _ decoder: ApplicationDecoder
  ) {
    guard resource.type.hasPrefix("azuread_application_"), resource.type != "azuread_application_registration"
    else { return }
    let owner = document.string(document.member(.applicationId, of: resource.values)) ?? ""
    var index = registrations.firstIndex { $0.id == owner } ?? (registrations.count == 1 ? 0 : nil)
    if index == nil, resource.type == "azuread_application_api_access" {
      registrations.append(
        (owner, Application(document: document, place: resource.values, dialect: .terraform)))
      index = registrations.count - 1
    }
    guard let index else { return }
    switch resource.type {
    case "azuread_application_api_access":
      let old = registrations[index].application.requiredResourceAccess.value ?? []
      registrations[index].application.requiredResourceAccess = .value(
        old + apiAccess(resource.values, decoder), resource.values)
    case "azuread_application_redirect_uris":
      let platform: RedirectPlatform =
        switch document.string(document.member(.type, of: resource.values)) {
        case "SPA": .spa
        case "PublicClient": .publicClient
        default: .web
        }
      decoder.platform(platform, resource.values, &registrations[index].application)
    case "azuread_application_password":
      append(
        decoder.secret(resource.values), to: &registrations[index].application.passwordCredentials, at: resource.values)
    case "azuread_application_certificate":
      append(
        decoder.certificate(resource.values), to: &registrations[index].application.keyCredentials, at: resource.values)
    case "azuread_application_federated_identity_credential",
      "azuread_application_flexible_federated_identity_credential":
      append(
        decoder.federated(resource.values), to: &registrations[index].application.federatedCredentials,
        at: resource.values)
    case "azuread_application_fallback_public_client":
      registrations[index].application.isFallbackPublicClient = decoder.values.boolean(
        document.member(.isEnabled, of: resource.values))
    default: break
    }
  }

  private func append<Element>(_ element: Element?, to list: inout Property<[Element]>, at place: JSONPlace) {
    guard let element else { return }
    list = .value((list.value ?? []) + [element], list.place ?? place)
  }

  private func apiAccess(_ place: JSONPlace, _ decoder: ApplicationDecoder) -> [ResourceAccess] {
    let resource = decoder.values.identifier(document.member(.apiClientId, of: place))
    var list: [ResourceAccess] = []
    for (name, type) in [(MemberName.roleIds, AccessType.role), (.scopeIds, .scope)] {
      for id in document.member(name, of: place).map(document.elements) ?? [] {
        list.append(
          ResourceAccess(resource: resource, id: decoder.values.identifier(id), type: .value(type, id)))
      }
    }
    return list
  }
}
