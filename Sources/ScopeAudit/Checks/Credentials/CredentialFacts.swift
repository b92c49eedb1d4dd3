internal import ScopeDocuments
import ScopeValues

/// What the credential rules ask of a credential.
extension Credential {
  /// Where a finding points: at the key id, by which a credential is found and deleted.
  var headline: JSONPlace { keyId.place ?? place }

  /// Whether its end has come; false where no end is known.
  func hasExpired(at now: Timestamp) -> Bool { end.value.map { $0 <= now } ?? false }

  /// Whether it has no end at all, which is not the same as an end that is not shown or cannot be read.
  var isEndless: Bool { end.isNull }
}

extension CheckContext {
  /// The client secrets; what the export leaves out is noted.
  mutating func secrets(of application: Application) -> [Credential] {
    shown(application.passwordCredentials, Self.secretsGap)?.value ?? []
  }

  /// Certificates and other keys; what the export leaves out is noted.
  mutating func keys(of application: Application) -> [Credential] {
    shown(application.keyCredentials, Self.keysGap)?.value ?? []
  }

  /// Everything but federated credentials, with the word for it; what the export leaves out is noted.
  mutating func credentials(of application: Application) -> [CredentialList.Entry] {
    let list =
      credentialList
      ?? CredentialList(
        application,
        gaps: [
          Self.secretsGap.reason(application.passwordCredentials, in: document),
          Self.keysGap.reason(application.keyCredentials, in: document),
        ].compactMap(\.self))
    credentialList = list
    for gap in list.gaps { cannotAssess(gap) }
    return list.entries
  }

  /// Reports a credential, told apart by its key id.
  mutating func report(_ credential: Credential, at place: JSONPlace, _ message: String, severity: Severity? = nil) {
    report(place, message, subject: [credential.keyId.value ?? ""], severity: severity)
  }

  /// Says of credentials that live longer than a number of days that they do; the day more that ScubaGear
  /// tolerates is tolerated here, too.
  ///
  /// - Parameter severity: for a lifetime in days; nil stands for a credential without an end.
  mutating func reportLongLived(
    _ credential: Credential, _ kind: CredentialKind, maximumDays: Int, severity: (_ days: Int64?) -> Severity?
  ) {
    guard !credential.hasExpired(at: options.now) else { return }
    guard case .value(let end, let place) = credential.end else {
      guard credential.isEndless else { return cannotJudgeEnd(of: credential, kind) }
      return report(
        credential, at: credential.headline, "This \(kind.rawValue) has no end date.", severity: severity(nil))
    }
    let limit = Int64(maximumDays + 1) * Self.secondsPerDay
    if let start = credential.start.value {
      let lifetime = end.seconds(since: start)
      guard lifetime > limit else { return }
      let days = (lifetime + Self.secondsPerDay / 2) / Self.secondsPerDay
      report(
        credential, at: place, "This \(kind.rawValue) is valid for \(days) days; the limit is \(maximumDays).",
        severity: severity(days))
    } else {
      let rest = end.seconds(since: options.now)
      guard rest > limit else {
        return cannotAssess("a \(kind.rawValue) has no start date, so its lifetime is not known")
      }
      let days = rest / Self.secondsPerDay
      report(
        credential, at: place,
        "This \(kind.rawValue) is valid for another \(days) days; the limit is \(maximumDays) in all.",
        severity: severity(days))
    }
  }

  /// Says that the end of a credential is not known.
  mutating func cannotJudgeEnd(of credential: Credential, _ kind: CredentialKind) {
    cannotAssess(
      credential.end.isAbsent
        ? "the export does not show the end date of a \(kind.rawValue)"
        : "the end date of a \(kind.rawValue) could not be read")
  }

  static let secondsPerDay: Int64 = 86_400
  private static let secretsGap = PropertyGap("passwordCredentials")
  private static let keysGap = PropertyGap("keyCredentials")
}

extension Timestamp {
  /// The day, as 2026-08-24.
  var day: String { String(description.prefix(10)) }
}
