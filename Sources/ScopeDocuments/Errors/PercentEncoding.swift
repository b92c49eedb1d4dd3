import ScopeValues

/// Resolves percent-encoding (RFC 3986 §2.1) as far as it is right; a broken escape stays as it is.
enum PercentEncoding {
  /// - Parameter kept: a byte that stays encoded.
  static func decode(_ text: some StringProtocol, keeping kept: UInt8? = nil) -> String {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x25, index + 2 < bytes.count, let high = bytes[index + 1].hexadecimalValue,
        let low = bytes[index + 2].hexadecimalValue, high << 4 | low != kept
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}
