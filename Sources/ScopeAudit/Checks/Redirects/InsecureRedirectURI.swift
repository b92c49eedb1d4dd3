internal import ScopeDocuments

extension Checks {
  /// A redirect URI over http whose host is not this computer.
  static let insecureRedirectURI = Check(application: "insecure-redirect-uri") { application, context in
    for entry in context.redirects(of: application) { context.judgeInsecure(entry) }
  }
}

extension CheckContext {
  /// Reports a redirect URI over http, loopback aside.
  mutating func judgeInsecure(_ entry: RedirectList.Entry) {
    guard entry.address.isHTTP, !entry.address.isLoopback else { return }
    if entry.address.hostIsExpression {
      cannotAssess("the host of a redirect URI is a placeholder")
    } else {
      report(entry, "Codes and tokens travel to \(entry.address.hostName) in clear text.")
    }
  }
}
