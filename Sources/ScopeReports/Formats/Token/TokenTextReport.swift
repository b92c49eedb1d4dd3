package import ScopeAudit
package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// The report of `token` for people: who, for what, until when, may do what; then the findings.
package struct TokenTextReport: Sendable {
  private let catalog: Catalog
  private let style: TextStyle
  private let claims: ClaimDisplay

  package init(catalog: Catalog, style: TextStyle, claims: ClaimDisplay) {
    self.catalog = catalog
    self.style = style
    self.claims = claims
  }

  package func render(_ results: [TokenResult], _ run: CheckRun) -> [UInt8] {
    var text = ""
    for result in results where result.isJudged { text += token(result) + "\n" }
    for failure in run.failures { text += error(failure) }
    return Array((text + summary(results, run)).utf8)
  }

  // MARK: One token

  /// One token, from who calls to what was found.
  func token(_ result: TokenResult) -> String {
    guard let claims = result.token.claims else { return "" }
    let name = claims.applicationName.map(SafeText.line) ?? (result.token.kind == .id ? "ID token" : "Token")
    // Beside applications, a token says that it is one, and where it stands.
    let isBesideApplications = result.drift != nil
    var text = style.paint(isBesideApplications ? SafeText.line(result.audit.displayName) : name, .bold)
    if let application = claims.applicationId { text += "  \(style.paint(application.description, .dim))" }
    if isBesideApplications { text += "  \(SafeText.line(result.audit.location.path)):\(result.token.position.line)" }
    text += "\n" + line("who", who(result, claims))
    text += line("tenant", tenant(claims)) + line("for", audience(result)) + line("until", times(result, claims))
    text += permissions(result) + roles(result)
    if result.token.flow == .delegated {
      text += line(
        "limit", "never more than the signed-in user may do; Intune's own roles and scope tags stand in no token")
    }
    if result.token.flow == .delegated, !claims.roles.isEmpty {
      text += line(
        "limit",
        "\(CountPhrase.of(claims.roles.count, "role")) in the token belong to the user and are no permissions of the application"
      )
    }
    for remark in result.token.remarks { text += line("odd", remark.sentence) }
    text += line("note", "signature not verified: \(TokenSignature.reason(result, catalog))")
    if let drift = result.drift { text += self.drift(drift) }
    text += shownClaims(result.token)
    for finding in result.audit.findings where finding.state != .suppressed { text += self.finding(finding) }
    if style.isVerbose { text += notAssessable(result) }
    return text
  }

  private func who(_ result: TokenResult, _ claims: TokenClaims) -> String {
    if result.token.kind == .id { return "told to the application itself; it opens nothing" }
    var parts: [String] = []
    switch claims.caller.identity {
    case .application:
      parts.append(
        claims.isManagedIdentity ? "a managed identity, as itself" : "the application itself, with nobody signed in")
    case .user:
      parts.append(
        claims.isGuest == true ? "the application for a signed-in guest" : "the application for a signed-in user")
    case .device: parts.append("a device")
    case .undetermined: parts.append("unknown")
    }
    if claims.isAgent { parts.append("an agent takes part") }
    switch claims.clientAuthentication {
    case .publicClient: parts.append("public client, which proves nothing about itself")
    case .secret: parts.append("client secret")
    case .certificate: parts.append("certificate or assertion")
    case nil: break
    }
    return parts.joined(separator: "; ") + " (\(claims.caller.reason))"
  }

  private func tenant(_ claims: TokenClaims) -> String {
    var text = claims.tenantId?.description ?? "not stated"
    if claims.tenantId == Self.personalAccounts { text += ", personal accounts" }
    if let issuer = claims.issuer {
      text += issuer.isEntra ? ", issued by \(SafeText.line(issuer.host))" : ", issued by somebody else than Entra"
    }
    if let version = claims.version { text += ", version \(version)" }
    return text
  }

  /// The tenant of personal Microsoft accounts.
  private static let personalAccounts = GUID("9188040d-6c67-4c5b-b112-36a304b66dad")

  private func audience(_ result: TokenResult) -> String {
    guard let audience = result.audience else { return "nothing: the token names no audience" }
    let value = SafeText.line(audience.value)
    let name = audience.resource.map { catalog.resourceName($0) } ?? KnownAudience.name(audience.value)
    var text = name.map { "\($0) (\(value))" } ?? "\(value), which the catalog does not know"
    let clouds = audience.clouds.map(\.name)
    // A host that several clouds share says nothing of the cloud.
    if !clouds.isEmpty, audience.resource != nil || clouds.count == 1 {
      text += ", \(clouds.joined(separator: " or ")) cloud"
    }
    return text
  }

  private func times(_ result: TokenResult, _ claims: TokenClaims) -> String {
    var text = "not stated"
    if let expires = claims.expires {
      let rest = expires.seconds(since: result.now)
      text =
        "\(expires), " + (rest > 0 ? "in \(DriftWords.duration(rest))" : "expired \(DriftWords.duration(-rest)) ago")
    }
    if claims.state(at: result.now) == .notYetValid, let start = claims.notBefore ?? claims.issuedAt {
      text += "; valid only from \(start) on"
    }
    if let lifetime = claims.lifetime, lifetime > 0, let issued = claims.issuedAt ?? claims.notBefore {
      text += "; issued \(issued) for \(DriftWords.duration(lifetime))"
    }
    if claims.isContinuouslyEvaluated { text += "; continuous access evaluation can end it earlier" }
    return text
  }

  /// How many entities of one permission are named before the rest is only counted.
  private static let entityLimit = 3

  private func permissions(_ result: TokenResult) -> String {
    guard !result.permissions.isEmpty else {
      return result.token.kind == .id ? "" : line("may", "nothing: neither scopes nor roles")
    }
    let isMixed = Set(result.permissions.map(\.flow)).count > 1
    var text = ""
    for (index, held) in result.permissions.enumerated() {
      let name = SafeText.line(held.permission.map { catalog.name($0.nameIndex) } ?? held.identifier?.description ?? "")
      var notes = isMixed ? [held.flow == .application ? "as itself" : "for a user"] : []
      if held.status != .known { notes.append(held.status.tokenPhrase) }
      text += line(index == 0 ? "may" : "", notes.isEmpty ? name : "\(name) (\(notes.joined(separator: "; ")))")
      guard let permission = held.permission else { continue }
      let margin = String(repeating: " ", count: 12)
      let entities = catalog.entities(nameIndex: permission.nameIndex)
      for entity in entities {
        text += style.wrap("\(entity.entity): \(entity.actions.joined(separator: ", "))", indent: 14, lead: margin)
      }
      guard entities.isEmpty else { continue }
      // What is known from a permission's operations alone is too much for a glance.
      let opened = catalog.entities(of: permission)
      let named = opened.prefix(Self.entityLimit).map { "\($0.entity) (\($0.actions.joined(separator: ", ")))" }
      guard !named.isEmpty else { continue }
      let more = opened.count - named.count
      text += style.wrap(
        named.joined(separator: ", ") + (more > 0 ? " and \(more) more: scopeaudit lookup \(name)" : ""), indent: 14,
        lead: margin)
    }
    return text
  }

  private func roles(_ result: TokenResult) -> String {
    let roles = result.directoryRoles.filter { $0.role?.isMarker != true }
    let marks = result.directoryRoles.compactMap(\.role).filter(\.isMarker).map(\.name)
    var parts = roles.map { $0.role?.name ?? "\($0.identifier) (not in the catalog)" }
    if parts.isEmpty, !marks.isEmpty { parts = ["none"] }
    var text = parts.joined(separator: ", ")
    if !marks.isEmpty { text += "; wids also holds what is no role: \(marks.joined(separator: ", "))" }
    return parts.isEmpty ? "" : line("roles", text)
  }

  private func drift(_ drift: TokenDrift) -> String {
    var text = drift.statement.map { line("drift", "not compared: \($0)") } ?? ""
    for comparison in drift.comparisons {
      let words = DriftWords(comparison: comparison)
      text += line("drift", "\(words.subject): \(words.verdict)")
      for list in words.lists {
        text += line("", style.paint("\(list.title):", .dim))
        for name in list.names { text += style.wrap(name, indent: 14, lead: String(repeating: " ", count: 12)) }
      }
      for remark in words.remarks { text += line("", remark) }
    }
    return text
  }

  private func shownClaims(_ token: UnverifiedToken) -> String {
    if case .hidden = claims { return "" }
    let all = token.claims?.all ?? []
    let width = min(24, all.map { SafeText.line($0.name).count }.max() ?? 0)
    var text = "\n" + style.paint("claims", .dim) + "\n"
    for claim in all {
      let value = claims.text(claim.value).map(SafeText.line) ?? style.paint("(masked)", .dim)
      text += style.wrap(value, indent: width + 4, lead: "  \(SafeText.line(claim.name).padded(to: width))  ")
    }
    return text
  }

  // MARK: Findings

  private func finding(_ finding: Finding) -> String {
    let severity = style.paint(finding.severity.name.padded(to: 8), finding.severity.tone)
    let place =
      finding.location.pointer.isEmpty
      ? "" : "  " + style.paint("claim \(SafeText.line(String(finding.location.pointer.dropFirst())))", .dim)
    var text = "\n\(severity)  \(style.paint(finding.rule.id, .bold))\(place)\n"
    text += style.wrap(SafeText.line(finding.message), indent: 3)
    if !finding.fix.isEmpty {
      text += style.wrap(finding.fix, indent: 8, lead: "   " + style.paint("fix", .good) + "  ")
    }
    return text
  }

  private func notAssessable(_ result: TokenResult) -> String {
    guard !result.audit.notAssessable.isEmpty else { return "" }
    let width = result.audit.notAssessable.map(\.rule.id.count).max() ?? 0
    var text = "\n" + style.paint("not assessable", .dim) + "\n"
    for entry in result.audit.notAssessable {
      text += style.wrap(SafeText.line(entry.reason), indent: width + 4, lead: "  \(entry.rule.id.padded(to: width))  ")
    }
    return text
  }

  private func error(_ failure: CheckRun.Failure) -> String {
    style.wrap("\(failure.place): \(failure.message)", indent: 7, lead: style.paint("error", .high) + "  ")
      + style.wrap(failure.remedy, indent: 7)
  }

  private func summary(_ results: [TokenResult], _ run: CheckRun) -> String {
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let number = run.tally.count(severity)
      return number == 0 ? nil : style.paint("\(number) \(severity.name)", severity.tone)
    }
    var text = "\(CountPhrase.of(results.count, "token")), \(CountPhrase.of(run.tally.findings, "finding"))"
    if !counts.isEmpty { text += " (\(counts.joined(separator: ", ")))" }
    text += ". No signature was verified.\(CheckSummary.unshown(run))"
    if !run.failures.isEmpty {
      text += " The audit is incomplete: \(CountPhrase.of(run.failures.count, "problem")) above."
    }
    return style.wrap(text, indent: 0)
  }

  // MARK: Words

  private func line(_ label: String, _ text: String) -> String {
    style.wrap(text, indent: 10, lead: "  " + style.paint(label.padded(to: 8), .dim))
  }
}

extension HeldPermission.Status {
  /// The status as it is said of an entry of a token.
  fileprivate var tokenPhrase: String {
    switch self {
    case .known: "known"
    case .unknown: "the catalog does not know it"
    case .typeMismatch: "a permission of the other flow"
    case .resourceMismatch: "a permission of another resource"
    case .unpublished: "not published"
    case .retired: "retired"
    }
  }
}
