internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// A client that cannot prove who it is, asking for permissions of its own.
  static let applicationPermissionOnPublicClient = Check(application: "application-permission-on-public-client") { application, context in
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    let isPublic = application.isFallbackPublicClient.value == true || !application.redirects.on(.publicClient).isEmpty
    let isConfidential =
      application.redirects.all.contains { $0.platform != .publicClient }
      || application.passwordCredentials.value?.isEmpty == false
      || application.keyCredentials.value?.isEmpty == false
    guard isPublic, !isConfidential,
      let held = context.holdings.permissions.first(where: { $0.flow == .application })
    else { return }
    context.report(
      held, "A public client cannot prove who it is, so it can never use \(context.name(held)) as itself.")
  }
}
