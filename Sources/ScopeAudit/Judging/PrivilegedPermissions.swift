import ScopeCatalog

/// The held permissions that make their holder privileged, the worst first.
struct PrivilegedPermissions: Sendable {
  let permissions: [HeldPermission]
  /// The worst severity that a rule gives to one of them.
  let severity: Severity

  /// The first of them by name, and how many more there are.
  func phrase(_ context: CheckContext) -> String {
    guard let first = permissions.first else { return "" }
    return context.name(first) + (permissions.count == 1 ? "" : " and \(permissions.count - 1) more")
  }

  /// What they give power over, as the end of a sentence.
  var power: String {
    severity == .critical
      ? "the power to take over a tenant or its devices" : "power over a tenant's content, users or protection"
  }
}

extension PermissionRatings.Rating {
  /// Whether the rule's record says that such a permission makes its holder privileged.
  var isPrivileged: Bool { severity >= rule.privilegedFrom }
}

extension CheckContext {
  /// The held permissions that make their holder privileged; nil where there are none.
  ///
  /// - Parameter flow: for application, only those for which the application's own credentials are enough.
  func privileged(_ flow: Flow? = nil) -> PrivilegedPermissions? {
    var rated: [(held: HeldPermission, severity: Severity)] = []
    for held in holdings.permissions where held.status == .known && (flow == nil || held.flow == flow) {
      guard let permission = held.permission,
        let severity = rules.ratings[permission].lazy.filter(\.isPrivileged).map(\.severity).max()
      else { continue }
      rated.append((held, severity))
    }
    guard let worst = rated.map(\.severity).max() else { return nil }
    return PrivilegedPermissions(
      permissions: rated.filter { $0.severity == worst }.map(\.held)
        + rated.filter { $0.severity != worst }.map(\.held), severity: worst)
  }
}
