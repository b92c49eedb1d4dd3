import ScopeValues

/// Base64 in either alphabet (RFC 4648), with or without padding, as challenges and recordings hold it.
enum ErrorBase64 {
  /// The bytes; nil where another character stands there.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 where byte != ASCII.equals {
      let digit: UInt32
      switch byte {
      case ASCII.capitals: digit = UInt32(byte) - 0x41
      case ASCII.smallLetters: digit = UInt32(byte) - 0x61 + 26
      case ASCII.digits: digit = UInt32(byte) - 0x30 + 52
      case ASCII.plus, ASCII.hyphen: digit = 62
      case ASCII.slash, ASCII.underscore: digit = 63
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
    return bytes
  }

  /// The bytes as text; nil where they are none.
  static func text(_ encoded: some StringProtocol) -> String? {
    decode(encoded).map { String(decoding: $0, as: UTF8.self) }
  }
}
