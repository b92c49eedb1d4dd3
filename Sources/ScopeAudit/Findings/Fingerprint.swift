internal import ScopeDocuments
import ScopeValues

/// A finding's identity across runs: what was found about whom, never where or in which words.
///
/// Whoever writes a manifest chooses some of its parts, and must not be able to choose one that makes a finding look
/// like another one that is accepted: so it is a part of a SHA-256, not of a quicker hash.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  /// The first 16 bytes of the SHA-256 over the parts, in two words.
  package private(set) var words: (high: UInt64, low: UInt64) = (0, 0)

  /// The identity of parts in their order, letter case aside.
  package init(_ parts: [String]) { hash([], parts) }

  /// Adds one more part.
  package mutating func add(_ part: String) {
    hash([words.high, words.low], [part])
  }

  /// Reads what ``description`` writes; nil for anything else.
  package init?(hexadecimal text: String) {
    guard text.utf8.count == 32, text == text.lowercased(), let words = HexadecimalDigits.words(text) else {
      return nil
    }
    self.words = (words[0], words[1])
  }

  private mutating func hash(_ before: [UInt64], _ parts: [String]) {
    let size = before.count * 8 + parts.reduce(0) { $0 + $1.utf8.count + 1 }
    let bytes = [UInt8](unsafeUninitializedCapacity: size + SHA256.padding) { buffer, count in
      for word in before {
        for shift in stride(from: 56, through: 0, by: -8) {
          buffer.initializeElement(at: count, to: UInt8(truncatingIfNeeded: word >> UInt64(shift)))
          count += 1
        }
      }
      for var part in parts {
        part.withUTF8 { text in
          Self.lower(
            UnsafeRawBufferPointer(text),
            to: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]))
          count += text.count
        }
        // What no UTF-8 text holds, so that ["ab", "c"] and ["a", "bc"] differ.
        buffer.initializeElement(at: count, to: 0xFF)
        count += 1
      }
    }
    words = SHA256.words(of: bytes)
  }

  /// Writes a text with its capitals of ASCII in lower case, eight bytes at a time.
  ///
  /// - Parameter target: at least as long.
  private static func lower(_ text: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer) {
    var index = 0
    while index &+ 8 <= text.count {
      let word = text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      target.storeBytes(of: word.lowercasedLetters, toByteOffset: index, as: UInt64.self)
      index &+= 8
    }
    while index < text.count {
      target[index] = text[index].lowercased
      index &+= 1
    }
  }

  /// 32 lower-case hexadecimal digits.
  package var description: String { HexadecimalDigits.text(ofWords: [words.high, words.low]) }

  /// The first ``SuppressionFile/shortFingerprint`` digits, which tell the findings of a run apart.
  package var short: String { String(description.prefix(SuppressionFile.shortFingerprint)) }

  package static func == (left: Self, right: Self) -> Bool { left.words == right.words }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.high)
    hasher.combine(words.low)
  }
}
