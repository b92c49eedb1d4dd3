package import ScopeValues

/// A client secret or certificate as a registration shows it; the secret itself is never read.
package struct Credential: Sendable {
  package var place: JSONPlace
  package var keyId: Property<String> = .absent
  package var start: Property<Timestamp> = .absent
  package var end: Property<Timestamp> = .absent
  /// Where a secret's text or a private key stands, if the file holds one.
  package var exposed: JSONPlace?
  /// "AsymmetricX509Cert", "X509CertAndPassword" or "Symmetric"; secrets have none.
  package var type: Property<String> = .absent
  /// "Verify" for signing in, "Sign" for SAML; secrets have none.
  package var usage: Property<String> = .absent

  package init(place: JSONPlace) { self.place = place }
}

/// An outside identity that may sign in as the application.
package struct FederatedCredential: Sendable {
  package var place: JSONPlace
  package var issuer: Property<String> = .absent
  package var subject: Property<String> = .absent
  /// The expression in place of a subject.
  package var expression: Property<String> = .absent

  package init(place: JSONPlace) { self.place = place }
}
