internal import ScopeDocuments

extension Checks {
  /// A front-channel sign-out address over http.
  static let insecureLogoutURL = Check(application: "insecure-logout-url") { application, context in
    guard let (_, place) = context.shown(application.logoutURL, logoutURLGap) else { return }
    let address = RedirectAddress(context.document.plainContent(place))
    guard address.isHTTP, !address.isLoopback else { return }
    if address.hostIsExpression { return context.cannotAssess("the host of the sign-out URL is a placeholder") }
    context.report(
      place, "Browsers refuse to load \(address.hostName) without TLS, so the session there stays open after sign-out.")
  }

  private static let logoutURLGap = PropertyGap("web.logoutUrl")
}
