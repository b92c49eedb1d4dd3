import ScopeValues
import Testing

/// What spares most texts a search for secrets skips words by eights, and has to say the same as byte by byte.
@Suite struct SecretGuardTests {
  private static let pieces = [
    "", " ", "  ", "a", "b", "B", "basic", "Basic ", " BASIC", "basics", "=", ":", "\"", ",", "\u{E9}", "\u{2019}", "7",
    "word", "letters", "fifteen-letters", "sixteen-letters.", "0123456789", "nineteen.letters.in", "it", "~", "!", "\n",
  ]

  private static func mayHoldSecret(_ bytes: [UInt8]) -> Bool {
    var (length, hasDigit) = (0, false)
    for (index, byte) in bytes.enumerated() {
      if byte == ASCII.equals || byte == ASCII.colon { return true }
      if TokenShape.isTokenByte(byte) || byte >= 0x80 {
        length += 1
        hasDigit = hasDigit || byte.isASCIIDigit
        if length >= 20 || length >= 16 && hasDigit { return true }
      } else {
        if length == 5, bytes[(index - 5)..<index].map(\.lowercased) == Array("basic".utf8) { return true }
        (length, hasDigit) = (0, false)
      }
    }
    return false
  }

  @Test(arguments: 0..<16) func skippingWordsSkipsNoSecret(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    for _ in 0..<2_000 {
      var text: [UInt8] = []
      for _ in 0..<8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += Self.pieces[Int(state >> 33) % Self.pieces.count].utf8
        #expect(
          SecretSpans.mayHoldSecret(text[...]) == Self.mayHoldSecret(text), "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }
}
