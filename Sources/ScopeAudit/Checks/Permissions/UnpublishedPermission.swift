extension Checks {
  /// A permission that upstream's data knows and no tenant publishes.
  static let unpublishedPermission = Check(permissions: "unpublished-permission") { context in
    guard context.holdings.has(.unpublished) else { return }
    for held in context.holdings.permissions where held.status == .unpublished {
      context.report(held, "\(context.name(held)) is not published to customers.")
    }
  }
}
