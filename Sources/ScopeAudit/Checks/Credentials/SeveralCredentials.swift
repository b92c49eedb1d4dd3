internal import ScopeDocuments

extension Checks {
  /// More live credentials than a change of one for the next takes, or a secret that a certificate should have replaced.
  static let severalCredentials = Check(application: "several-credentials") { application, context in
    let maximum = context.options.threshold("maximumLiveCredentials", of: context.rule)
    let live = context.credentials(of: application).filter { entry in
      entry.kind != .signingCertificate && !entry.credential.hasExpired(at: context.options.now)
    }
    guard let first = live.first else { return }
    let secret = live.first { $0.kind != .certificate }
    let certificate = live.first { $0.kind == .certificate }
    if live.count > maximum {
      context.report(
        first.credential.headline, "\(live.count) credentials are in use; each of them is enough.",
        related: live.dropFirst().prefix(20).map { ($0.credential.headline, "Another \($0.kind.rawValue).") })
    } else if let secret, let certificate {
      context.report(
        secret.credential.headline,
        "A \(secret.kind.rawValue) is in use beside a certificate, so the certificate protects nothing.",
        related: [(certificate.credential.headline, "The certificate.")])
    }
  }
}
