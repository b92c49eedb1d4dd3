internal import ScopeDocuments

extension Checks {
  /// A redirect URI over http whose host is not this computer.
  static let insecureRedirectURI = Check(application: "insecure-redirect-uri") { application, context in
    for entry in context.redirects(of: application) where entry.address.isHTTP && !entry.address.isLoopback {
      if entry.address.hostIsExpression {
        context.cannotAssess("the host of a redirect URI is a placeholder")
      } else {
        context.report(entry, "Codes and tokens travel to \(entry.address.hostName) in clear text.")
      }
    }
  }
}
