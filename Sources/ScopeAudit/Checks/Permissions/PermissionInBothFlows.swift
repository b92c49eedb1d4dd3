internal import ScopeCatalog

extension Checks {
  /// The same permissions for the application itself and for signed-in users; one finding an application.
  static let permissionInBothFlows = Check(permissions: "permission-in-both-flows") { context in
    let permissions = context.holdings.permissions
    // By place in the list, since a permission is costly to copy.
    let delegated = permissions.indices.filter { permissions[$0].flow == .delegated }
    guard !delegated.isEmpty, delegated.count < permissions.count, mayHoldTwins(permissions) else { return }
    var waiting = Set(delegated.compactMap { Twin(permissions[$0]) })
    var twins: [HeldPermission] = []
    for index in permissions.indices where permissions[index].flow == .application {
      if let twin = Twin(permissions[index]), waiting.remove(twin) != nil { twins.append(permissions[index]) }
    }
    guard let first = twins.first else { return }
    let others = twins.count == 1 ? " is" : twins.count == 2 ? " and 1 more are" : " and \(twins.count - 1) more are"
    context.report(
      first.place,
      "\(context.name(first))\(others) requested for the application itself and for signed-in users.",
      related: twins.dropFirst().prefix(20).map { ($0.place, "\(context.name($0)) as well.") })
  }

  /// Whether some name is asked for in both flows; of a long list, which takes a table to tell, perhaps.
  private static func mayHoldTwins(_ permissions: [HeldPermission]) -> Bool {
    guard permissions.count <= 24 else { return true }
    for index in permissions.indices {
      guard let name = permissions[index].permission?.nameIndex else { continue }
      for before in 0..<index
      where permissions[before].permission?.nameIndex == name && permissions[before].flow != permissions[index].flow {
        return true
      }
    }
    return false
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
