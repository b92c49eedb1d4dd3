internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// A permission that no token carries any more, or a name that has been replaced.
  static let supersededPermission = Check(permissions: "superseded-permission") { context in
    for held in context.holdings.permissions {
      if held.permission?.status == .disabled {
        context.report(held, "\(context.name(held)) is disabled: no token will carry it.")
        continue
      }
      guard case .name(let name)? = held.identifier, deadPrefixes.contains(where: name.hasPrefix) else { continue }
      context.report(held, "\(name) is a name that Microsoft Graph no longer knows.")
    }
  }

  /// Names of 2017 and of previews that old texts still print.
  private static let deadPrefixes = ["DeviceManagementServiceConfiguration.", "DeviceManagement.Scripts."]
}
