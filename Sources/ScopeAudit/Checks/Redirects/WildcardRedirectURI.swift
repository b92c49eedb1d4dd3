internal import ScopeDocuments

extension Checks {
  /// A redirect URI with an asterisk in it.
  static let wildcardRedirectURI = Check(application: "wildcard-redirect-uri") { application, context in
    for entry in context.redirects(of: application) where entry.address.hasWildcard {
      let message =
        entry.address.host.contains(0x2A)
        ? "Codes and tokens go to any host that fits \(entry.address.hostName)."
        : "Codes and tokens go to any address of \(entry.address.hostName) that fits the wildcard."
      context.report(entry, message)
    }
  }
}
