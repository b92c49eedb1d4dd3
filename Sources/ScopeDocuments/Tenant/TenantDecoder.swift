import ScopeValues

/// Reads service principals and grants out of one document; member names count in any letter case.
struct TenantDecoder {
  let values: RegistrationValues
  var places: PlaceRecorder
  /// What was read, in the order of the text.
  var records: [TenantRecord] = []
  /// What could not be used.
  private var problems: [DocumentProblem] = []

  init(_ values: RegistrationValues) {
    self.values = values
    places = PlaceRecorder(values.document)
  }

  var document: JSONDocument { values.document }

  // MARK: Service principals

  mutating func servicePrincipal(_ place: JSONPlace) {
    var principal = ServicePrincipal(place: places.record(place))
    var seen = MemberBits()
    var credentials = PrincipalCredentials()
    var appDisplayName = ""
    var memberships: [JSONPlace] = []
    let index = records.count
    // In the order of the text, so that places are worked out in one pass.
    for (key, value) in document.members(of: place) {
      guard let name = document.memberName(key) else {
        keepUnread(key, value, of: &principal)
        continue
      }
      if !seen.insert(name) { problems.append(.repeatedMember(key, document, at: places.position(key))) }
      switch name {
      case .id, .objectId: principal.objectId = guid(value) ?? principal.objectId
      case .appId: principal.appId = guid(value)
      case .displayName: principal.displayName = document.string(value) ?? ""
      case .appDisplayName: appDisplayName = document.string(value) ?? ""
      case .servicePrincipalType: principal.type = document.string(value).map(ServicePrincipal.Kind.init) ?? .unknown
      case .signInAudience: principal.audience = document.string(value)
      case .appOwnerOrganizationId:
        principal.ownerOrganization = guid(value).map { Recorded($0, at: places.record(value)) }
      case .appRoleAssignmentRequired:
        principal.requiresAssignment = values.boolean(value).value.map { Recorded($0, at: places.record(value)) }
      case .replyUrls: principal.replyURLs = addresses(value)
      case .owners: principal.owners = values.owners(value).map { Recorded($0, at: places.record(value)) }
      case .passwordCredentials: credentials.read(elements(value), isCertificate: false, values, &places)
      case .keyCredentials: credentials.read(elements(value), isCertificate: true, values, &places)
      case .appRoleAssignments:
        principal.expandedAssignments = elements(value)?.count
        for element in elements(value) ?? [] { assignment(element) }
      // Who holds the principal's own roles: the list that a resource keeps.
      case .appRoleAssignedTo:
        for element in elements(value) ?? [] { assignment(element) }
      case .memberOf: memberships += elements(value) ?? []
      // Roles that it offers are objects; ids alone are those of something else.
      case .appRoles:
        for element in elements(value) ?? [] where document.kind(element) == .string {
          keepIdentifiers(in: element, of: &principal)
        }
      case .oauth2PermissionScopes, .oauth2Permissions, .servicePrincipalNames, .preAuthorizedApplications: break
      case .oauth2PermissionGrants:
        for element in elements(value) ?? [] { grant(element) }
      default: keepIdentifiers(in: value, of: &principal)
      }
    }
    if principal.displayName.isEmpty { principal.displayName = appDisplayName }
    principal.credentials = credentials.all
    principal.agent = agent(place)
    for membership in memberships { directoryRole(membership, heldBy: principal.objectId) }
    records.insert(.servicePrincipal(principal), at: index)
  }

  /// What an agent identity, or the principal of a blueprint, says of itself; nil for anything else.
  private mutating func agent(_ place: JSONPlace) -> ServicePrincipal.Agent? {
    let type = document.member(.odataType, of: place).flatMap { document.string($0) }?.lowercased() ?? ""
    let blueprint = document.rareMember("agentidentityblueprintid", of: place)
    guard blueprint != nil || type.hasSuffix(".agentidentity") || type.hasSuffix(".agentidentityblueprintprincipal")
    else { return nil }
    var agent = ServicePrincipal.Agent(
      isBlueprint: type.hasSuffix("blueprintprincipal"), blueprint: blueprint.flatMap(guid))
    if let sponsors = document.rareMember("sponsors", of: place), let list = elements(sponsors) {
      agent.sponsors = Recorded(list.count, at: places.record(sponsors))
    }
    return agent
  }

