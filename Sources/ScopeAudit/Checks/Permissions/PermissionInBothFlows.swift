internal import ScopeCatalog

extension Checks {
  /// The same permission for the application itself and for signed-in users.
  static let permissionInBothFlows = Check(permissions: "permission-in-both-flows") { context in
    let permissions = context.holdings.permissions
    guard permissions.contains(where: { $0.flow == .application }),
      permissions.contains(where: { $0.flow == .delegated })
    else { return }
    var delegated: Set<Twin> = []
    for held in permissions where held.flow == .delegated {
      if let twin = Twin(held) { delegated.insert(twin) }
    }
    for held in permissions where held.flow == .application {
      guard let twin = Twin(held), delegated.remove(twin) != nil else { continue }
      context.report(held, "\(context.name(held)) is requested for the application itself and for signed-in users.")
    }
  }

  /// A permission without its flow.
  private struct Twin: Hashable {
    var name: Int
    var resource: Int

    init?(_ held: HeldPermission) {
      guard held.status == .known, let permission = held.permission else { return nil }
      name = permission.nameIndex
      resource = permission.resource
    }
  }
}
