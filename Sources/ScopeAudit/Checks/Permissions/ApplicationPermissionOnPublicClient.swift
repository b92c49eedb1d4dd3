internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// A public client that asks for permissions of its own: it cannot use them, or keeps a secret that it cannot keep.
  static let applicationPermissionOnPublicClient = Check(application: "application-permission-on-public-client") {
    application, context in
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    let permissions = context.holdings.permissions
    guard let index = permissions.indices.first(where: { permissions[$0].flow == .application }) else { return }
    let held = permissions[index]
    guard application.redirects.all.allSatisfy({ $0.platform == .publicClient }),
      application.federatedCredentials.value?.isEmpty != false
    else { return }
    let credential =
      application.passwordCredentials.value?.first ?? application.keyCredentials.value?.first { !$0.isForSigning }
    guard let isPublic = application.isPublicClient else {
      return context.cannotAssess("the export shows neither isFallbackPublicClient nor the platform of redirect URIs")
    }
    guard isPublic else { return }
    if let credential {
      let isSecret = application.passwordCredentials.value?.isEmpty == false
      return context.report(
        held,
        "A public client holds \(context.name(held)) as itself and a \(isSecret ? "secret" : "certificate") to use it with: whoever takes that out of the client acts as the application.",
        related: [(credential.headline, "The \(isSecret ? "secret" : "certificate").")])
    }
    if application.passwordCredentials.isAbsent || application.keyCredentials.isAbsent {
      return context.cannotAssess("the export does not show whether the application has credentials")
    }
    context.report(
      held, "A public client cannot prove who it is, so it can never use \(context.name(held)) as itself.")
  }
}
