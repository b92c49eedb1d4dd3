import ScopeValues
import Testing

@Suite struct TextValuesTests {
  @Test func lettersAreThoseOfASCII() {
    for byte in UInt8.min...UInt8.max {
      let character = Character(Unicode.Scalar(byte))
      let isLetter = byte < 0x80 && character.isLetter
      #expect(byte.isASCIILetter == isLetter)
      #expect(byte.isASCIIDigit == (byte < 0x80 && character.isNumber))
      #expect(byte.lowercased == (isLetter ? character.lowercased().utf8.first : byte))
    }
  }

  @Test(arguments: [
    (0, "finding", "0 findings"), (1, "finding", "1 finding"), (2, "finding", "2 findings"),
    (1, "library", "1 library"), (2, "library", "2 libraries"), (3, "key", "3 keys"), (4, "day", "4 days"),
  ])
  func countsHaveTheirPlural(count: Int, noun: String, phrase: String) {
    #expect(CountPhrase.of(count, noun) == phrase)
  }

  /// draft-eastlake-fnv, appendix C: test vectors of FNV-1a, 64 bits.
  @Test(
    arguments: [
      ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8),
    ] as [(String, UInt64)])
  func hashesAsPublished(text: String, hash: UInt64) {
    var sum = FNV1a()
    for byte in text.utf8 { sum.add(UInt64(byte)) }
    #expect(sum.value == hash)
  }

  @Test(arguments: [
    ("%41%2f%2F", "A//"), ("%4", "%4"), ("%", "%"), ("%G1%1G", "%G1%1G"), ("%+1", "%+1"), ("%25%32%35", "%25"),
    ("caf%C3%A9", "café"),
  ])
  func percentEncodingIsResolvedOnce(text: String, decoded: String) {
    #expect(PercentEncoding.decode(text) == decoded)
  }

  @Test func percentEncodingKeepsWhatItIsTold() {
    #expect(PercentEncoding.decode("a%2Fb%20c", keeping: ASCII.slash) == "a%2Fb c")
    #expect(PercentEncoding.encodePath("a b/é~%") == "a%20b/%C3%A9~%25")
  }

  @Test func wordsOfDigitsComeBack() {
    let words: [UInt64] = [0, 1, .max, 0x0123_4567_89AB_CDEF]
    #expect(HexadecimalDigits.words(HexadecimalDigits.text(ofWords: words)) == words)
    for bad in ["1", "000000000000000g", "00000000000000000"] { #expect(HexadecimalDigits.words(bad) == nil) }
  }

  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ab", 1), ("kitten", "sitting", 3), ("ab", "ba", 2),
  ])
  func editsAreCounted(left: String, right: String, distance: Int) {
    for limit in 0...4 {
      let found = EditDistance.between(Array(left.utf8), Array(right.utf8), limit: limit)
      #expect(found == (distance <= limit ? distance : nil))
    }
  }

  @Test func sumsStopAtTheLargestNumber() {
    var sum = Int.max - 1
    sum.add(saturating: 1)
    #expect(sum == .max)
    sum.add(saturating: .max)
    #expect(sum == .max)
    sum = .min
    sum.add(saturating: -1)
    #expect(sum == .min)
  }
}
