package import ScopeValues

/// What in a text tells whether an application called by itself or a user was signed in.
package struct CallerClue: Hashable, Sendable {
  package var isApplication: Bool
  /// The words that say it, such as ManagedIdentityCredential.
  package var words: String
  /// The client of Microsoft's own that the words are of; nil where they are of none.
  package var client: GUID?

  /// Names of credentials in Microsoft's libraries, of options and of grants.
  ///
  /// Source: the classes of azure-identity, MSAL and azure-cli, parameters of Connect-MgGraph, OAuth 2.0 (RFC 6749).
  private static let application = [
    "ServicePrincipalCredential", "ClientSecretCredential", "ClientCertificateCredential", "CertificateCredential",
    "ManagedIdentityCredential", "ManagedServiceIdentity", "WorkloadIdentityCredential", "ClientAssertionCredential",
    "ClientCredentialProvider", "ClientCredentialParameters", "AcquireTokenForClient", "acquire_token_for_client",
    "acquireTokenByClientCredential", "client_credentials", "Connect-MgGraph -Identity", "-CertificateThumbprint",
    "system assigned managed identity", "system-assigned managed identity", "user-assigned managed identity",
    "ForAppOnly", "app-only token", "application permissions, not delegated", "Connecting via Service Principal",
  ]
  /// Words of Microsoft's own clients, with the client's id.
  private static let clients: [(words: String, id: String)] = [
    ("on the Modify permissions", "de8bc8b5-d9f9-48b1-a8ad-b748da725064"),
    ("UserCredential.get_token", "04b07795-8ddb-461a-bbee-02f9e1bf7b46"),
  ]
  private static let user = [
    "UserCredential.get_token", "InteractiveBrowserCredential", "DeviceCodeCredential", "UsernamePasswordCredential",
    "OnBehalfOfCredential", "AcquireTokenInteractive", "acquire_token_interactive", "acquireTokenPopup",
    "acquireTokenRedirect", "acquire_token_by_device_flow", "AcquireTokenOnBehalfOf", "AcquireTokenWithDeviceCode",
    "loginPopup", "DeviceCodeProvider", "InteractiveAuthenticationProvider",
  ]

  /// The caller that a text names; nil where it names none, or both kinds.
  static func find(in text: ArraySlice<UInt8>) -> CallerClue? {
    let start = text.prefix(65_536)
    let asApplication = first(of: application, in: start)
    let asUser = first(of: clients.map(\.words), in: start) ?? first(of: user, in: start)
    switch (asApplication, asUser) {
    case (let words?, nil): return CallerClue(isApplication: true, words: words)
    case (nil, let words?):
      let client = clients.first { $0.words == words }.flatMap { GUID($0.id) }
      return CallerClue(isApplication: false, words: words, client: client)
    default: return nil
    }
  }

  /// Whether `az` stands at the beginning of a line, or behind its prompt, with a group of commands that call Graph.
  static func isAzureCLI(_ text: ArraySlice<UInt8>) -> Bool {
    text.prefix(65_536).split { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }.contains { line in
      let words = line.prefix(200).split { $0 == ASCII.space || $0 == ASCII.tab }.prefix(4)
      guard let index = words.firstIndex(where: { $0.elementsEqual("az".utf8) }), words.indices.contains(index + 1)
      else {
        return false
      }
      return ["rest", "ad"].contains { words[index + 1].elementsEqual($0.utf8) }
        && words[..<index].allSatisfy { $0.last.map { !$0.isASCIILetter } == true }
    }
  }

  private static func first(of needles: [String], in text: ArraySlice<UInt8>) -> String? {
    needles.first { needle in
      let wanted = Array(needle.utf8)
      guard let first = wanted.first, text.count >= wanted.count else { return false }
      return text.indices.dropLast(wanted.count - 1).contains { text[$0] == first && text[$0...].starts(with: wanted) }
    }
  }
}
