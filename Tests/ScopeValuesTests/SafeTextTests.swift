import ScopeValues
import Testing

/// No text that an attacker chose can steer what shows it, however its parts are put together.
@Suite struct SafeTextTests {
  /// Every text of up to six pieces of those that commands are made of.
  private static let hostile: [String] = {
    let pieces = ["#", ":", " ", "\u{3000}", "\u{1B}", "a"]
    var texts = [""]
    var newest = texts
    for _ in 0..<6 {
      newest = newest.flatMap { text in pieces.map { text + $0 } }
      texts += newest
    }
    return texts
  }()

  @Test func nothingBeginsACommand() {
    let commands = Self.hostile.map(SafeText.line).filter { text in
      let bytes = Array(text.utf8)
      return zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "#") && $1 == UInt8(ascii: "#") }
        || text.unicodeScalars.drop(while: \.properties.isWhitespace).starts(with: "::".unicodeScalars)
    }
    #expect(commands.isEmpty)
  }

  @Test func nothingChangesTwice() {
    let changed = Self.hostile.map(SafeText.line).filter { SafeText.line($0) != $0 }
    #expect(changed.isEmpty)
  }

  @Test func everyScalarIsShownOrNamed() {
    let wrong = [UInt32(0)...0x2FFFF, 0xE0000...0xE1000].joined().compactMap { Unicode.Scalar($0) }.filter { scalar in
      let name = "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      let expected = scalar.isUnsafe ? "a\(name)b" : "a\(scalar)b"
      return !SafeText.line("a\(scalar)b").utf8.elementsEqual(expected.utf8)
    }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: [("", 3, ""), ("abc", 3, "abc"), ("abcd", 3, "abc"), ("\u{1F680}\u{1F680}", 1, "\u{1F680}")])
  func startIsCutBetweenCodePoints(text: String, count: Int, start: String) {
    #expect(SafeText.start(of: text, count) == start)
  }
}
