internal import ScopeCatalog

extension Checks {
  /// A permission that opens nothing unless another one is held beside it.
  static let missingCompanionPermission = Check(permissions: "missing-companion-permission") { context in
    guard let graph = context.catalog.graph else { return }
    var judged: Set<Int> = []
    let permissions = context.holdings.permissions
    for index in permissions.indices where permissions[index].status == .known {
      guard let permission = permissions[index].permission, permission.resource == graph,
        context.catalog.needsCompanion(nameIndex: permission.nameIndex, flow: permission.flow),
        judged.insert(permission.index).inserted
      else { continue }
      let companions = context.catalog.companions(nameIndex: permission.nameIndex, flow: permission.flow)
      let isHeld = permissions.indices.contains { other in
        permissions[other].flow == permission.flow
          && permissions[other].permission.map { companions.contains($0.nameIndex) } == true
      }
      guard !isHeld else { continue }
      let held = permissions[index]
      let names = companions.map { context.catalog.name($0) }.sorted().joined(separator: " or ")
      context.report(held, "\(context.name(held)) opens nothing by itself, only together with \(names).")
    }
  }
}
