internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// A client that cannot prove who it is, asking for permissions of its own.
  static let applicationPermissionOnPublicClient = Check(application: "application-permission-on-public-client") {
    application, context in
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    guard let held = context.holdings.permissions.first(where: { $0.flow == .application }) else { return }
    guard application.redirects.all.allSatisfy({ $0.platform == .publicClient }) else { return }
    let credentials =
      (application.passwordCredentials.value?.count ?? 0) + (application.keyCredentials.value?.count ?? 0)
    guard credentials == 0, application.federatedCredentials.value?.isEmpty != false else { return }
    guard let isPublic = application.isPublicClient else {
      return context.cannotAssess("the export shows neither isFallbackPublicClient nor the platform of redirect URIs")
    }
    guard isPublic else { return }
    if application.passwordCredentials.isAbsent || application.keyCredentials.isAbsent {
      return context.cannotAssess("the export does not show whether the application has credentials")
    }
    context.report(
      held, "A public client cannot prove who it is, so it can never use \(context.name(held)) as itself.")
  }
}
