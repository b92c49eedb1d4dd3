internal import ScopeDocuments

/// What a credential is called in a message.
enum CredentialKind: String {
  case secret, certificate
  case symmetricKey = "symmetric key"
  case signingCertificate = "signing certificate"
}

/// The secrets and keys of one application, put together once for all rules that look at both.
struct CredentialList {
  struct Entry {
    var credential: Credential
    var kind: CredentialKind
  }

  let entries: [Entry]
  /// Why some of them, or all, cannot be judged.
  let gaps: [String]

  init(_ application: Application, gaps: [String]) {
    self.gaps = gaps
    let secrets = application.passwordCredentials.value ?? []
    let keys = application.keyCredentials.value ?? []
    var entries: [Entry] = []
    entries.reserveCapacity(secrets.count + keys.count)
    for secret in secrets { entries.append(Entry(credential: secret, kind: .secret)) }
    for key in keys {
      let kind: CredentialKind = key.isSymmetric ? .symmetricKey : key.isForSigning ? .signingCertificate : .certificate
      entries.append(Entry(credential: key, kind: kind))
    }
    self.entries = entries
  }
}

extension Credential {
  /// A password in the shape of a key.
  var isSymmetric: Bool { type.value?.lowercased() == "symmetric" }

  /// For signing SAML tokens, not for signing in as the application.
  var isForSigning: Bool { usage.value?.lowercased() == "sign" }
}
