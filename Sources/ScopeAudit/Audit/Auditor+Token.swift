internal import ScopeCatalog
package import ScopeDocuments
import ScopeValues

extension Auditor {
  /// Judges a token by the rules for tokens and by every rule about the permissions that it carries.
  ///
  /// - Parameter ordinal: how many tokens came before in this run.
  package func audit(_ token: UnverifiedToken, path: String, ordinal: Int = 0) -> TokenResult {
    var audit = ApplicationResult(token, path: path, ordinal: ordinal)
    guard let claims = token.claims else { return TokenResult(token: token, now: options.now, audit: audit) }
    let audience = TokenAudience(claims, catalog: catalog)
    let holdings = Holdings(token, claims, audience: audience, catalog: catalog)
    judge(TokenFacts(token: token, claims: claims, audience: audience), holdings, path: path, &audit)
    audit.permissions = holdings.permissions.map { PermissionResult($0, position: token.position) }
    let roles = claims.directoryRoles.map {
      TokenResult.HeldRole(identifier: $0, role: catalog.directoryRole(($0.high, $0.low)))
    }
    return TokenResult(
      token: token, audience: audience, permissions: holdings.permissions, directoryRoles: roles, now: options.now,
      audit: audit)
  }

  private func judge(_ facts: TokenFacts, _ holdings: Holdings, path: String, _ audit: inout ApplicationResult) {
    let document = facts.claims.document
    guard
      let judgement = judge(
        .token(facts), holdings, document: document, identity: "token \(audit.appId) \(facts.audience?.value ?? "")",
        nil, place: document.root)
    else { return }
    var finder = PlaceFinder(document: document, path: path)
    audit.findings = finder.findings(judgement.drafts, wantsExcerpts: false).map { finding in
      // Line and column of the decoded claims help nobody; the pointer says which claim it is.
      var finding = finding
      finding.location.range = audit.location.range
      return finding
    }
    audit.notAssessable = judgement.notAssessable
  }
}
