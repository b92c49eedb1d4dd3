internal import ScopeDocuments

extension Checks {
  /// A secret's value or a private key in the file; it is not printed, neither here nor in any excerpt.
  static let exposedSecret = Check(application: "exposed-secret") { application, context in
    for entry in context.credentials(of: application) {
      guard let place = entry.credential.exposed else { continue }
      let what =
        switch entry.kind {
        case .secret: "The value of a client secret"
        case .symmetricKey: "The value of a symmetric key"
        case .certificate, .signingCertificate: "A private key"
        }
      context.report(entry.credential, at: place, "\(what) stands here in clear text.")
    }
  }
}
