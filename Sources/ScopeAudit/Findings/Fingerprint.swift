internal import ScopeDocuments
import ScopeValues

/// A finding's identity across runs: what was found about whom, never where or in which words.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  private var high = FNV1a.basis
  private var low = otherBasis

  private static let otherBasis: UInt64 = 0x9AE1_6A3B_2F90_404F

  /// Two 64-bit FNV-1a hashes with different beginnings over the parts, letter case aside.
  package init(_ parts: [String]) {
    for part in parts { add(part) }
  }

  /// Adds one more part.
  package mutating func add(_ part: String) {
    var (first, second) = (FNV1a(basis: high), FNV1a(basis: low))
    var part = part
    part.withUTF8 { bytes in
      for byte in bytes {
        let letter = UInt64(byte.lowercased)
        first.add(letter)
        second.add(letter)
      }
    }
    // What no UTF-8 text holds, so that ["ab", "c"] and ["a", "bc"] differ.
    first.add(0xFF)
    second.add(0xFF)
    (high, low) = (first.value, second.value)
  }

  /// Reads what ``description`` writes; nil for anything else.
  package init?(hexadecimal text: String) {
    guard text.utf8.count == 32, text == text.lowercased(), let words = HexadecimalDigits.words(text) else {
      return nil
    }
    high = words[0] ^ words[0] >> 32
    low = words[1] ^ words[1] >> 32
  }

  /// 32 lower-case hexadecimal digits.
  package var description: String { HexadecimalDigits.text(ofWords: [words.high, words.low]) }

  /// The first ``SuppressionFile/shortFingerprint`` digits, which tell the findings of a run apart.
  package var short: String { String(description.prefix(SuppressionFile.shortFingerprint)) }

  /// What the description writes as digits.
  package var words: (high: UInt64, low: UInt64) { (high ^ high >> 32, low ^ low >> 32) }
}
