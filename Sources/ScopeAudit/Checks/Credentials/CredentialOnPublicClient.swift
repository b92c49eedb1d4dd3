internal import ScopeDocuments

extension Checks {
  /// A secret or certificate where every user of the application could read it out.
  static let credentialOnPublicClient = Check(application: "credential-on-public-client") { application, context in
    let live = context.credentials(of: application).first { entry in
      entry.kind != .signingCertificate && !entry.credential.hasExpired(at: context.options.now)
    }
    guard let isPublic = application.isPublicClient else {
      return context.cannotAssess("the export shows neither isFallbackPublicClient nor the platform of redirect URIs")
    }
    guard isPublic, let live else { return }
    let reason =
      application.isFallbackPublicClient.value == true
      ? "public client flows are switched on" : "all its redirect URIs are of mobile and desktop applications"
    context.report(live.credential.headline, "A \(live.kind.rawValue) on a public client: \(reason).")
  }
}

extension Application {
  /// Whether the application signs in as a public client; nil where the export does not say.
  var isPublicClient: Bool? {
    if isFallbackPublicClient.value == true { return true }
    if redirects.areShown, !redirects.all.isEmpty {
      let known = redirects.all.filter { $0.platform != .unknown }
      if !known.isEmpty {
        return known.count == redirects.all.count && known.allSatisfy { $0.platform == .publicClient }
      }
    }
    return isFallbackPublicClient.value == false || isFallbackPublicClient.isNull ? false : nil
  }
}
