package import ScopeCatalog
package import ScopeDocuments

/// One permission that an application asks for, resolved against the catalog.
package struct HeldPermission: Sendable {
  package enum Status: String, Sendable {
    case known, unknown, typeMismatch, resourceMismatch, unpublished, retired
  }

  package var access: ResourceAccess
  /// Index of the resource in the catalog; nil where the catalog does not know it.
  package var resource: Int?
  package var resourceText: String
  package var flow: Flow?
  package var identifier: String
  package var permission: Permission?
  package var status: Status
  package var place: JSONPlace
}

/// What an application asks for, permission by permission.
package struct Holdings: Sendable {
  package var permissions: [HeldPermission] = []

  package init(_ application: Application, catalog: Catalog) {
    for access in application.requiredResourceAccess.value ?? [] {
      guard let place = access.id.place ?? access.type.place ?? access.resource.place else { continue }
      let resourceText = access.resource.value ?? ""
      let resource = GUID(resourceText).map { catalog.resource(($0.high, $0.low)) } ?? catalog.resource(named: resourceText)
      let flow: Flow? =
        switch access.type.value?.lowercased() {
        case "role": .application
        case "scope": .delegated
        default: nil
        }
      let identifier = access.id.value ?? ""
      let candidates = GUID(identifier).map { catalog.permissions(with: ($0.high, $0.low)) } ?? catalog.permissions(named: identifier)
      let here = candidates.filter { $0.resource == resource }
      var permission = here.first { $0.flow == flow && $0.status != .unpublished } ?? here.first { $0.flow == flow }
      var status = HeldPermission.Status.known
      if let permission {
        switch permission.status {
        case .unpublished, .nameOnly, .resourceSpecific: status = .unpublished
        case .retired: status = .retired
        default: break
        }
      } else if let other = here.first {
        permission = other
        status = .typeMismatch
      } else if let other = candidates.first, resource != nil || GUID(resourceText) != nil {
        permission = other
        status = .resourceMismatch
      } else {
        status = .unknown
      }
      permissions.append(
        HeldPermission(
          access: access, resource: resource, resourceText: resourceText, flow: flow, identifier: identifier,
          permission: permission, status: status, place: place))
    }
  }
}
