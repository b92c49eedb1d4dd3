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

  /// Whether the bytes end with `word`, which is written in lower case.
  package func ends(with word: [UInt8]) -> Bool {
    guard count >= word.count else { return false }
    return zip(self[(endIndex - word.count)...], word).allSatisfy { $0.lowercased == $1 }
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
