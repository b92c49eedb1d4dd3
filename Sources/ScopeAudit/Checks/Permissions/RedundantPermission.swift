internal import ScopeCatalog

extension Checks {
  /// A permission is redundant when another one held beside it opens every operation that it opens.
  static let redundantPermission = Check(permissions: "redundant-permission") { context in
    let known = context.holdings.permissions.filter { $0.status == .known && $0.permission != nil }
    for (index, held) in known.enumerated() {
      guard let narrow = held.permission else { continue }
      let wider = known.indices.first { other in
        guard other != index, let wide = known[other].permission, wide.flow == narrow.flow,
          wide.resource == narrow.resource, wide.nameIndex != narrow.nameIndex,
          context.catalog.covers(wide.nameIndex, narrow.nameIndex, flow: narrow.flow)
        else { return false }
        // Of two that open the same, the first stays.
        return !context.catalog.covers(narrow.nameIndex, wide.nameIndex, flow: narrow.flow) || other < index
      }
      guard let wider else { continue }
      context.report(
        held, "\(context.name(held)) opens nothing that \(context.name(known[wider])) does not open as well.")
    }
  }
}
