import ScopeValues
import Testing

/// What is asked of eight bytes at once is what is true of one of them.
@Suite struct ByteWordTests {
  /// Every byte, in every place, among bytes of each kind.
  private static func everyWord(_ body: (_ bytes: [UInt8], _ word: UInt64) -> Void) {
    for filler in [UInt8(ascii: "a"), 0x00, 0x20, 0x7F, 0x80, 0xFF] {
      for place in 0..<8 {
        for byte in UInt8.min...UInt8.max {
          var bytes = [UInt8](repeating: filler, count: 8)
          bytes[place] = byte
          body(bytes, bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) })
        }
      }
    }
  }

  @Test func someByteIsWhatIsAskedFor() {
    Self.everyWord { bytes, word in
      #expect((word.unprintable != 0) == bytes.contains { $0 < 0x20 || $0 >= 0x7F })
      #expect((word.beyondASCII != 0) == bytes.contains { $0 >= 0x80 })
      #expect((word.below(0x20) != 0) == bytes.contains { $0 < 0x20 })
      #expect((word.matching(ASCII.comma) != 0) == bytes.contains(ASCII.comma))
      let pair = [ASCII.quote, ASCII.ampersand]
      #expect((word.matching(ASCII.ampersand, without: 4) != 0) == bytes.contains(where: pair.contains))
    }
  }

  @Test func capitalsAreMadeSmall() {
    Self.everyWord { bytes, word in
      let small = bytes.map(\.lowercased).withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
      #expect(word.lowercasedLetters == small)
    }
  }
}
