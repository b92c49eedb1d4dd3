/// Reads a requiredResourceAccess value in any tool's names; every entry yields a permission, known or not.
package struct PermissionList {
  package private(set) var permissions: [DeclaredPermission] = []

  package init(_ value: SourceValue) { read(value) }

  private mutating func read(_ value: SourceValue) {
    switch value.shape {
    case .list(let items, let rest):
      for item in items { read(item) }
      if let rest { unknown(rest, value.origin) }
    case .anyOf(let values): for value in values { read(value) }
    case .object: resource(value)
    case .null: break
    default: unknown(value.hole ?? Hole("an expression", .unsupported, value.origin), value.origin)
    }
  }

  private mutating func unknown(_ hole: Hole, _ origin: SourceOrigin) {
    let value = SourceValue(.hole(hole), hole.origin)
    permissions.append(DeclaredPermission(resource: value, type: value, id: value, entry: origin))
  }

  private mutating func resource(_ value: SourceValue) {
    let none = SourceValue(.null, value.origin)
    let resource = value.first("resourceAppId", "resource_app_id", "ResourceApplicationId") ?? none
    guard let entries = value.first("resourceAccess", "resource_access") else {
      // An entry by itself.
      if value.member("id") != nil { return entry(value, resource) }
      if let hole = value.hole { unknown(hole, value.origin) }
      return
    }
    access(entries, resource)
  }

  private mutating func access(_ value: SourceValue, _ resource: SourceValue) {
    switch value.shape {
    case .list(let items, let rest):
      for item in items { access(item, resource) }
      if let rest {
        let hole = SourceValue(.hole(rest), rest.origin)
        permissions.append(DeclaredPermission(resource: resource, type: hole, id: hole, entry: value.origin))
      }
    case .anyOf(let values): for value in values { access(value, resource) }
    case .object: entry(value, resource)
    case .null: break
    case .lookup(.permission(_, let type, _)):
      let name = type == .scope ? "Scope" : "Role"
      add(value, SourceValue.literal(name, at: value.origin), resource, value.origin, [])
    default:
      let hole = value.hole ?? Hole("an expression", .unsupported, value.origin)
      let unknown = SourceValue(.hole(hole), hole.origin)
      permissions.append(DeclaredPermission(resource: resource, type: unknown, id: unknown, entry: value.origin))
    }
  }

  private mutating func entry(_ value: SourceValue, _ resource: SourceValue) {
    let missing = SourceValue(.hole(value.hole ?? Hole("a missing id", .unsupported, value.origin)), value.origin)
    let labels = ["name", "value", "permission", "displayName", "comment", "description"].compactMap {
      value.member($0)
    }
    .filter { $0.text != nil }
    add(
      value.member("id") ?? missing, value.member("type") ?? SourceValue(.null, value.origin), resource, value.origin,
      labels)
  }

  private mutating func add(
    _ id: SourceValue, _ type: SourceValue, _ resource: SourceValue, _ entry: SourceOrigin, _ labels: [SourceValue]
  ) {
    // Permissions of an application that is declared here have no ids before it is deployed.
    if case .lookup(.application) = resource.shape { return }
    for id in id.permissionNames {
      for type in type.alternatives {
        permissions.append(
          DeclaredPermission(resource: resource.resourceName, type: type, id: id, entry: entry, labels: labels))
      }
    }
  }
}

extension SourceValue {
  /// The first of some members that there is.
  package func first(_ names: String...) -> SourceValue? {
    for name in names { if let value = member(name) { return value } }
    return nil
  }

  /// What a value says of a permission: its id or its name, each possibility by itself.
  package var permissionNames: [SourceValue] {
    switch shape {
    case .lookup(.permission(_, _, let name)): name.permissionNames
    case .lookup: [SourceValue(.hole(Hole("what the API publishes", .resource, origin)), origin)]
    case .anyOf(let values): values.flatMap(\.permissionNames)
    case .list(let items, let rest):
      items.flatMap(\.permissionNames) + (rest.map { [SourceValue(.hole($0), $0.origin)] } ?? [])
    default: [self]
    }
  }

  /// What a value says of an API: its id or its name.
  package var resourceName: SourceValue {
    if case .lookup(.principal(let resource)) = shape { resource } else { self }
  }
}
