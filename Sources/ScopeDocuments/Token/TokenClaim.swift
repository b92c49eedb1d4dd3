/// One claim as `--show-claims` prints it.
package struct TokenClaim: Sendable {
  package enum Value: Sendable {
    /// A value that tells of no person.
    case plain(String)
    /// What kind of value it is, and the value for those who may see it.
    case personal(kind: String, Redacted)
  }

  package var name: String
  package var value: Value

  /// Claims that tell of no person; every other claim is masked, known or not.
  private static let impersonal: Set<String> = [
    "acct", "acr", "acrs", "amr", "app_displayname", "appid", "appidacr", "aud", "azp", "azpacr", "exp", "iat", "idtyp",
    "iss", "nbf", "platf", "roles", "scp", "tenant_region_scope", "tid", "ver", "wids", "xms_act_fct", "xms_cc",
    "xms_idrel", "xms_sub_fct", "xms_tcdt", "xms_tdbr",
  ]

  /// The claims of a token in their order.
  static func list(of document: JSONDocument) -> [TokenClaim] {
    document.members(of: document.root).map { key, value in
      let name = document.text(key)
      if let text = plainText(value, of: document, named: name) {
        return TokenClaim(name: name, value: .plain(text))
      }
      let text =
        document.kind(value) == .string
        ? document.text(value) : String(decoding: document.content(value), as: UTF8.self)
      return TokenClaim(name: name, value: .personal(kind: document.kind(value).phrase, Redacted(text)))
    }
  }

  /// The text of an impersonal claim that is a string, a number or a list of these; nil for every other claim,
  /// and for other values, which nobody expects there.
  static func plainText(_ place: JSONPlace, of document: JSONDocument, named name: String) -> String? {
    guard impersonal.contains(name) else { return nil }
    switch document.kind(place) {
    case .string, .number: return document.text(place)
    case .array:
      let elements = document.elements(of: place)
      guard elements.allSatisfy({ document.kind($0) == .string || document.kind($0) == .number }) else { return nil }
      return elements.map(document.text).joined(separator: " ")
    default: return nil
    }
  }
}