  func guid(_ place: JSONPlace) -> GUID? { values.identifier(place).value?.guid }

  // MARK: Declarations

  /// A service principal that a declaration makes or looks up, so that grants can be joined to it.
  mutating func declare(principal objectId: GUID, appId: GUID?, name: String, at place: JSONPlace) {
    var principal = ServicePrincipal(place: places.record(place))
    principal.objectId = objectId
    principal.appId = appId
    principal.displayName = name
    principal.isDeclared = true
    records.append(.servicePrincipal(principal))
  }

  /// A managed identity that a declaration makes.
  mutating func declare(identity objectId: GUID, appId: GUID? = nil, name: String, at place: JSONPlace) {
    declare(principal: objectId, appId: appId, name: name, at: place)
    guard case .servicePrincipal(var principal)? = records.popLast() else { return }
    principal.type = .managedIdentity
    records.append(.servicePrincipal(principal))
  }

  /// A directory role that a declaration gives to an application.
  mutating func declare(_ assignment: RoleAssignment, at place: JSONPlace) {
    var assignment = assignment
    assignment.place = places.record(place)
    assignment.isServicePrincipal = true
    records.append(.roleAssignment(assignment))
  }

  // MARK: Grants

  mutating func assignment(_ place: JSONPlace) { assignment(place, values) }

  /// - Parameters:
  ///   - values: of the deployment template that declares the assignment.
  ///   - fallback: who holds the role where the declaration does not tell yet.
  mutating func assignment(_ place: JSONPlace, _ values: RegistrationValues, fallback: (id: GUID, name: String)? = nil)
  {
    var role: (identifier: Identifier?, place: JSONPlace)?
    var legacyRole: (identifier: Identifier?, place: JSONPlace)?
    var principal: GUID?
    var resource: GUID?
    var (principalName, resourceName) = ("", "")
    var type = AppRoleAssignment.PrincipalType.unknown
    document.forEachKnownMember(of: place, values.faults) { name, _, value in
      switch name {
      case .appRoleId: role = (values.identifier(values.resolve(value)).value, value)
      // Azure AD Graph calls the role "id".
      case .id: legacyRole = (values.identifier(value).value, value)
      case .principalId: principal = holder(value, values)
      case .principalDisplayName: principalName = document.string(value) ?? ""
      case .principalType: type = document.string(value).map(AppRoleAssignment.PrincipalType.init) ?? .unknown
      case .resourceId: resource = holder(value, values)
      case .resourceDisplayName: resourceName = document.string(value) ?? ""
      default: break
      }
    }
    // A declaration's own id is no role's, and neither is an id of Graph's, which is no GUID.
    let found =
      role ?? (values.scope == nil && fallback == nil && legacyRole?.identifier?.guid != nil ? legacyRole : nil)
    guard let found, let identifier = found.identifier, let principal = principal ?? fallback?.id else {
      return report(
        "an app role assignment lacks a readable appRoleId or principalId", "Export it with all its properties.",
        at: place)
    }
    var assignment = AppRoleAssignment(
      place: places.record(found.place), role: identifier.guid ?? .zero, principal: principal)
    if case .name(let name) = identifier { assignment.roleName = name }
    assignment.principalName = principalName.isEmpty ? fallback?.name ?? "" : principalName
    assignment.principalType = type
    assignment.resource = resource
    assignment.resourceName = resourceName
    records.append(.assignment(assignment))
  }

  /// An object id; in a template, what stands for the one that the deployment will give.
  private func holder(_ place: JSONPlace, _ values: RegistrationValues) -> GUID? {
    let resolved = values.resolve(place)
    if let known = values.identifier(resolved).value?.guid { return known }
    guard let scope = values.scope, document.kind(resolved) == .string, values.isExpression(resolved) else {
      return nil
    }
    return scope.standIn(for: resolved)
  }

  mutating func grant(_ place: JSONPlace) { grant(place, values) }

