internal import ScopeDocuments

/// The rules about redirect URIs, for service principals whose application is not among the inputs.
extension Checks {
  /// A redirect URI over http on a service principal.
  static let insecurePrincipalRedirect = Check(principal: "insecure-redirect-uri") { facts, context in
    for entry in context.redirects(of: facts) { context.judgeInsecure(entry) }
  }

  /// A redirect URI with an asterisk on a service principal.
  static let wildcardPrincipalRedirect = Check(principal: "wildcard-redirect-uri") { facts, context in
    for entry in context.redirects(of: facts) { context.judgeWildcard(entry) }
  }

  /// A redirect URI on a shared domain on a service principal.
  static let reclaimablePrincipalRedirect = Check(principal: "reclaimable-redirect-host") { facts, context in
    for entry in context.redirects(of: facts) { context.judgeReclaimable(entry) }
  }
}

extension CheckContext {
  /// The redirect URIs of a service principal that nobody else judges; what the export leaves open is noted.
  fileprivate mutating func redirects(of facts: PrincipalFacts) -> [RedirectList.Entry] {
    guard !facts.isManagedIdentity, facts.isMicrosofts != true, case .notAmongInputs = facts.request else { return [] }
    guard let addresses = facts.replyURLs else {
      cannotAssess("the export does not show the redirect URIs of the service principal")
      return []
    }
    return addresses.map { text, place in
      RedirectList.Entry(platform: .unknown, place: place, address: RedirectAddress(Array(text.utf8)[...]))
    }
  }
}
