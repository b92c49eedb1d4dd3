internal import ScopeCatalog

extension Checks {
  /// A permission called Read that opens calls which change something, after corrections.
  static let writingReadPermission = Check(permissions: "writing-read-permission") { context in
    guard let graph = context.catalog.graph else { return }
    let stray = context.options.threshold("changingCalls", of: context.rule)
    let permissions = context.holdings.permissions
    for index in permissions.indices where permissions[index].status == .known {
      guard let permission = permissions[index].permission, permission.resource == graph else { continue }
      let changes = context.catalog.changingCalls(of: permission)
      guard changes > stray else { continue }
      let held = permissions[index]
      let name = context.name(held)
      context.report(
        held, "\(name) opens \(changes) calls that change something, by upstream's word.",
        fix: context.rule.fix.text.replacing("<permission>", with: name))
    }
  }
}
