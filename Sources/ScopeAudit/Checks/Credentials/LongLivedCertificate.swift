internal import ScopeDocuments

extension Checks {
  /// A certificate with a long life; one for signing SAML tokens does not sign in as the application.
  static let longLivedCertificate = Check(application: "long-lived-certificate") { application, context in
    let maximum = context.options.threshold("maximumCertificateLifetimeDays", of: context.rule)
    for key in context.keys(of: application) where !key.isSymmetric && !key.isForSigning {
      context.reportLongLived(key, .certificate, maximumDays: maximum) { _ in nil }
    }
  }
}
