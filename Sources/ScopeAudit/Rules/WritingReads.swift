internal import ScopeCatalog

/// How many calls that change something are opened by permissions whose names promise reading, as ``Catalog`` answers
/// after corrections.
struct WritingReads: Sendable {
  /// By index of the permission; only those that open any.
  private var changes: [Int: Int] = [:]

  init(_ catalog: Catalog) {
    guard let graph = catalog.graph else { return }
    for index in 0..<catalog.permissionCount {
      let permission = catalog.permission(index)
      // Upstream's count is at hand, and nearly all have none.
      guard permission.resource == graph,
        catalog.operationCounts(nameIndex: permission.nameIndex, flow: permission.flow).changes >= Self.worthCounting,
        catalog.name(permission.nameIndex).split(separator: ".").contains(where: { $0 == "Read" || $0 == "ReadBasic" })
      else { continue }
      let opened = catalog.operations(openedBy: permission.nameIndex, flow: permission.flow)
      changes[index] = opened.count { !catalog.onlyReads($0.operation) }
    }
  }

  /// Below stand stray entries, such as the 12 of User.Read.
  private static let worthCounting = 20

  subscript(permission: Permission) -> Int { changes[permission.index, default: 0] }
}
