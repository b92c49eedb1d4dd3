internal import ScopeDocuments

extension Checks {
  /// A secret's value or a private key in the file; it is not printed, neither here nor in any excerpt.
  static let exposedSecret = Check(application: "exposed-secret") { application, context in
    for (credential, kind) in context.credentials(of: application) {
      guard let place = credential.exposed else { continue }
      let what =
        switch kind {
        case .secret: "The value of a client secret"
        case .symmetricKey: "The value of a symmetric key"
        case .certificate, .signingCertificate: "A private key"
        }
      context.report(credential, at: place, "\(what) stands here in clear text.")
    }
  }
}
