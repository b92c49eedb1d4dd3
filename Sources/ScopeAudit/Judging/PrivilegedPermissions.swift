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
    let permissions = holdings.permissions
    var rated: [(index: Int, severity: Severity)] = []
    for index in permissions.indices
    where permissions[index].status == .known && (flow == nil || permissions[index].flow == flow) {
      guard let permission = permissions[index].permission else { continue }
      let ratings = rules.ratings[permission]
      var severity: Severity?
      for place in ratings.indices where ratings[place].isPrivileged {
        severity = max(severity ?? ratings[place].severity, ratings[place].severity)
      }
      if let severity { rated.append((index, severity)) }
    }
    guard let worst = rated.lazy.map(\.severity).max() else { return nil }
    let sorted = rated.filter { $0.severity == worst } + rated.filter { $0.severity != worst }
    return PrivilegedPermissions(permissions: sorted.map { permissions[$0.index] }, severity: worst)
  }
}