  /// - Parameters:
  ///   - values: of the deployment template that declares the grant.
  ///   - fallback: to whom it is given where the declaration does not tell yet.
  mutating func grant(_ place: JSONPlace, _ values: RegistrationValues, fallback: (id: GUID, name: String)? = nil) {
    var client: GUID?
    var resource: GUID?
    var scope: JSONPlace?
    var names: [String]?
    var isTenantWide: Bool?
    var isForOne = false
    document.forEachKnownMember(of: place, values.faults) { name, _, value in
      switch name {
      case .clientId: client = holder(value, values)
      case .resourceId: resource = holder(value, values)
      case .scope:
        let property = values.string(values.resolve(value))
        if let text = property.value, let place = property.place {
          scope = place
          // The list may begin with a space.
          names = text.split(separator: " ").map(String.init)
        }
      case .claimValues:
        scope = value
        let elements = document.elements(of: value)
        names = elements.compactMap { document.string($0) }
        if names?.count != elements.count { names = nil }
      case .userObjectId: isForOne = document.kind(value) == .string
      case .consentType:
        switch document.string(values.resolve(value))?.lowercased() {
        case "allprincipals": isTenantWide = true
        case "principal": isTenantWide = false
        default: break
        }
      default: break
      }
    }
    if isTenantWide == nil, fallback != nil { isTenantWide = !isForOne }
    guard let client = client ?? fallback?.id, let scope, let names, let isTenantWide else {
      return report(
        "a delegated permission grant lacks a readable clientId, consentType or scope",
        "Export it with all its properties.", at: place)
    }
    records.append(
      .grant(
        PermissionGrant(
          place: places.record(scope), client: client, resource: resource, scopes: names, isTenantWide: isTenantWide)))
  }

  /// A directory role that somebody holds.
  mutating func roleAssignment(_ place: JSONPlace) {
    guard let role = document.member(.roleDefinitionId, of: place), let id = guid(role),
      let principal = document.member(.principalId, of: place).flatMap(guid)
    else {
      return report(
        "an assignment of a directory role lacks a readable roleDefinitionId or principalId",
        "Export it with all its properties.", at: place)
    }
    var assignment = RoleAssignment(place: places.record(role), role: id, principal: principal)
    if let scope = document.rareMember("directoryscopeid", of: place) {
      assignment.scope = document.string(scope) ?? "/"
    }
    if let holder = document.rareMember("principal", of: place), document.kind(holder) == .object {
      let type = document.member(.odataType, of: holder).flatMap { document.string($0) }?.lowercased()
      assignment.isServicePrincipal = type?.hasSuffix(".serviceprincipal") == true
      assignment.principalName = document.member(.displayName, of: holder).flatMap { document.string($0) } ?? ""
    }
    records.append(.roleAssignment(assignment))
  }

  /// The problems since the last time, in order.
  mutating func takeProblems() -> [DocumentProblem] { exchange(&problems, with: []) }

  mutating func report(_ message: String, _ remedy: String, at place: JSONPlace) {
    problems.append(DocumentProblem(message: message, remedy: remedy, position: places.position(place)))
  }
}

extension RegistrationValues {
  /// The owners that an export lists because it was asked to (`$expand`); nil where it shows none of the two, since
  /// PowerShell prints null for what was not asked for.
  func owners(_ place: JSONPlace) -> Owners? {
    let place = unwrapped(place)
    guard document.kind(place) == .array else { return nil }
    var owners = Owners()
    document.forEachElement(of: place) { owner in
      owners.count += 1
      guard document.kind(owner) == .object else {
        owners.unidentified += 1
        return
      }
      let type = document.string(member(.odataType, of: owner))?.lowercased()
      let userType = document.string(member(.userType, of: owner))?.lowercased()
      let name = document.string(member(.userPrincipalName, of: owner))
      if owners.names.count < Owners.longestList,
        let shown = name ?? document.string(member(.displayName, of: owner)) ?? document.string(member(.id, of: owner))
      {
        owners.names.append(shown)
      }
      if type?.hasSuffix(".serviceprincipal") == true {
        owners.servicePrincipals += 1
      } else if userType == "guest" || name?.uppercased().contains("#EXT#") == true {
        // Entra names invited users so, and an export need not show userType.
        owners.guests += 1
      } else if userType == nil, name == nil {
        owners.unidentified += 1
      }
    }
    return owners
  }
}
