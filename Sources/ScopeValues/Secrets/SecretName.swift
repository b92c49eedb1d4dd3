/// Names under which secrets stand, in JSON members, query parameters, forms and connection strings.
package enum SecretName {
  /// Whether the value under a name is a secret; letter case and the signs between words do not count.
  package static func holdsSecret(_ name: some StringProtocol) -> Bool {
    names.contains(
      String(
        decoding: name.utf8.prefix(64).filter { $0.isASCIILetter || $0.isASCIIDigit }.map(\.lowercased), as: UTF8.self))
  }

  /// OAuth's parameters (RFC 6749, RFC 7521), Azure's storage signatures and connection strings, and what people call
  /// their own.
  private static let names: Set<String> = [
    "accesskey", "accesstoken", "accountkey", "apikey", "apisecret", "assertion", "clientassertion", "clientsecret",
    "codeverifier", "connectionstring", "devicecode", "hubsecret", "idtoken", "passwd", "password", "primarykey",
    "privatekey", "pw", "pwd", "refreshtoken", "sas", "sastoken", "secondarykey", "secret", "secretkey", "secrettext",
    "sharedaccesskey", "sharedaccesssignature", "sharedkey", "sig", "storagekey", "subjecttoken", "subscriptionkey",
    "userassertion", "webhooksecret",
  ]
}
