/// A finding's identity across runs: what was found about whom, never where or in which words.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  private var high: UInt64 = 0xCBF2_9CE4_8422_2325
  private var low: UInt64 = 0x9AE1_6A3B_2F90_404F

  /// Two 64-bit FNV-1a hashes with different beginnings over the parts, letter case aside.
  package init(_ parts: [String]) {
    for part in parts { add(part) }
  }

  /// Adds one more part.
  package mutating func add(_ part: String) {
    for byte in part.utf8 {
      let folded = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      high = (high ^ UInt64(folded)) &* 0x0000_0100_0000_01B3
      low = (low ^ UInt64(folded)) &* 0x0000_0100_0000_01B3
    }
    // What no UTF-8 text holds, so that ["ab", "c"] and ["a", "bc"] differ.
    high = (high ^ 0xFF) &* 0x0000_0100_0000_01B3
    low = (low ^ 0xFF) &* 0x0000_0100_0000_01B3
  }

  /// Reads what ``description`` writes; nil for anything else.
  package init?(hexadecimal text: String) {
    guard text.utf8.count == 32, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66 }),
      let first = UInt64(text.prefix(16), radix: 16), let second = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    high = first ^ first >> 32
    low = second ^ second >> 32
  }

  /// 32 lower-case hexadecimal digits.
  package var description: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(32)
    for word in [high ^ high >> 32, low ^ low >> 32] {
      for shift in stride(from: 60, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
        digits.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
