internal import ScopeDocuments

extension Checks {
  /// Access tokens straight from the authorization endpoint.
  static let implicitAccessToken = Check(application: "implicit-access-token") { application, context in
    guard let place = context.switchedOn(application.implicitAccessToken, implicitAccessTokenGap) else { return }
    if application.hasNoWebAddress {
      context.report(
        place,
        "Access tokens would travel in the address of a redirect. Nothing receives them yet: no web address is registered.",
        severity: .low)
    } else {
      context.report(
        place, "Access tokens travel in the address of the redirect, where histories and scripts see them.")
    }
  }

  private static let implicitAccessTokenGap = PropertyGap("web.implicitGrantSettings.enableAccessTokenIssuance")
}

extension Application {
  /// Whether the export shows that no redirect URI of the web or single-page platform exists.
  var hasNoWebAddress: Bool { redirects.areShown && redirects.all.allSatisfy { $0.platform == .publicClient } }
}
