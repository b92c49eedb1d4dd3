package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// All that a run has read of a tenant, joined by object ids: who holds what, in which tenant, and who asked for it.
package struct TenantDirectory: Sendable {
  /// One holder of grants: a service principal of the inputs, or one that only grants name.
  struct Holder: Sendable {
    var principal: ServicePrincipal?
    var path = 0
    var objectId: GUID?
    /// Indexes among the records.
    var assignments: [Int32] = []
    var grants: [Int32] = []
    var roles: [Int32] = []
  }

  let records: TenantRecords
  let resources: GrantedResources
  let home: HomeTenant
  /// What applications ask for, by application id; nil for one whose permissions could not be read.
  private let requested: [GUID: Set<PermissionKey>?]
  private let holders: [Holder]
  /// Whether every input could be read to its end, so that what is not there was not granted.
  let isComplete: Bool

  /// - Parameters:
  ///   - records: given up by the caller, so that service principals need not be kept twice.
  ///   - isComplete: whether every input could be read to its end.
  package init(_ records: consuming TenantRecords, requested: RequestedPermissions, isComplete: Bool, catalog: Catalog)
  {
    self.isComplete = isComplete
    self.requested = requested.sets()
    var joining = Joining()
    for sourced in records.takePrincipals() { joining.add(sourced) }
    for (index, sourced) in records.assignments.enumerated() {
      joining.add(assignment: index, to: sourced.record.principal, from: sourced.path)
    }
    for (index, sourced) in records.grants.enumerated() {
      joining.add(grant: index, to: sourced.record.client, from: sourced.path)
    }
    for (index, sourced) in records.roleAssignments.enumerated() {
      joining.add(role: index, sourced)
    }
    self.records = records
    let principals = joining.holders.lazy.compactMap(\.principal)
    resources = GrantedResources(principals, catalog: catalog)
    let registered = self.requested
    home = HomeTenant(principals) { registered[$0] != nil }
    holders = joining.holders.filter(Self.isWorthAuditing)
  }

  /// The number of holders to audit.
  package var count: Int { holders.count }

  func holder(_ index: Int) -> Holder { holders[index] }

  /// The application id and name by which reports know a holder.
  package func name(_ index: Int) -> (appId: String, displayName: String) {
    let holder = holders[index]
    let known = holder.principal?.displayName ?? ""
    guard known.isEmpty else { return (holder.principal?.appId?.description ?? "", known) }
    let told = holder.assignments.lazy.map { records.assignments[Int($0)].record.principalName }.first { !$0.isEmpty }
    let held = holder.roles.lazy.map { records.roleAssignments[Int($0)].record.principalName }.first { !$0.isEmpty }
    let fallback = held ?? holder.objectId.map { "service principal \($0)" } ?? ""
    return (holder.principal?.appId?.description ?? "", told ?? fallback)
  }

  /// What the application asks for, where it is among the inputs.
  func request(of appId: GUID?) -> Request {
    guard let appId, let known = requested[appId] else { return .notAmongInputs }
    return known.map(Request.known) ?? .unreadable
  }

  enum Request: Sendable {
    case notAmongInputs, unreadable
    case known(Set<PermissionKey>)
  }

  /// Tenants hold hundreds of Microsoft's own service principals, to which nothing was granted.
  private static func isWorthAuditing(_ holder: Holder) -> Bool {
    guard let principal = holder.principal else { return true }
    // What a declaration looks up, or makes for an application that is audited itself, is there for its grants alone.
    if principal.isDeclared { return !holder.assignments.isEmpty || !holder.grants.isEmpty || !holder.roles.isEmpty }
    let isMicrosofts = principal.ownerOrganization.map { HomeTenant.microsoft.contains($0.value) } ?? false
    return !isMicrosofts || !holder.assignments.isEmpty || !holder.grants.isEmpty || !holder.roles.isEmpty
      || principal.credentials?.isEmpty == false
  }
}

/// Brings records of one object id together, in the order in which the ids first came.
private struct Joining {
  private(set) var holders: [TenantDirectory.Holder] = []
  private var indexes: [GUID: Int] = [:]

  mutating func add(_ sourced: TenantRecords.Sourced<ServicePrincipal>) {
    let principal = sourced.record
    if let objectId = principal.objectId {
      if let known = indexes[objectId] {
        holders[known].principal?.complete(from: principal)
        return
      }
      indexes[objectId] = holders.count
    }
    holders.append(TenantDirectory.Holder(principal: principal, path: sourced.path, objectId: principal.objectId))
  }

  mutating func add(assignment: Int, to objectId: GUID, from path: Int) {
    holders[index(objectId, path)].assignments.append(Int32(assignment))
  }

  mutating func add(grant: Int, to objectId: GUID, from path: Int) {
    holders[index(objectId, path)].grants.append(Int32(grant))
  }

  /// Most directory roles are held by users, of whom nothing is known here: only what is known to be an application, by
  /// its service principal, a grant or the export's own word, is joined.
  mutating func add(role: Int, _ sourced: TenantRecords.Sourced<RoleAssignment>) {
    let objectId = sourced.record.principal
    guard indexes[objectId] != nil || sourced.record.isServicePrincipal else { return }
    holders[index(objectId, sourced.path)].roles.append(Int32(role))
  }

  /// The holder with an object id; a new one where no service principal of the inputs has it.
  private mutating func index(_ objectId: GUID, _ path: Int) -> Int {
    if let known = indexes[objectId] { return known }
    indexes[objectId] = holders.count
    holders.append(TenantDirectory.Holder(path: path, objectId: objectId))
    return holders.count - 1
  }
}
