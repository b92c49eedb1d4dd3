/// A token of the given header and claims, with bytes that are no signature.
package func token(
  header: String = #"{"typ":"JWT","alg":"RS256","kid":"throwaway"}"#, claims: String, signature: Int = 256
) -> String {
  [Array(header.utf8), Array(claims.utf8), (0..<signature).map { UInt8(truncatingIfNeeded: $0 &* 37) }]
    .map(base64URL).joined(separator: ".")
}

/// Base64url without padding (RFC 4648, section 5).
package func base64URL(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    for index in 0...group.count { text.append(alphabet[word >> (18 - 6 * index) & 63]) }
  }
  return String(decoding: text, as: UTF8.self)
}
