/// Percent-encoding (RFC 3986, section 2.1), both ways.
package enum PercentEncoding {
  /// Resolves every escape that is right; a broken one stays as it is.
  ///
  /// - Parameter kept: a byte that stays encoded.
  package static func decode(_ text: some StringProtocol, keeping kept: UInt8? = nil) -> String {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if let byte = escape(bytes[index...]), byte != kept {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// The byte that the escape at the beginning stands for; nil where none begins.
  package static func escape(_ bytes: ArraySlice<UInt8>) -> UInt8? {
    let start = bytes.startIndex
    guard bytes.count >= 3, bytes[start] == ASCII.percent, let high = bytes[start + 1].hexadecimalValue,
      let low = bytes[start + 2].hexadecimalValue
    else { return nil }
    return high << 4 | low
  }

  /// Escapes, with capital digits, everything but unreserved characters and slashes.
  package static func encodePath(_ path: String) -> String {
    var encoded: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case _ where byte.isASCIILetter || byte.isASCIIDigit: encoded.append(byte)
      case ASCII.hyphen, ASCII.point, ASCII.slash, ASCII.underscore, ASCII.tilde: encoded.append(byte)
      default: encoded += [ASCII.percent] + HexadecimalDigits.capitals(byte)
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
