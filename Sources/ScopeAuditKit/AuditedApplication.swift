import ScopeAudit
package import ScopeCatalog
import ScopeDocuments

/// An application or a service principal, what it holds, and what the rules say of it.
public struct AuditedApplication: Sendable {
  /// Empty where the input does not show it.
  public var appId: String
  public var displayName: String
  /// Whether it is an application as one tenant has it, so that its permissions were granted.
  public var isServicePrincipal: Bool
  public var location: SourceLocation
  public var permissions: [AuditedPermission]
  /// The worst first.
  public var findings: [AuditFinding]
  /// What was not judged, and why; nothing in it counts as passed.
  public var unjudged: [UnjudgedRule]

  init(_ result: ApplicationResult, catalog: Catalog) {
    appId = result.appId
    displayName = result.displayName
    isServicePrincipal = result.isServicePrincipal
    location = SourceLocation(result.location)
    permissions = result.permissions.map { AuditedPermission($0, catalog: catalog) }
    findings = result.findings.map(AuditFinding.init)
    unjudged = result.notAssessable.map(UnjudgedRule.init)
  }
}

/// A permission that an application asks for or was granted.
public struct AuditedPermission: Hashable, Sendable {
  /// The resource's name, or its id where the catalog knows no name.
  public var resource: String
  /// Nil where the input does not tell.
  public var flow: CallerFlow?
  /// Nil where the input shows none that can be read.
  public var id: String?
  /// Nil where the catalog does not know the permission.
  public var name: String?

  init(_ result: PermissionResult, catalog: Catalog) {
    resource = result.resource.map { catalog.resourceName($0) } ?? result.resourceIdentifier?.description ?? ""
    flow = result.flow.map(CallerFlow.init)
    id = result.identifier?.description
    name = result.permission.map { catalog.name($0.nameIndex) }
  }
}

/// Who uses a permission: the application itself, or an application for a signed-in user.
public enum CallerFlow: String, CaseIterable, Sendable {
  case application, delegated

  /// As people say it, in any letter case: application or app, delegated or user.
  package init?(spoken: String) {
    switch spoken.lowercased() {
    case "application", "app": self = .application
    case "delegated", "user": self = .delegated
    default: return nil
    }
  }

  init(_ flow: Flow) { self = flow == .application ? .application : .delegated }

  package var flow: Flow { self == .application ? .application : .delegated }
}
