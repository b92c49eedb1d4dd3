package import ScopeCatalog
package import ScopeDocuments
import ScopeValues

/// What an application asks for or a token carries, permission by permission, in the input's order.
package struct Holdings: Sendable {
  package let permissions: [HeldPermission]
  /// Which of them are named again.
  let repeated: RepeatedPermissions
  /// Why the permissions cannot be judged at all; nil where they can.
  package var obstacle: String?
  /// Where the list stands, in a manifest that has one.
  package internal(set) var place: JSONPlace?
  /// Whether the permissions were granted, so that no line shows each with its id.
  var areGranted = false
  /// Why more may be held than the list says, so that no rule about single permissions can be sure.
  var gaps: [String] = []
  /// Whether the resource of a granted permission could not be found out.
  var hasUnresolved = false
  /// Whether the resource of a granted permission was guessed from what was granted.
  var hasInferred = false

  package init(permissions: [HeldPermission], obstacle: String? = nil) {
    self.permissions = permissions
    repeated = RepeatedPermissions(permissions)
    self.obstacle = obstacle
  }

  /// What an application's manifest asks for.
  package init(_ application: Application, catalog: Catalog) {
    place = application.requiredResourceAccess.place ?? application.place
    obstacle = Self.obstacle(to: application)
    if application.hasMisreadAccess { gaps.append("some of requiredResourceAccess could not be understood") }
    var permissions: [HeldPermission] = []
    switch application.requiredResourceAccess {
    case .value(let list, _):
      permissions.reserveCapacity(list.count)
      var resources = ResourceMemo()
      for access in list {
        guard let place = access.id.place ?? access.type.place ?? access.resource.place else { continue }
        var held = HeldPermission(
          resourceIdentifier: access.resource.value, resource: resources.find(access.resource.value, catalog),
          flow: Flow(access.type.value), identifier: access.id.value, place: place, catalog: catalog)
        // A script that looks for a name among the wrong kind of permissions finds nothing, and asks for nothing: that
        // is said, and no permission.
        if application.dialect == .powerShell || application.dialect == .shell, held.status == .typeMismatch,
          application.document.isDeclared, case .name(let name) = held.identifier
        {
          let kind = held.flow == .application ? "application" : "delegated"
          let reason = "\(name) is no \(kind) permission of its API: the script finds nothing by that name"
          if !gaps.contains(reason) { gaps.append(reason) }
          continue
        }
        held.take(
          labels: access.labels.map(application.document.text) + (access.comment.map { [$0] } ?? []),
          at: application.document.isDeclared ? access.labels : [], written: access.written)
        permissions.append(held)
      }
    case .null, .absent, .unresolved, .malformed: break
    }
    self.permissions = permissions
    repeated = RepeatedPermissions(permissions)
  }

  /// Why what a manifest asks for is not known; nil where it is.
  static func obstacle(to application: Application) -> String? {
    switch application.requiredResourceAccess {
    case .value: nil
    // PowerShell and others print null for what was not asked for.
    case .absent, .null: "the export does not show requiredResourceAccess"
    case .unresolved, .malformed: "requiredResourceAccess could not be read"
    }
  }

  package var isEmpty: Bool { permissions.isEmpty }

  package func count(_ flow: Flow) -> Int { permissions.indices.count { permissions[$0].flow == flow } }

  /// Whether the catalog says this of one of the permissions; asked before a loop, which copies each of them.
  func has(_ status: HeldPermission.Status) -> Bool {
    permissions.indices.contains { permissions[$0].status == status }
  }
}

extension Flow {
  init?(_ type: AccessType?) {
    switch type {
    case .role: self = .application
    case .scope: self = .delegated
    case .other, nil: return nil
    }
  }
}

/// The resource looked up last: permissions of one resource stand together.
private struct ResourceMemo {
  private var identifier: Identifier?
  private var resource: Int?

  mutating func find(_ wanted: Identifier?, _ catalog: Catalog) -> Int? {
    guard let wanted else { return nil }
    if wanted != identifier {
      identifier = wanted
      resource =
        switch wanted {
        case .guid(let guid): catalog.resource((guid.high, guid.low))
        case .name(let name): catalog.resource(named: name)
        }
    }
    return resource
  }
}
