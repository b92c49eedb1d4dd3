internal import ScopeDocuments

extension Checks {
  /// Identity tokens straight from the authorization endpoint.
  static let implicitIDToken = Check(application: "implicit-id-token") { application, context in
    guard let place = context.switchedOn(application.implicitIDToken, implicitIDTokenGap) else { return }
    context.report(place, "Identity tokens pass through the browser, where scripts and extensions can read them.")
  }

  private static let implicitIDTokenGap = PropertyGap("web.implicitGrantSettings.enableIdTokenIssuance")
}
