internal import ScopeCatalog

extension Checks {
  /// A permission of Microsoft Graph that another one held beside it includes.
  static let redundantPermission = Check(permissions: "redundant-permission") { context in
    guard context.holdings.permissions.count > 1, let graph = context.catalog.graph else { return }
    // Each permission once, so that a list of any length costs no more than the catalog is long.
    var seen = IndexBits()
    var known: [(place: Int, permission: Permission)] = []
    let permissions = context.holdings.permissions
    for place in permissions.indices where permissions[place].status == .known {
      guard let permission = permissions[place].permission, permission.resource == graph, seen.insert(permission.index)
      else { continue }
      known.append((place, permission))
    }
    let catalog = context.catalog
    for (place, narrow) in known {
      let including = catalog.including(narrow.nameIndex, flow: narrow.flow)
      let wider = known.first { $1.flow == narrow.flow && including.contains($1.nameIndex) }
      guard let wider else { continue }
      let (wide, name) = (catalog.name(wider.permission.nameIndex), catalog.name(narrow.nameIndex))
      context.report(context.holdings.permissions[place], "\(wide) beside it includes \(name).")
    }
  }
}
