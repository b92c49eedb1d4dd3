internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// A client secret that is enough to use a permission which makes the application privileged.
  static let secretWithPrivilege = Check(application: "secret-with-privilege") { application, context in
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    guard let privileged = context.privileged(.application), let held = privileged.permissions.first else { return }
    var live = context.secrets(of: application)
    live += application.keyCredentials.value?.filter { $0.isSymmetric && !$0.isForSigning } ?? []
    live.removeAll { $0.hasExpired(at: context.options.now) }
    guard let secret = live.first else { return }
    context.report(
      secret.headline,
      "Whoever copies this client secret may use \(privileged.phrase(context)), with nobody signed in.",
      related: [(held.place, "\(context.name(held)), as the application itself.")])
  }
}
