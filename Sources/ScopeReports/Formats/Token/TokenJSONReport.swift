package import ScopeAudit
package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// The report of `token` for programs, version 1: the first token's fields at the top, those of the tokens after it
/// under `others`, which is there whether or not there are any.
package struct TokenJSONReport: Sendable {
  private let catalog: Catalog
  private let claims: ClaimDisplay

  package init(catalog: Catalog, claims: ClaimDisplay) {
    self.catalog = catalog
    self.claims = claims
  }

  package func render(_ results: [TokenResult], _ run: CheckRun) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      Tool.header(catalog, &writer)
      if let first = results.first { token(first, &writer) }
      writer.key("others")
      writer.array { writer in for result in results.dropFirst() { writer.object { token(result, &$0) } } }
      JSONReport.failures(run, &writer)
    }
    return writer.bytes + [ASCII.lineFeed]
  }

  // MARK: One token

  private func token(_ result: TokenResult, _ writer: inout JSONWriter) {
    body(result, &writer)
    judgement(result, &writer)
  }

  /// What the token is and carries, without the findings.
  func body(_ result: TokenResult, _ writer: inout JSONWriter) {
    let token = result.token
    writer.member("form", token.form.rawValue)
    writer.key("location")
    writer.object { $0.place(result.audit.location.path, token.position) }
    if token.source != .token { writer.member("source", token.source.rawValue) }
    writer.member("tokenKind", token.kind.rawValue)
    writer.member("flow", token.flow.rawValue)
    if let obstacle = result.obstacle { writer.member("reason", obstacle.message) }
    if let claims = token.claims {
      identity(claims, result, &writer)
    }
    writer.key("permissions")
    writer.array { writer in
      for held in result.permissions { writer.object { permission(held, of: result, &$0) } }
    }
    writer.key("directoryRoles")
    writer.array { writer in
      // An id that stands in ordinary tokens and is no role is none here either.
      for held in result.directoryRoles where held.role?.isMarker != true {
        writer.object { writer in
          writer.member("id", held.identifier.description)
          if let role = held.role {
            writer.member("name", role.name)
          }
        }
      }
    }
    writer.member("signature", "notVerified")
    writer.member("signatureReason", TokenSignature.reason(result, catalog))
    writer.strings("remarks", token.remarks.map(\.sentence))
    showClaims(token, &writer)
    if let drift = result.drift { DriftJSON.write(drift, &writer) }
  }

  private func identity(_ claims: TokenClaims, _ result: TokenResult, _ writer: inout JSONWriter) {
    if let version = claims.version { writer.member("version", version) }
    if result.token.kind != .id { writer.member("flowReason", claims.caller.reason) }
    if let audience = result.audience {
      writer.key("audience")
      writer.object { writer in
        writer.member("value", audience.value)
        if let name = audience.resource.map({ catalog.resourceName($0) }) ?? KnownAudience.name(audience.value) {
          writer.member("resource", name)
        }
        if let cloud = audience.cloud { writer.member("cloud", cloud.rawValue) }
      }
    }
    if let issuer = claims.issuer { writer.member("issuer", issuer.text) }
    if let tenant = claims.tenantId { writer.member("tenantId", tenant.description) }
    if let application = claims.applicationId { writer.member("appId", application.description) }
    if let name = claims.applicationName { writer.member("appDisplayName", name) }
    writer.key("times")
    writer.object { writer in
      if let time = claims.issuedAt { writer.member("issuedAt", time.description) }
      if let time = claims.notBefore { writer.member("notBefore", time.description) }
      if let time = claims.expires { writer.member("expires", time.description) }
      writer.member("state", claims.state(at: result.now).name)
      if let lifetime = claims.lifetime { writer.member("lifetimeSeconds", Int(lifetime)) }
    }
    if let authentication = claims.clientAuthentication {
      writer.member("clientAuthentication", authentication.rawValue)
    }
    writer.member("continuousAccessEvaluation", claims.isContinuouslyEvaluated)
    if claims.isManagedIdentity { writer.member("managedIdentity", true) }
    if claims.isAgent { writer.member("agent", true) }
  }

  private func permission(_ held: HeldPermission, of result: TokenResult, _ writer: inout JSONWriter) {
    if let resource = held.resource {
      let id = catalog.resourceIdentifier(resource)
      writer.member("resourceAppId", GUID(high: id.high, low: id.low).description)
      writer.member("resource", catalog.resourceName(resource))
    }
    if let flow = held.flow { writer.member("flow", flow.name) }
    if let permission = held.permission, permission.hasIdentifier {
      writer.member("id", GUID(high: permission.high, low: permission.low).description)
    }
    writer.member("name", held.permission.map { catalog.name($0.nameIndex) } ?? held.identifier?.description ?? "")
    writer.member("status", held.status.rawValue)
    writer.key("location")
    writer.object { writer in
      writer.place(result.audit.location.path, result.token.position)
      if let document = result.token.claims?.document { writer.member("pointer", document.pointer(to: held.place)) }
    }
    if let permission = held.permission {
      if permission.consent != .unknown { writer.member("adminConsent", permission.consent == .admin) }
      PermissionFragments.entities(of: permission, catalog, &writer)
    } else {
      writer.raw(PermissionFragments.none)
    }
  }

  private func showClaims(_ token: UnverifiedToken, _ writer: inout JSONWriter) {
    if case .hidden = claims { return }
    writer.key("claims")
    writer.array { writer in
      for claim in token.claims?.all ?? [] {
        writer.object { writer in
          writer.member("name", claim.name)
          if let text = claims.text(claim.value) {
            writer.member("value", text)
          } else {
            writer.member("masked", true)
          }
        }
      }
    }
  }

  private func judgement(_ result: TokenResult, _ writer: inout JSONWriter) {
    var identity = JSONWriter()
    identity.object { writer in
      writer.member("appId", result.audit.appId)
      writer.member("displayName", result.audit.displayName)
    }
    writer.key("findings")
    writer.array { writer in
      for finding in result.audit.findings {
        writer.object { JSONReport.finding(finding, identity.bytes, namesRules: false, &$0) }
      }
    }
    writer.key("notAssessable")
    writer.array { writer in
      for entry in result.audit.notAssessable {
        writer.object { writer in
          writer.member("rule", entry.rule.id)
          writer.member("reason", entry.reason)
        }
      }
    }
  }
}
