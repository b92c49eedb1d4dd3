/// Names under which secrets stand, in JSON members, query parameters, forms and connection strings.
package enum SecretName {
  /// Whether the value under a name is a secret; letter case and the signs between words do not count.
  package static func holdsSecret(_ name: some StringProtocol) -> Bool {
    hashes.contains(hash(name.utf8)) && names.contains(bare(name))
  }

  /// Whether the value that is assigned to a name is a secret; a colon follows some of these in prose, too.
  package static func isAssignedSecret(_ name: some StringProtocol) -> Bool {
    guard hashes.contains(hash(name.utf8)) else { return false }
    let name = bare(name)
    return names.contains(name) || assigned.contains(name)
  }

  /// Whether ``isAssignedSecret(_:)`` may hold of a name: of nearly all others this alone says that it does not.
  package static func mayBeAssignedSecret(_ name: ArraySlice<UInt8>) -> Bool { hashes.contains(hash(name)) }

  /// Whether what follows a name in a line is secret up to its end: a header with several values.
  static func holdsSecretLine(_ name: some StringProtocol) -> Bool {
    hashes.contains(hash(name.utf8)) && lines.contains(bare(name))
  }

  /// FNV-1a over the bare name.
  private static func hash(_ name: some Sequence<UInt8>) -> UInt64 {
    var hash = FNV1a()
    for byte in name.prefix(64) where byte.isASCIILetter || byte.isASCIIDigit { hash.add(UInt64(byte.lowercased)) }
    return hash.value
  }

  /// Of all names below.
  private static let hashes = Set(names.union(assigned).union(lines).map { hash($0.utf8) })

  /// The name in small letters, without the signs between its words.
  private static func bare(_ name: some StringProtocol) -> String {
    String(
      decoding: name.utf8.prefix(64).filter { $0.isASCIILetter || $0.isASCIIDigit }.map(\.lowercased), as: UTF8.self)
  }

  /// OAuth's parameters (RFC 6749, RFC 7521), Azure's storage signatures and connection strings, and what people call
  /// their own.
  private static let names: Set<String> = [
    "accesskey", "accesstoken", "accountkey", "adminpassword", "apikey", "apisecret", "apitoken", "appsecret",
    "assertion", "authtoken", "bearertoken", "certificatepassword", "clientassertion", "clientkey", "clientsecret",
    "codeverifier", "connectionstring", "connstr", "cookie", "devicecode", "encryptionkey", "functionkey",
    "githubtoken", "hostkey", "hubsecret", "idtoken", "keypassword", "masterkey", "newpassword", "oldpassword",
    "passphrase", "passwd", "password", "personalaccesstoken", "pfxpassword", "primaryconnectionstring", "primarykey",
    "privatekey", "psk", "pw", "pwd", "refreshtoken", "sas", "saskey", "sastoken", "sasurl",
    "secondaryconnectionstring",
    "secondarykey", "secret", "secretkey", "secrettext", "secretvalue", "setcookie", "sharedaccesskey",
    "sharedaccesssignature", "sharedkey", "sharedsecret", "sig", "signingkey", "signingsecret", "storagekey",
    "subjecttoken", "subscriptionkey", "userassertion", "userpassword", "webhooksecret", "xapikey", "xfunctionskey",
  ]

  private static let assigned: Set<String> = ["auth", "pass", "token"]
  private static let lines: Set<String> = ["cookie", "setcookie"]
}
