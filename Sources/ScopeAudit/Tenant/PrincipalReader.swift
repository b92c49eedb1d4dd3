internal import ScopeCatalog
internal import ScopeDocuments

/// Puts together what one service principal holds, out of all the inputs that speak of it.
struct PrincipalReader {
  private let directory: TenantDirectory
  private let catalog: Catalog
  /// The places of everything that is judged, in the order in which it is reported.
  private(set) var places = RecordedPlaces()
  private var permissions: [HeldPermission] = []
  private var isForAll: [Bool] = []
  /// Where a permission stands among those that are held already: what every user consents to is granted often.
  private var known: [Key: Int] = [:]
  private var hasUnresolved = false
  private var hasInferred = false

  private struct Key: Hashable {
    var resource: Identifier?
    var flow: Flow
    var identifier: Identifier
  }

  init(_ directory: TenantDirectory, catalog: Catalog) {
    self.directory = directory
    self.catalog = catalog
  }

  mutating func read(_ index: Int) -> (facts: PrincipalFacts, holdings: Holdings) {
    let holder = directory.holder(index)
    let records = directory.records
    let principal = holder.principal
    func path(_ index: Int) -> String { records.paths[index] }
    let first =
      principal?.place ?? holder.assignments.first.map { records.assignments[Int($0)].record.place }
      ?? holder.grants.first.map { records.grants[Int($0)].record.place }
      ?? holder.roles.first.map { records.roleAssignments[Int($0)].record.place }
    let home = path(holder.path)
    let place = places.add(
      first ?? RecordedPlace(range: SourceRange(start: .start, end: .start), pointer: ""), in: home)
    var facts = PrincipalFacts(
      principal: principal, place: place, ownership: Ownership(noun: "service principal"),
      request: directory.request(of: principal?.appId), isComplete: directory.isComplete, home: directory.home)
    facts.organizationPlace = principal?.ownerOrganization.map { places.add($0.place, in: home) }
    facts.assignmentPlace = principal?.requiresAssignment.map { places.add($0.place, in: home) }
    facts.credentialPlaces = principal?.credentials?.map { places.add($0.place, in: home) } ?? []
    facts.replyURLs = principal?.replyURLs?.map { ($0.value, places.add($0.place, in: home)) }
    facts.sponsorsPlace = principal?.agent?.sponsors.map { places.add($0.place, in: home) }
    if records.hasRoleAssignments || !holder.roles.isEmpty {
      facts.directoryRoles = holder.roles.map { index in
        let sourced = records.roleAssignments[Int(index)]
        return .init(
          role: sourced.record.role, scope: sourced.record.scope,
          place: places.add(sourced.record.place, in: path(sourced.path)))
      }
    }
    facts.ownership.owners = principal?.owners?.value
    facts.ownership.place = principal?.owners.map { places.add($0.place, in: home) }
    facts.ownership.isPossible = !facts.isManagedIdentity && facts.isMicrosofts != true
    // Graph expands no more than twenty objects, and does not always say that there are more.
    facts.hasAllAssignments = principal?.expandedAssignments.map { $0 < 20 } ?? false
    for assignment in holder.assignments {
      let sourced = records.assignments[Int(assignment)]
      let resource = directory.resources.resource(of: sourced.record)
      note(resource)
      let place = places.add(sourced.record.place, in: path(sourced.path))
      let role = sourced.record.roleName.map(Identifier.name) ?? .guid(sourced.record.role)
      hold(role, .application, of: resource, place, isForAll: true, &facts)
    }
    for grant in holder.grants {
      let sourced = records.grants[Int(grant)]
      let resource = directory.resources.resource(of: sourced.record)
      note(resource)
      let place = places.add(sourced.record.place, in: path(sourced.path))
      var tenantWide = PrincipalFacts.TenantWideGrant(place: place)
      for scope in sourced.record.scopes {
        let identifier = directory.resources.identifier(of: scope, on: resource)
        let held = hold(identifier, .delegated, of: resource, place, isForAll: sourced.record.isTenantWide, &facts)
        if sourced.record.isTenantWide { tenantWide.permissions.append(held) }
      }
      if sourced.record.isTenantWide { facts.tenantWideGrants.append(tenantWide) }
    }
    facts.isForAll = isForAll
    var holdings = Holdings(permissions: permissions)
    holdings.place = place
    holdings.areGranted = true
    if permissions.isEmpty { holdings.obstacle = emptiness(facts) }
    holdings.gaps = gaps
    holdings.hasUnresolved = hasUnresolved
    holdings.hasInferred = hasInferred
    return (facts, holdings)
  }

  private mutating func note(_ resource: GrantedResources.Resource?) {
    hasUnresolved = hasUnresolved || resource == nil
    hasInferred = hasInferred || resource?.isInferred == true
  }

  @discardableResult
  private mutating func hold(
    _ identifier: Identifier, _ flow: Flow, of resource: GrantedResources.Resource?, _ place: JSONPlace, isForAll: Bool,
    _ facts: inout PrincipalFacts
  ) -> HeldPermission {
    if let index = resource?.index { facts.answered.insert(.init(resource: index, flow: flow)) }
    let key = Key(resource: resource?.identifier, flow: flow, identifier: identifier)
    if let index = known[key] {
      self.isForAll[index] = self.isForAll[index] || isForAll
      return permissions[index]
    }
    known[key] = permissions.count
    let held = HeldPermission(
      resourceIdentifier: resource?.identifier, resource: resource?.index, flow: flow, identifier: identifier,
      place: place,
      catalog: catalog)
    permissions.append(held)
    self.isForAll.append(isForAll)
    return held
  }

  /// Why nothing is held, as far as the inputs tell; nil where they say that nothing was granted.
  private func emptiness(_ facts: PrincipalFacts) -> String? {
    if facts.principal != nil, facts.principal?.objectId == nil {
      return "the export does not show the service principal's object id, by which grants are joined"
    }
    guard !facts.hasAllAssignments else { return nil }
    return
      "no input holds a grant to this service principal: nothing was granted, or the exports of appRoleAssignments and oauth2PermissionGrants are missing"
  }

  /// Why more may be held than the grants say.
  private var gaps: [String] {
    var gaps: [String] = []
    if hasUnresolved { gaps.append(PrincipalFacts.missingPrincipals) }
    if !directory.records.hasAssignments {
      gaps.append("no input holds appRoleAssignments, so application permissions are not known")
    }
    if !directory.records.hasGrants {
      gaps.append("no input holds oauth2PermissionGrants, so delegated permissions are not known")
    }
    return gaps
  }
}
