internal import ScopeDocuments
package import ScopeValues

/// When a secret or certificate that signs in begins and ends; never what it is.
package struct CredentialDates: Hashable, Sendable {
  package var isCertificate: Bool
  /// Nil where the export does not say.
  package var start: Timestamp?
  package var end: Timestamp?

  /// The secrets and certificates of an application, without those that sign SAML tokens.
  static func list(_ application: Application) -> [CredentialDates] {
    let secrets = application.passwordCredentials.value ?? []
    let certificates = (application.keyCredentials.value ?? []).filter { !$0.isForSigning }
    return secrets.map { CredentialDates(isCertificate: false, start: $0.start.value, end: $0.end.value) }
      + certificates.map { CredentialDates(isCertificate: true, start: $0.start.value, end: $0.end.value) }
  }

  /// The same of a service principal, whose credentials' beginnings are not kept.
  static func list(_ principal: ServicePrincipal?) -> [CredentialDates] {
    (principal?.credentials ?? []).filter { !$0.isForSigning }.map {
      CredentialDates(isCertificate: $0.isCertificate, start: nil, end: $0.end)
    }
  }

  /// The owners' names as they may be shown.
  static func shownNames(_ owners: Owners?) -> [String] {
    (owners?.names ?? []).map { SafeText.shortened(ShownText.of($0), SafeText.longestName) }
  }
}
