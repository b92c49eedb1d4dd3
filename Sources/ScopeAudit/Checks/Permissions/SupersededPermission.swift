internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A permission that no token carries any more, a name that has been replaced, or a use that has moved on.
  static let supersededPermission = Check(permissions: "superseded-permission") { context in
    let permissions = context.holdings.permissions
    // Nearly every permission is known by a name of today and stands without a text: it is passed over uncopied.
    for index in permissions.indices where permissions[index].mayBeSuperseded(context.catalog) {
      let held = permissions[index]
      if held.permission?.status == .disabled {
        context.report(held, "\(context.name(held)) is disabled: no token will carry it.")
      } else if let successor = context.catalog.currentName(of: context.name(held)) {
        context.report(
          held, "\(context.name(held)) is a name that Microsoft Graph no longer knows; it is \(successor) today.")
      } else if !held.labels.isEmpty, held.isMeantForScripts(context), !context.holdsScripts(held.flow) {
        let scripts = context.name(held).hasSuffix(".Read.All") ? "Read.All" : "ReadWrite.All"
        context.report(
          held,
          "\(context.name(held)) does not open scripts any more, which the text beside it speaks of. Since 31 July 2025 that takes DeviceManagementScripts.\(scripts)."
        )
      }
    }
  }
}

extension HeldPermission {
  /// Whether there is anything to find out about it.
  fileprivate func mayBeSuperseded(_ catalog: Catalog) -> Bool {
    guard let permission, labels.isEmpty else { return true }
    return permission.status == .disabled || catalog.beginsLikeDeadName(permission.nameIndex)
  }

  /// Whether it is a configuration permission and a text beside it names scripts or remediations.
  fileprivate func isMeantForScripts(_ context: CheckContext) -> Bool {
    guard context.name(self).hasPrefix("DeviceManagementConfiguration.") else { return false }
    return labels.contains { label in
      let text = label.lowercased()
      return ["script", "remediation"].contains { word in text.split(separator: " ").contains { $0.hasPrefix(word) } }
    }
  }
}

extension CheckContext {
  fileprivate func holdsScripts(_ flow: Flow?) -> Bool {
    holdings.permissions.contains { $0.flow == flow && name($0).hasPrefix("DeviceManagementScripts.") }
  }
}
