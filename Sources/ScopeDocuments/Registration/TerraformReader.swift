import ScopeValues

// Terraform's state and plans, as JSON or raw: azuread_application and the resources that complete one.
extension RegistrationReader {
  private struct Resource {
    var type: String
    /// `azuread_application.knot`, with the module's path.
    var address: String
    var values: JSONPlace
    /// Whether the configuration only looks it up.
    var isData: Bool
  }

  private struct Registration {
    var id: String
    var application: Application
  }

  mutating func terraform(_ place: JSONPlace) {
    let before = (tenant.records.count, problems.count)
    let hasValues = document.member(.plannedValues, of: place) != nil
    let changes = hasValues ? nil : document.member(.resourceChanges, of: place)
    // What a plan says beside the planned values, they say, too, but for what is known only after it is applied.
    if hasValues || changes != nil {
      for (key, value) in document.members(of: place)
      where Self.echoes.contains(document.text(key)) && (hasValues || document.memberName(key) != .resourceChanges) {
        faults.echo(value)
      }
    }
    var resources: [Resource] = []
    for name in [MemberName.values, .plannedValues] {
      if let values = document.member(name, of: place), let root = document.member(.rootModule, of: values) {
        collectModule(root, into: &resources)
      }
    }
    if document.member(.lineage, of: place) != nil { collectModule(place, into: &resources) }
    if let changes { collectChanges(changes, into: &resources) }
    declared(resources, TerraformPlan(document, place), at: place, before)
  }

  /// Takes a plan's list of changes by itself, as people cut it out of a plan; what else stands in it is read as usual.
  mutating func terraformChanges(_ list: JSONPlace) {
    let before = (tenant.records.count, problems.count)
    var resources: [Resource] = []
    collectChanges(list, into: &resources)
    declared(resources, TerraformPlan(document, changes: list), at: list, before)
    for element in document.elements(of: list) where !Self.isChange(document, element) {
      collect(element, isNested: false)
    }
  }

  /// Whether an object is one change of a plan.
  static func isChange(_ document: JSONDocument, _ place: JSONPlace) -> Bool {
    guard document.kind(place) == .object, document.member(.address, of: place) != nil,
      let change = document.member(.change, of: place)
    else { return false }
    return document.member(named: "actions", of: change) != nil
  }

  /// Takes what a document declares.
  ///
  /// - Parameter before: how many records and problems there were before it.
  private mutating func declared(
    _ resources: [Resource], _ plan: TerraformPlan, at place: JSONPlace, _ before: (Int, Int)
  ) {
    let decoder = ApplicationDecoder(values, envelopeDialect: .terraform)
    var registrations: [Registration] = []
    for resource in resources
    where !resource.isData
      && ["azuread_application", "azuread_application_registration"].contains(resource.type)
    {
      let id = document.string(document.member(.id, of: resource.values)) ?? ""
      var application = decoder.decode(resource.values)
      plan.mark(&application, address: resource.address)
      registrations.append(Registration(id: id, application: application))
    }
    for resource in resources where !resource.isData { complete(&registrations, with: resource, decoder, plan) }
    var roles = TerraformRoles(values)
    for resource in resources { roles.learn(resource.type, resource.values) }
    for resource in resources { grants(resource, roles) }
    for registration in registrations { accept(registration.application) }
    reportFaults()
    problems += tenant.takeProblems()
    if registrations.isEmpty, before == (tenant.records.count, problems.count) {
      report(
        "this Terraform document holds no azuread_application",
        "Give the state of the configuration that manages the application.", at: place)
      problems[problems.count - 1].otherKind = .unknown
    }
  }

  /// Members of a plan that repeat what its planned values say (Terraform's JSON output format).
  private static let echoes: Set<String> = [
    "resource_changes", "resource_drift", "prior_state", "configuration", "output_changes",
  ]

  /// What will stand after each change of a plan that has no planned values; what is deleted leaves nothing.
  ///
  /// What stood before a change is no permission that nobody has read.
  private mutating func collectChanges(_ list: JSONPlace, into resources: inout [Resource]) {
    for change in document.elements(of: list) {
      guard let type = document.string(document.member(.type, of: change)),
        let details = document.member(.change, of: change)
      else { continue }
      let actions = document.member(named: "actions", of: details).map(document.elements) ?? []
      guard let after = document.member(named: "after", of: details), document.kind(after) == .object else {
        if actions.allSatisfy({ ["delete", "forget"].contains(document.string($0)) }), !actions.isEmpty {
          faults.echo(change)
        } else if type.hasPrefix("azuread_") {
          report("a change of this plan does not say what will stand after it", TerraformPlan.remedy, at: change)
        }
        continue
      }
      faults.echo(change)
      let name = document.string(document.member(.name, of: change)) ?? ""
      resources.append(
        Resource(
          type: type, address: document.string(document.member(.address, of: change)) ?? "\(type).\(name)",
          values: after, isData: document.string(document.member(.mode, of: change)) == "data"))
    }
  }

