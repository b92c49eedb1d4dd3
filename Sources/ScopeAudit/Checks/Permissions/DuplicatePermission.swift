extension Checks {
  /// The same permission of the same resource, requested again in the same flow.
  static let duplicatePermission = Check(permissions: "duplicate-permission") { context in
    let holdings = context.holdings
    guard !holdings.repeated.isEmpty else { return }
    for index in holdings.permissions.indices {
      guard let first = holdings.repeated.first(index) else { continue }
      let held = holdings.permissions[index]
      context.report(
        held, "\(context.name(held)) is requested twice.",
        related: [(holdings.permissions[first].place, "It is requested here first.")])
    }
  }
}
