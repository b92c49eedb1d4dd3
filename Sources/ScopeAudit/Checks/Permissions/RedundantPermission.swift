internal import ScopeCatalog

extension Checks {
  /// A permission of Microsoft Graph that another one held beside it includes.
  static let redundantPermission = Check(permissions: "redundant-permission") { context in
    guard context.holdings.permissions.count > 1, let graph = context.catalog.graph else { return }
    // Each permission once, so that a list of any length costs no more than the catalog is long.
    var seen: Set<Int> = []
    let known = context.holdings.permissions.compactMap { held -> (held: HeldPermission, permission: Permission)? in
      guard held.status == .known, let permission = held.permission, permission.resource == graph,
        seen.insert(permission.index).inserted
      else { return nil }
      return (held, permission)
    }
    for (held, narrow) in known {
      let wider = known.first { other in
        other.permission.flow == narrow.flow
          && context.catalog.includes(
            wide: other.permission.nameIndex, narrow: narrow.nameIndex, flow: narrow.flow)
      }
      guard let wider else { continue }
      context.report(held, "\(context.name(wider.held)) beside it includes \(context.name(held)).")
    }
  }
}
