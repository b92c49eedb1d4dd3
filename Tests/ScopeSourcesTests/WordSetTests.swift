import Testing

@testable import ScopeSources

/// A set of words tells a stretch of bytes from every other one, as a set of texts does.
@Suite struct WordSetTests {
  private static func contains(_ set: WordSet, _ text: String, at start: Int = 0) -> Bool {
    Array((String(repeating: "x", count: start) + text + "x").utf8).withUnsafeBufferPointer {
      set.contains($0, start..<($0.count - 1))
    }
  }

  @Test(arguments: [CodeWords.notTypes, CodeWords.modifiers, CodeWords.types])
  func holdsItsWordsAndNothingElse(_ words: Set<String>) {
    let set = WordSet(words)
    for word in words {
      for start in [0, 1, 7] { #expect(Self.contains(set, word, at: start), "\(word)") }
      let near = [
        word + "s", word + "\0", String(word.dropLast()), String(word.dropFirst()), word.uppercased(), word + word,
        String(word.reversed()), "\u{E9}" + word,
      ]
      for other in near { #expect(Self.contains(set, other) == words.contains(other), "\(other)") }
    }
  }

  @Test func agreesWithASetOfTexts() {
    let letters = ["a", "b", "\0"]
    var texts = [""]
    for _ in 0..<5 { texts += texts.flatMap { text in letters.map { text + $0 } } }
    let words = Set(texts.enumerated().filter { $0.offset % 7 == 0 && !$0.element.isEmpty }.map(\.element))
    let set = WordSet(words)
    for text in texts { #expect(Self.contains(set, text) == words.contains(text)) }
  }

  @Test func takesWordsOfFifteenBytes() {
    let set = WordSet(["fifteen_letters", "fifteen_letterz"])
    #expect(Self.contains(set, "fifteen_letters") && Self.contains(set, "fifteen_letterz"))
    #expect(!Self.contains(set, "fifteen_letter") && !Self.contains(set, "fifteen_letters_"))
  }
}
