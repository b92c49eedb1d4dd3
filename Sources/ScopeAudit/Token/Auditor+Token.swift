internal import ScopeCatalog
package import ScopeDocuments
import ScopeValues

extension Auditor {
  /// The rules that every token is judged by, sorted by id.
  package var tokenRules: [Rule] {
    ((tokenChecks + permissionChecks).map(\.rule) + ratingRules).sorted { $0.index < $1.index }
  }

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
    let checks = tokenChecks + permissionChecks
    guard let first = checks.first?.rule ?? ratingRules.first else { return }
    var context = CheckContext(
      document: facts.claims.document, holdings: holdings, auditor: self,
      identity: "token \(audit.appId) \(facts.audience?.value ?? "")", rule: first)
    judgeRatings(&context)
    for (judge, rule) in checks {
      context.rule = rule
      switch judge {
      case .token(let judge): judge(facts, &context)
      case .permissions(let judge):
        if let obstacle = holdings.obstacle { context.cannotAssess(obstacle) } else { judge(&context) }
      case .application, .ownership, .principal, .needs: break
      }
    }
    var finder = PlaceFinder(document: facts.claims.document, path: path)
    audit.findings = finder.findings(context.conclude(at: facts.claims.document.root), wantsExcerpts: false).map {
      finding in
      // Line and column of the decoded claims help nobody; the pointer says which claim it is.
      var finding = finding
      finding.location.range = audit.location.range
      return finding
    }
    audit.notAssessable = context.notAssessable.sorted { $0.rule.index < $1.rule.index }
  }
}
