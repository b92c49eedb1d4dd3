internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A redirect URI with an asterisk in it.
  static let wildcardRedirectURI = Check(application: "wildcard-redirect-uri") { application, context in
    for entry in context.redirects(of: application) { context.judgeWildcard(entry) }
  }
}

extension CheckContext {
  /// Reports a redirect URI with an asterisk.
  mutating func judgeWildcard(_ entry: RedirectList.Entry) {
    guard entry.address.hasWildcard else { return }
    report(
      entry,
      entry.address.host.contains(ASCII.asterisk)
        ? "Codes and tokens go to any host that fits \(entry.address.hostName)."
        : "Codes and tokens go to any address of \(entry.address.hostName) that fits the wildcard.")
  }
}
