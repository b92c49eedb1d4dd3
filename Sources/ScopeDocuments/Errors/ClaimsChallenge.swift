import ScopeValues

/// The claims that a service wants in the next token, as it hands them over in a challenge.
enum ClaimsChallenge {
  /// The claims of a WWW-Authenticate header (base64, RFC 6750 challenge) or of an address (percent-encoded JSON).
  static func find(in text: String) -> String? {
    if let encoded = ErrorText.part(of: text, after: "claims=\"", before: ["\""]) {
      return encoded.hasPrefix("{") ? encoded : decoded(encoded)
    }
    guard let encoded = ErrorText.part(of: text, after: "claims=%7B", before: ["&", "\"", " ", "'"]) else { return nil }
    return ErrorText.clean(PercentEncoding.decode("%7B" + encoded).utf8)
  }

  private static func decoded(_ text: String) -> String? {
    guard let bytes = ErrorBase64.decode(text) else { return nil }
    let decoded = ErrorText.clean(bytes)
    return decoded.hasPrefix("{") ? decoded : nil
  }
}
