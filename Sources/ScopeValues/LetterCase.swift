/// Comparing bytes with ASCII words, letter case aside.
extension ArraySlice<UInt8> {
  /// Whether the bytes are `word`, which is written in lower case.
  package func spells(_ word: StaticString) -> Bool {
    count == word.utf8CodeUnitCount && begins(with: word)
  }

  /// Whether the bytes begin with `word`, which is written in lower case.
  package func begins(with word: StaticString) -> Bool {
    guard count >= word.utf8CodeUnitCount else { return false }
    return Self.equal(self[startIndex..<startIndex + word.utf8CodeUnitCount], word)
  }

  /// Whether the bytes end with `word`, which is written in lower case.
  package func ends(with word: StaticString) -> Bool {
    guard count >= word.utf8CodeUnitCount else { return false }
    return Self.equal(self[endIndex - word.utf8CodeUnitCount..<endIndex], word)
  }

  private static func equal(_ bytes: Self, _ word: StaticString) -> Bool {
    var offset = 0
    for byte in bytes {
      guard byte.lowercased == word.utf8Start[offset] else { return false }
      offset += 1
    }
    return true
  }
}

extension UInt8 {
  /// The byte with an ASCII capital turned into its small letter.
  package var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

  /// Whether the byte is an ASCII letter.
  package var isASCIILetter: Bool { lowercased >= 0x61 && lowercased <= 0x7A }

  /// Whether the byte is an ASCII digit.
  package var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
}
