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
    guard bytes.count == 36, let guid = bytes.withUnsafeBytes(GUID.init) else { return nil }
    self = guid
  }

  package init?(_ text: some StringProtocol) {
    self.init(Array(text.utf8)[...])
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
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
