/// Hexadecimal digits in ASCII, both ways.
package enum HexadecimalDigits {
  /// 0 to 15; the high bit is set for a byte that is no digit.
  package static func value(of byte: UInt8) -> UInt8 {
    let decimal = byte &- UInt8(ascii: "0")
    if decimal < 10 { return decimal }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter &+ 10 : 0x80
  }

  /// The lower-case digit of a value below 16.
  package static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &- 10 &+ value
  }

  /// Two lower-case digits a byte.
  package static func text(of bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    for byte in bytes {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Lower-case digits of a word, with leading zeros up to `width` digits.
  package static func text(of word: some FixedWidthInteger & UnsignedInteger, width: Int) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension UInt8 {
  /// The value of this ASCII hexadecimal digit; nil for any other byte.
  package var hexadecimalValue: UInt8? {
    let value = HexadecimalDigits.value(of: self)
    return value < 16 ? value : nil
  }
}
