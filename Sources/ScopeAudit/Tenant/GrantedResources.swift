internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// Tells which resource a grant is for; grants name it by an object id that differs from tenant to tenant.
struct GrantedResources: Sendable {
  /// A resource as permissions are looked up by it.
  struct Resource: Sendable {
    var identifier: Identifier
    /// Index in the catalog; nil where it does not know the resource.
    var index: Int?
    /// Whether it was guessed from what was granted, because its service principal is not among the inputs.
    var isInferred = false
  }

  private let catalog: Catalog
  /// Application ids of service principals by their object ids.
  private let appIds: [GUID: GUID]
  /// Indexes of the catalog's resources by application id.
  private let indexes: [GUID: Int]
  /// Delegated permissions of the catalog by name in lower case: grants name them, and there may be millions.
  private let delegated: [String: [Permission]]

  init(_ principals: some Sequence<ServicePrincipal>, catalog: Catalog) {
    self.catalog = catalog
    appIds = Dictionary(
      principals.compactMap { principal in principal.objectId.flatMap { id in principal.appId.map { (id, $0) } } },
      uniquingKeysWith: { first, _ in first })
    indexes = Dictionary(
      (0..<catalog.resourceCount).map { index in
        let known = catalog.resourceIdentifier(index)
        return (GUID(high: known.high, low: known.low), index)
      }, uniquingKeysWith: { first, _ in first })
    delegated = Dictionary(
      grouping: (0..<catalog.permissionCount).lazy.map { catalog.permission($0) }.filter { $0.flow == .delegated },
      by: { catalog.name($0.nameIndex).lowercased() })
  }

  /// What a scope is looked up by: its id where the resource has one of that name, else the name.
  func identifier(of scope: String, on resource: Resource?) -> Identifier {
    let known = delegated[scope.lowercased()]?.first { $0.resource == resource?.index && $0.hasIdentifier }
    return known.map { .guid(GUID(high: $0.high, low: $0.low)) } ?? .name(scope)
  }

  /// The resource of an assignment: by its service principal, else by the role's id, which only one resource may
  /// have, else by the resource's name.
  func resource(of assignment: AppRoleAssignment) -> Resource? {
    if let known = listed(assignment.resource) { return known }
    var found: Set<Int> = []
    if let name = assignment.roleName {
      for permission in catalog.permissions(named: name) where permission.flow == .application {
        found.insert(permission.resource)
      }
    } else {
      catalog.forEachPermission(with: (assignment.role.high, assignment.role.low)) { found.insert($0.resource) }
    }
    if found.count == 1, let only = found.first { return inferred(only) }
    guard !assignment.resourceName.isEmpty, let named = catalog.resource(named: assignment.resourceName),
      found.isEmpty || found.contains(named)
    else { return nil }
    return inferred(named)
  }

  /// The resource of a delegated grant: by its service principal, else the only one that has every scope.
  func resource(of grant: PermissionGrant) -> Resource? {
    if let known = listed(grant.resource) { return known }
    var candidates: Set<Int>?
    for scope in grant.scopes where !catalog.isSignIn(scope) {
      let owners = Set(
        (delegated[scope.lowercased()] ?? []).lazy.map(\.resource).filter { !catalog.resourceIsRetired($0) })
      candidates = candidates.map { $0.intersection(owners) } ?? owners
      if candidates?.isEmpty == true { return nil }
    }
    guard let candidates, candidates.count == 1, let only = candidates.first else { return nil }
    return inferred(only)
  }

  private func listed(_ objectId: GUID?) -> Resource? {
    guard let objectId, let appId = appIds[objectId] else { return nil }
    return Resource(identifier: .guid(appId), index: indexes[appId])
  }

  private func inferred(_ index: Int) -> Resource {
    let known = catalog.resourceIdentifier(index)
    return Resource(identifier: .guid(GUID(high: known.high, low: known.low)), index: index, isInferred: true)
  }
}
