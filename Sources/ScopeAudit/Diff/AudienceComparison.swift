import ScopeValues

extension RegistrationComparison {
  /// Reports who may sign in now and could not before, and the other way round.
  mutating func audience() {
    guard let after = new.audience else {
      if old?.audience != nil { obstacles.append((.widenedAudience, "the new state does not show who may sign in")) }
      return
    }
    let before = old?.audience
    let from = before?.text
    let ownTenantOnly: Set<RegistrationState.Audience> = [.ownTenant]
    if before?.text != after.text {
      guard let admits = after.admits, let admitted = before.map({ $0.admits }) ?? ownTenantOnly else {
        return widened(
          from: from, to: after,
          "Who may sign in changes to \(after.text), and Entra does not know one of the two values.")
      }
      if !admits.subtracting(admitted).isEmpty {
        let who =
          admits.subtracting(admitted).contains(.otherTenants)
          ? "other tenants" : admits.contains(.personalAccounts) ? "personal accounts" : "this tenant"
        return widened(from: from, to: after, "The application opens to \(who).")
      }
      if admits != admitted {
        add(.narrowedAudience, "signInAudience", from: from, to: after.text, at: after.location, severity: .medium, "")
      }
      return
    }
    let (was, now) = (before?.allowedTenants, after.allowedTenants)
    if let was, now.map({ $0 > was }) ?? true {
      widened(
        from: tenants(was), to: after, restriction: tenants(now),
        "More tenants may use the application: \(tenants(now)), before \(tenants(was)).")
    } else if let now, was.map({ $0 > now }) ?? true {
      add(
        .narrowedAudience, "signInAudienceRestrictions", from: tenants(was), to: tenants(now), at: after.location,
        severity: .medium, "")
    }
  }

  private func tenants(_ count: Int?) -> String {
    count.map { CountPhrase.of($0, "allowed tenant") } ?? "any tenant"
  }

  private mutating func widened(
    from: String?, to after: RegistrationState.AudienceFact, restriction text: String? = nil, _ message: String
  ) {
    let severity = max(judged(after.location) ?? .medium, .medium)
    add(
      .widenedAudience, text == nil ? "signInAudience" : "signInAudienceRestrictions", from: from,
      to: text ?? after.text,
      at: after.location, severity: severity, message, subject: [after.text])
  }
}
