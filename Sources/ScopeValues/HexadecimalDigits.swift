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

  /// The two upper-case digits of a byte, as percent-encoding and messages write them.
  package static func capitals(_ byte: UInt8) -> [UInt8] {
    [byte >> 4, byte & 15].map { $0 < 10 ? UInt8(ascii: "0") + $0 : UInt8(ascii: "A") - 10 + $0 }
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

  /// Sixteen lower-case digits a word, one word after the other.
  package static func text(ofWords words: some Sequence<UInt64>) -> String {
    var digits: [UInt8] = []
    for word in words { append(word, to: &digits) }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Appends sixteen lower-case digits.
  package static func append(_ word: UInt64, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { digits in
      guard let start = digits.baseAddress else { return }
      write(word, to: start)
      bytes.append(contentsOf: digits)
    }
  }

  /// Writes sixteen lower-case digits.
  ///
  /// - Parameter bytes: at least sixteen.
  package static func write(_ word: UInt64, to bytes: UnsafeMutableRawPointer) {
    let (high, low) = (UInt32(truncatingIfNeeded: word >> 32), UInt32(truncatingIfNeeded: word))
    bytes.storeBytes(of: HexadecimalWord.digits(of: high).littleEndian, as: UInt64.self)
    bytes.storeBytes(of: HexadecimalWord.digits(of: low).littleEndian, toByteOffset: 8, as: UInt64.self)
  }

  /// Reads what ``text(ofWords:)`` writes, in either letter case; nil for anything else.
  package static func words(_ text: some StringProtocol) -> [UInt64]? {
    var words: [UInt64] = []
    var word: UInt64 = 0
    var count = 0
    for byte in text.utf8 {
      guard let digit = byte.hexadecimalValue else { return nil }
      word = word << 4 | UInt64(digit)
      count += 1
      if count & 15 == 0 { words.append(word) }
    }
    return count & 15 == 0 ? words : nil
  }
}

extension UInt8 {
  /// The value of this ASCII hexadecimal digit; nil for any other byte.
  package var hexadecimalValue: UInt8? {
    let value = HexadecimalDigits.value(of: self)
    return value < 16 ? value : nil
  }
}
