import ScopeValues

// Which registrations and grants the resources of a Bicep file declare.
extension BicepFile {
  /// Everything that the file and its modules declare.
  ///
  /// - Parameter modules: paths of files that are read as part of this one.
  package mutating func declarations(modules read: inout Set<String>, depth: Int = 0) -> Declarations {
    var result = Declarations()
    /// By the number of the resource.
    var owners: [Int: [Int]] = [:]
    for (number, resource) in resources.enumerated() where resource.type == "microsoft.graph/applications" {
      guard !resource.isExisting, let value = resource.value else { continue }
      for body in bodies(value) {
        owners[number, default: []].append(result.applications.count)
        result.applications.append(application(resource, body))
      }
    }
    for resource in resources where !resource.isExisting {
      guard let value = resource.value else { continue }
      let type = resource.type.split(separator: "/").last.map(String.init) ?? ""
      switch type {
      case "federatedidentitycredentials": credential(resource, value, owners, &result)
      case "approleassignedto" where resource.type.hasPrefix("microsoft.graph/"):
        for body in bodies(value) { assign(resource, body, &result) }
      case "oauth2permissiongrants" where resource.type.hasPrefix("microsoft.graph/"):
        for body in bodies(value) { grant(resource, body, &result) }
      default: break
      }
    }
    guard depth < 4 else { return result }
    for module in modules {
      var found = declarations(of: module, &read, depth)
      // Of two modules that cannot be read and get the same, one is enough: a condition may choose between them.
      found.applications.removeAll { new in
        new.isPartial && found.grants.isEmpty && found.assignments.isEmpty
          && result.applications.contains { $0.isPartial && $0.asksTheSame(as: new) }
      }
      result.add(found)
    }
    return result
  }

  /// The bodies of a resource: one, one for each turn of its loop, or none where its condition does not hold.
  private mutating func bodies(_ value: Expression) -> [SourceValue] {
    let value = evaluate(value)
    return value.elements.filter(\.isObject) + (value.openHole.map { [open($0, value.origin)] } ?? [])
  }

  /// A body of which only is known what decides it.
  private func open(_ hole: Hole, _ origin: SourceOrigin) -> SourceValue {
    SourceValue(.object([], rest: hole), origin)
  }

  private func application(_ resource: Resource, _ body: SourceValue) -> DeclaredApplication {
    var application = DeclaredApplication(language: .bicep, address: resource.name, place: origin(resource.span))
    guard case .object(let members, let rest) = body.shape else { return application }
    for member in members {
      switch member.key.lowercased() {
      case "requiredresourceaccess":
        application.permissions += PermissionList(member.value).permissions
        application.permissionsPlace = member.keyOrigin
      case "owners", "uniquename", "tags": break
      default: application.members.append(member)
      }
    }
    if let rest {
      let value = SourceValue(.hole(rest), rest.origin)
      application.permissions.append(DeclaredPermission(resource: value, type: value, id: value, entry: body.origin))
      application.permissionsPlace = application.permissionsPlace ?? body.origin
    }
    return application
  }

  private mutating func credential(
    _ resource: Resource, _ value: Expression, _ owners: [Int: [Int]], _ result: inout Declarations
  ) {
    var targets = resource.parent.flatMap { owners[$0] } ?? []
    for body in bodies(value) {
      if targets.isEmpty, result.applications.count == 1 { targets = [0] }
      if targets.isEmpty, let name = parent(of: value), let number = resources.firstIndex(where: { $0.name == name }) {
        targets = owners[number] ?? []
      }
      for target in targets {
        let list = SourceValue(.list([body], rest: nil), body.origin)
        result.applications[target].members.append(
          ValueMember(key: "federatedIdentityCredentials", keyOrigin: origin(resource.span), value: list))
      }
    }
  }

  /// The resource that a credential's name begins with: `'${app.uniqueName}/main'`.
  private func parent(of value: Expression) -> String? {
    guard case .object(let members) = value.kind else { return nil }
    for member in members
    where TerraformModule.label(member.key) == "name" || TerraformModule.label(member.key) == "parent" {
      switch member.value.kind {
      case .text(let parts):
        guard case .hole(let expression)? = parts.first, case .chain(let base, _) = expression.kind,
          case .name(let name) = base.kind
        else { continue }
        return name
      case .name(let name): return name
      default: continue
      }
    }
    return nil
  }

  private func assign(_ resource: Resource, _ body: SourceValue, _ result: inout Declarations) {
    let place = origin(resource.span)
    let api = body.member("resourceId")
    if case .lookup(.application)? = api?.shape { return }
    let unknown = body.hole.map { SourceValue(.hole($0), $0.origin) }
    guard let role = body.member("appRoleId") ?? unknown else { return }
    for role in role.permissionNames {
      result.assignments.append(
        DeclaredAssignment(
          role: role, resource: api?.resourceName ?? SourceValue(.null, role.origin),
          principal: principalName(body.member("principalId"), resource), place: place, language: .bicep))
    }
  }

  private func grant(_ resource: Resource, _ body: SourceValue, _ result: inout Declarations) {
    let unknown = body.hole.map { SourceValue(.hole($0), $0.origin) }
    guard let scopes = body.member("scope") ?? unknown else { return }
    result.grants.append(
      DeclaredGrant(
        scopes: scopes, resource: body.member("resourceId")?.resourceName ?? SourceValue(.null, scopes.origin),
        principal: principalName(body.member("clientId"), resource),
        isTenantWide: body.member("consentType")?.text?.lowercased() != "principal", place: origin(resource.span),
        language: .bicep))
  }

  private func principalName(_ value: SourceValue?, _ resource: Resource) -> String {
    switch value?.shape {
    case .lookup(.application(let number)): resources[number].name
    case .lookup(.holder(let name)): name
    case .hole(let hole): hole.name
    default: value?.text ?? resource.name
    }
  }

  // MARK: Modules

  private mutating func declarations(
    of module: (name: String, path: String, value: Expression), _ read: inout Set<String>, _ depth: Int
  ) -> Declarations {
    var result = Declarations()
    guard module.path.hasSuffix(".bicep"), let file = open(module.path) else {
      for body in bodies(module.value) { unread(module.name, body, &result) }
      return result
    }
    let outline = BicepParser.outline(file)
    let folder = Self.folder(module.path)
    let outer = open
    for body in bodies(module.value) {
      var given: [String: SourceValue] = [:]
      if case .object(let members, _)? = body.member("params")?.shape {
        for member in members { given[member.key] = member.value }
      }
      var inner = BicepFile(outline, given: given) { outer(folder + $0) }
      let found = inner.declarations(modules: &read, depth: depth + 1)
      if !found.isEmpty { read.insert(file.path) }
      result.add(found)
    }
    return result
  }

  /// Permissions that are given to a module that cannot be read: it will ask for them, or grant them.
  private func unread(_ name: String, _ body: SourceValue, _ result: inout Declarations) {
    guard case .object(let members, _)? = body.member("params")?.shape else { return }
    var application = DeclaredApplication(language: .bicep, address: name, place: body.origin)
    application.isPartial = true
    for member in members {
      for value in member.value.elements {
        guard case .lookup(.permission(let resource, let type, _)) = value.shape else { continue }
        for id in value.permissionNames {
          application.permissions.append(
            DeclaredPermission(
              resource: resource.resourceName,
              type: SourceValue.literal(type == .scope ? "Scope" : "Role", at: id.origin),
              id: id, entry: member.keyOrigin))
        }
      }
    }
    guard !application.permissions.isEmpty else { return }
    application.permissionsPlace = body.origin
    result.applications.append(application)
  }

  private static func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
