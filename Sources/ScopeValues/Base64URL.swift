/// Base64url without padding (RFC 4648, section 5), as the parts of a token are written.
package enum Base64URL {
  /// Why a text is not base64url to the letter.
  package enum Fault: Error, Hashable, Sendable {
    case padding
    /// `+` or `/`, which belong to plain base64.
    case plainAlphabet
    case character
    /// No number of bytes has a text of this length.
    case length
    /// Bits after the last byte that are not zero.
    case looseBits
  }

  package static func decode(_ text: ArraySlice<UInt8>) throws(Fault) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 2)
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for character in text {
      buffer = buffer << 6 | UInt32(try value(of: character))
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
        buffer &= (1 << bits) - 1
      }
    }
    guard bits < 6 else { throw .length }
    guard buffer == 0 else { throw .looseBits }
    return bytes
  }

  private static func value(of character: UInt8) throws(Fault) -> UInt8 {
    switch character {
    case 0x41...0x5A: return character - 0x41
    case 0x61...0x7A: return character - 0x47
    case 0x30...0x39: return character + 4
    case 0x2D: return 62
    case 0x5F: return 63
    case 0x3D: throw .padding
    case 0x2B, 0x2F: throw .plainAlphabet
    default: throw .character
    }
  }
}
