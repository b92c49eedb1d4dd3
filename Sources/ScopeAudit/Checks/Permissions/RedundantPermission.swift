internal import ScopeCatalog

extension Checks {
  /// A permission is redundant when another one held beside it opens every operation that it opens.
  static let redundantPermission = Check(permissions: "redundant-permission") { context in
    guard context.holdings.permissions.count > 1 else { return }
    // Each permission once, so that a list of any length costs no more than the catalog is long.
    var seen: Set<Int> = []
    let known = context.holdings.permissions.compactMap { held -> (held: HeldPermission, permission: Permission)? in
      guard held.status == .known, let permission = held.permission, seen.insert(permission.index).inserted
      else { return nil }
      return (held, permission)
    }
    for (index, (held, narrow)) in known.enumerated() {
      let wider = known.indices.first { other in
        let wide = known[other].permission
        guard other != index, wide.flow == narrow.flow, wide.resource == narrow.resource,
          context.catalog.covers(wide.nameIndex, narrow.nameIndex, flow: narrow.flow)
        else { return false }
        // Of two that open the same, the first stays.
        return !context.catalog.covers(narrow.nameIndex, wide.nameIndex, flow: narrow.flow) || other < index
      }
      guard let wider else { continue }
      let name = context.name(known[wider].held)
      context.report(held, "Everything that \(context.name(held)) opens, \(name) beside it opens as well.")
    }
  }
}
