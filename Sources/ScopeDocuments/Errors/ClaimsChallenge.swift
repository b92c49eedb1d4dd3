import ScopeValues

/// The claims that a service wants in the next token, as it hands them over in a challenge.
enum ClaimsChallenge {
  /// The claims of a WWW-Authenticate header (base64, RFC 6750 challenge) or of an address (percent-encoded JSON).
  static func find(in text: String) -> String? {
    if let encoded = ErrorText.part(of: text, after: "claims=\"", before: ["\""]) {
      return encoded.hasPrefix("{") ? encoded : decode(base64: encoded)
    }
    guard let encoded = ErrorText.part(of: text, after: "claims=%7B", before: ["&", "\"", " ", "'"]) else { return nil }
    return ErrorText.clean(PercentEncoding.decode("%7B" + encoded).utf8)
  }

  private static func decode(base64 text: String) -> String? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 where byte != 0x3D {
      let digit: UInt32
      switch byte {
      case 0x41...0x5A: digit = UInt32(byte) - 0x41
      case 0x61...0x7A: digit = UInt32(byte) - 0x61 + 26
      case 0x30...0x39: digit = UInt32(byte) - 0x30 + 52
      case 0x2B, 0x2D: digit = 62
      case 0x2F, 0x5F: digit = 63
      default: return nil
      }
      bits = bits << 6 | digit
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= (1 << UInt32(count)) - 1
      }
    }
    let decoded = ErrorText.clean(bytes)
    return decoded.hasPrefix("{") ? decoded : nil
  }
}
