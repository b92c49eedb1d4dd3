import ScopeValues

// What resources add.
extension TerraformModule {
  mutating func complete(
    _ result: inout Declarations, _ owners: [Int: [Int]], _ type: String, _ address: String, _ definition: Definition
  ) {
    let isCompletion =
      type.hasPrefix("azuread_application_") && type != "azuread_application_registration"
      || type == "azuread_service_principal_password" || type == "azuread_service_principal_certificate"
    guard
      isCompletion || type == "azuread_app_role_assignment"
        || type == "azuread_service_principal_delegated_permission_grant" || isGraphBody(type)
        || Self.assignsRole(type)
    else { return }
    for names in instances(of: definition) {
      let value = with(names) { $0.body(of: definition.block, definition.span) }
      switch type {
      case "azuread_app_role_assignment":
        assign(
          &result, value.member("app_role_id"), value.member("resource_object_id"), value.member("principal_object_id"),
          address, definition)
      case "azuread_service_principal_delegated_permission_grant":
        guard let scopes = value.member("claim_values") else { continue }
        let resource = value.member("resource_service_principal_object_id") ?? scopes
        result.grants.append(
          DeclaredGrant(
            scopes: scopes, resource: resource.resourceName,
            principal: principalName(value.member("service_principal_object_id"), address),
            isTenantWide: value.member("user_object_id") == nil,
            place: SourceOrigin(definition.source, definition.block.head),
            language: .terraform))
      case _ where Self.assignsRole(type):
        let holder = value.first("principal_object_id", "member_object_id", "principal_id")
        assignRole(
          &result, value, principalName(holder, address), SourceOrigin(definition.source, definition.block.head))
      case _ where isGraphBody(type):
        if let body = Self.graphBody(value, "appRoleAssignments") ?? Self.graphBody(value, "appRoleAssignedTo") {
          assign(
            &result, body.member("appRoleId"), body.member("resourceId"), body.member("principalId"), address,
            definition)
        }
      default: extend(&result, owners, type, address, value, definition)
      }
    }
  }

  private func assign(
    _ result: inout Declarations, _ role: SourceValue?, _ resource: SourceValue?, _ principal: SourceValue?,
    _ address: String, _ definition: Definition
  ) {
    guard let role else { return }
    let place = SourceOrigin(definition.source, definition.block.head)
    // A role of the application's own, or one that a user or a group gets.
    if case .lookup(.application)? = resource?.shape { return }
    let name = principalName(principal, address)
    if name.contains("azuread_user.") || name.contains("azuread_group.") { return }
    for role in role.permissionNames {
      result.assignments.append(
        DeclaredAssignment(
          role: role, resource: resource?.resourceName ?? SourceValue(.null, role.origin), principal: name,
          place: place,
          language: .terraform))
    }
  }

  private func principalName(_ value: SourceValue?, _ address: String) -> String {
    switch value?.shape {
    case .lookup(.application(let number)): return addresses[number]
    case .lookup(.holder(let name)): return name
    case .hole(let hole): return hole.name
    case .text: return value?.text ?? address
    default: return address
    }
  }

  private mutating func extend(
    _ result: inout Declarations, _ owners: [Int: [Int]], _ type: String, _ address: String, _ value: SourceValue,
    _ definition: Definition
  ) {
    let place = SourceOrigin(definition.source, definition.block.head)
    var targets: [Int] = []
    if case .lookup(.application(let number))? = value.first(
      "application_id", "application_object_id", "service_principal_id")?.shape
    {
      targets = owners[number] ?? []
    } else if result.applications.count == 1 {
      targets = [0]
    }
    if targets.isEmpty {
      guard type == "azuread_application_api_access" else { return }
      targets = [result.applications.count]
      result.applications.append(DeclaredApplication(language: .terraform, address: address, place: place))
    }
    func add(_ name: String, _ value: SourceValue) {
      for target in targets {
        if let index = result.applications[target].members.firstIndex(where: { $0.key == name }),
          case .list(let items, let rest) = result.applications[target].members[index].value.shape
        {
          result.applications[target].members[index].value = SourceValue(
            .list(items + value.elements, rest: rest ?? value.openHole),
            result.applications[target].members[index].value.origin)
        } else {
          result.applications[target].members.append(
            ValueMember(key: name, keyOrigin: place, value: value.asList(value.origin)))
        }
      }
    }
    let whole = SourceValue(.list([value], rest: nil), value.origin)
    switch type {
    case "azuread_application_api_access":
      let resource = value.member("api_client_id")?.resourceName ?? SourceValue(.null, place)
      for (name, kind) in [("role_ids", "Role"), ("scope_ids", "Scope")] {
        guard let ids = value.member(name) else { continue }
        for id in ids.permissionNames {
          let permission = DeclaredPermission(
            resource: resource, type: SourceValue.literal(kind, at: ids.origin), id: id, entry: id.origin)
          for target in targets { result.applications[target].permissions.append(permission) }
        }
      }
      for target in targets {
        result.applications[target].permissionsPlace = result.applications[target].permissionsPlace ?? place
      }
    case "azuread_application_password", "azuread_service_principal_password": add("password", whole)
    case "azuread_application_certificate", "azuread_service_principal_certificate": add("certificate", whole)
    case "azuread_application_federated_identity_credential",
      "azuread_application_flexible_federated_identity_credential":
      add("federatedIdentityCredentials", whole)
    case "azuread_application_redirect_uris":
      let platform =
        switch value.member("type")?.text?.lowercased() {
        case "spa": "single_page_application"
        case "publicclient": "public_client"
        default: "web"
        }
      add(platform, whole)
    case "azuread_application_fallback_public_client":
      for target in targets {
        result.applications[target].members.append(
          ValueMember(
            key: "fallback_public_client_enabled", keyOrigin: place,
            value: value.member("enabled") ?? SourceValue(.boolean(true), place)))
      }
    case "azuread_application_identifier_uri":
      if let uri = value.member("identifier_uri") { add("identifier_uris", uri) }
    default: break
    }
  }
}