  private func collectModule(_ place: JSONPlace, into resources: inout [Resource]) {
    for resource in document.member(.resources, of: place).map(document.elements) ?? [] {
      guard let type = document.string(document.member(.type, of: resource)) else { continue }
      let isData = document.string(document.member(.mode, of: resource)) == "data"
      let name = document.string(document.member(.name, of: resource)) ?? ""
      let address = document.string(document.member(.address, of: resource)) ?? "\(type).\(name)"
      if let values = document.member(.values, of: resource) {
        resources.append(Resource(type: type, address: address, values: values, isData: isData))
      }
      for instance in document.member(.instances, of: resource).map(document.elements) ?? [] {
        if let values = document.member(.attributes, of: instance) {
          resources.append(Resource(type: type, address: address, values: values, isData: isData))
        }
      }
    }
    for child in document.member(.childModules, of: place).map(document.elements) ?? [] {
      collectModule(child, into: &resources)
    }
  }

  /// Takes what Terraform grants, and to whom.
  private mutating func grants(_ resource: Resource, _ roles: TerraformRoles) {
    let place = resource.values
    let standIn = (id: document.standIn(resource.address), name: resource.address)
    func id(_ name: MemberName) -> GUID? {
      document.member(name, of: place).flatMap { values.identifier($0).value?.guid }
    }
    func text(_ name: MemberName) -> String? { document.string(document.member(name, of: place)) }
    switch resource.type {
    case "azuread_service_principal":
      let name = text(.displayName) ?? resource.address
      let appId = id(.appId) ?? id(.applicationId)
      guard let objectId = id(.objectId) ?? document.member(.id, of: place).flatMap(lastIdentifier) else { break }
      tenant.declare(principal: objectId, appId: appId, name: name, at: place)
    case "azurerm_user_assigned_identity":
      guard let objectId = id(.principalId) else { break }
      tenant.declare(identity: objectId, appId: id(.appId), name: text(.name) ?? resource.address, at: place)
    case _ where resource.isData: break
    case "azuread_app_role_assignment": tenant.assignment(place, values, fallback: standIn)
    case "azuread_service_principal_delegated_permission_grant": tenant.grant(place, values, fallback: standIn)
    case let type where TerraformRoles.isAssignment(type):
      switch roles.assignment(place) {
      case .assigned(let assignment, let written): tenant.declare(assignment, at: written)
      case .forPeople: break
      case .unknown:
        report(
          "a directory role is assigned here, and which one or to whom is not known before the plan is applied",
          "Look at what is deployed: az rest --url https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments.",
          at: place)
      }
    default:
      // Machines and functions may have an identity of their own.
      for identity in document.member(.identity, of: place).map(values.objects) ?? [] {
        let objectId = document.member(.principalId, of: identity).flatMap { values.identifier($0).value?.guid }
        if let objectId {
          tenant.declare(identity: objectId, name: text(.name) ?? resource.address, at: place)
        }
      }
    }
  }

  /// The id at the end of a path such as `/servicePrincipals/…`.
  private func lastIdentifier(_ place: JSONPlace) -> GUID? {
    document.string(place)?.split(separator: "/").last.flatMap { GUID($0) }
  }

  /// Adds what a resource of its own says about an application: permissions, addresses, credentials.
  private func complete(
    _ registrations: inout [Registration], with resource: Resource, _ decoder: ApplicationDecoder, _ plan: TerraformPlan
  ) {
    guard resource.type.hasPrefix("azuread_application_"), resource.type != "azuread_application_registration"
    else { return }
    let owner = document.string(document.member(.applicationId, of: resource.values)) ?? ""
    var index = registrations.firstIndex { $0.id == owner } ?? (registrations.count == 1 ? 0 : nil)
    if index == nil {
      // Its application is managed elsewhere, or known only after the plan is applied.
      var application = Application(document: document, place: resource.values, dialect: .terraform)
      application.displayName = .value(resource.address, resource.values)
      application.requiredResourceAccess = .value([], resource.values)
      registrations.append(Registration(id: owner.isEmpty ? resource.address : owner, application: application))
      index = registrations.count - 1
    }
    guard let index else { return }
    switch resource.type {
    case "azuread_application_api_access":
      let old = registrations[index].application.requiredResourceAccess.value ?? []
      let before = faults.count
      registrations[index].application.requiredResourceAccess = .value(
        old + apiAccess(resource, plan), resource.values)
      if faults.count > before { registrations[index].application.hasMisreadAccess = true }
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

  private func apiAccess(_ access: Resource, _ plan: TerraformPlan) -> [ResourceAccess] {
    let place = access.values
    let resource = values.identifier(document.member(.apiClientId, of: place))
    if resource.isAbsent || resource.isNull {
      values.faults.misread(
        place, "the resource of an azuread_application_api_access is known only after the plan is applied",
        remedy: TerraformPlan.remedy)
    }
    var list: [ResourceAccess] = []
    for (name, type) in [(MemberName.roleIds, AccessType.role), (.scopeIds, .scope)] {
      for id in document.member(name, of: place).map(document.elements) ?? [] {
        let identifier = values.identifier(id)
        if identifier.value == nil {
          values.faults.misread(
            id, "a permission id is not known before the plan is applied", remedy: TerraformPlan.remedy)
        }
        list.append(ResourceAccess(resource: resource, id: identifier, type: .value(type, id)))
      }
    }
    if plan.hides("role_ids", of: access.address) || plan.hides("scope_ids", of: access.address) {
      values.faults.misread(
        place, "permission ids are known only after the plan is applied", remedy: TerraformPlan.remedy)
    }
    return list
  }
}
