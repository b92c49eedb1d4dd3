internal import ScopeCatalog

extension Checks {
  /// A permission called Read that opens calls which change something, after corrections.
  static let writingReadPermission = Check(permissions: "writing-read-permission") { context in
    guard let graph = context.catalog.graph else { return }
    let stray = context.options.threshold("changingCalls", of: context.rule)
    for held in context.holdings.permissions where held.status == .known {
      guard let permission = held.permission, permission.resource == graph else { continue }
      let changes = context.catalog.changingCalls(of: permission)
      guard changes > stray else { continue }
      let name = context.name(held)
      context.report(
        held, "\(name) opens \(changes) calls that change something, by upstream's word.",
        fix: context.rule.fix.text.replacing("<permission>", with: name))
    }
  }
}
