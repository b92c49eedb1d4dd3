internal import ScopeCatalog

extension Checks {
  /// A permission that opens nothing unless another one is held beside it.
  static let missingCompanionPermission = Check(permissions: "missing-companion-permission") { context in
    guard let graph = context.catalog.graph else { return }
    var judged: Set<Int> = []
    for held in context.holdings.permissions where held.status == .known {
      guard let permission = held.permission, permission.resource == graph,
        context.catalog.needsCompanion(nameIndex: permission.nameIndex, flow: permission.flow),
        judged.insert(permission.index).inserted
      else { continue }
      let companions = context.catalog.companions(nameIndex: permission.nameIndex, flow: permission.flow)
      let isHeld = context.holdings.permissions.contains { other in
        other.flow == permission.flow && other.permission.map { companions.contains($0.nameIndex) } == true
      }
      guard !isHeld else { continue }
      let names = companions.map { context.catalog.name($0) }.sorted().joined(separator: " or ")
      context.report(held, "\(context.name(held)) opens nothing by itself, only together with \(names).")
    }
  }
}
