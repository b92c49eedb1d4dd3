import ScopeCatalog

extension CheckContext {
  /// The held permissions that some rule rates critical.
  var criticalPermissions: [HeldPermission] { holdings.permissions.filter(rules.isCritical) }

  /// Of them, those held as the application itself, for which its credentials are enough.
  var criticalApplicationPermissions: [HeldPermission] { criticalPermissions.filter { $0.flow == .application } }
}
