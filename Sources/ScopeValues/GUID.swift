/// A 128-bit identifier as Entra prints it: 8-4-4-4-12 hexadecimal digits.
package struct GUID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var high: UInt64
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads exactly 36 ASCII bytes in any letter case; nil if they are no GUID.
  package init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == 36, let guid = bytes.withUnsafeBufferPointer(Self.read) else { return nil }
    self = guid
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> GUID? {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var isValid = true
    for index in 0..<36 {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        isValid = isValid && bytes[index] == 0x2D
        continue
      }
      guard let digit = bytes[index].hexadecimalValue else { return nil }
      // The first group of sixteen digits ends before the third hyphen.
      if index < 18 { high = high &<< 4 | UInt64(digit) } else { low = low &<< 4 | UInt64(digit) }
    }
    return isValid ? GUID(high: high, low: low) : nil
  }

  package init?(_ text: some StringProtocol) {
    self.init(Array(text.utf8)[...])
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  /// Lower-case digits with hyphens.
  package var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(36)
    forEachDigit { bytes.append($0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Calls `body` with the 36 characters of the GUID as ASCII.
  @inline(__always)
  package func forEachDigit(_ body: (UInt8) -> Void) {
    for index in 0..<32 {
      if index == 8 || index == 12 || index == 16 || index == 20 { body(0x2D) }
      let word = index < 16 ? high : low
      let digit = UInt8(truncatingIfNeeded: word &>> UInt64(60 &- 4 &* (index & 15))) & 15
      body(digit < 10 ? 0x30 &+ digit : 0x57 &+ digit)
    }
  }

  /// How many of the 32 digits differ.
  package func digitsDiffering(from other: GUID) -> Int {
    func count(_ difference: UInt64) -> Int {
      var folded = difference | difference >> 1
      folded |= folded >> 2
      return (folded & 0x1111_1111_1111_1111).nonzeroBitCount
    }
    return count(high ^ other.high) + count(low ^ other.low)
  }

  package static let zero = GUID(high: 0, low: 0)
}
