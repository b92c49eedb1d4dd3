internal import ScopeDocuments

extension Checks {
  /// Sign-in by device code, password or integrated Windows sign-in.
  static let publicClientFlow = Check(application: "public-client-flow") { application, context in
    if application.isFallbackPublicClient.isNull, !application.hasWebAddress {
      return context.cannotAssess("isFallbackPublicClient is null and no web address is shown, so the service decides")
    }
    guard let place = context.switchedOn(application.isFallbackPublicClient, publicClientGap) else { return }
    context.report(place, "Anyone who knows the application id can start a sign-in by device code or password.")
  }

  private static let publicClientGap = PropertyGap("isFallbackPublicClient")
}

extension Application {
  /// Whether the export shows a redirect URI of the web or single-page platform.
  var hasWebAddress: Bool { redirects.all.contains { $0.platform == .web || $0.platform == .spa } }
}
