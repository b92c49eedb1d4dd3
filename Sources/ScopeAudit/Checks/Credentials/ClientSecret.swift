internal import ScopeDocuments

extension Checks {
  /// A client secret, or a symmetric key, that still signs in; one finding an application.
  static let clientSecret = Check(application: "client-secret") { application, context in
    var live = context.secrets(of: application)
    live += application.keyCredentials.value?.filter { $0.isSymmetric && !$0.isForSigning } ?? []
    live.removeAll { $0.hasExpired(at: context.options.now) }
    guard let first = live.first else { return }
    let count = live.count == 1 ? "A client secret is" : "\(live.count) client secrets are"
    context.report(first.headline, "\(count) in use: a password that can be copied without a trace.")
  }
}
