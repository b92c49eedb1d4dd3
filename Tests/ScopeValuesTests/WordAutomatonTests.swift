import ScopeValues
import TestSupport
import Testing

/// One pass over a text finds what looking for one word after another finds.
@Suite struct WordAutomatonTests {
  private static func naive(_ words: [String], _ text: [UInt8]) -> Bool {
    let text = text.filter { $0 != 0 }.map(\.lowercased)
    return words.contains { word in
      let word = Array(word.utf8)
      return text.indices.contains { text[$0...].starts(with: word) }
    }
  }

  private static func pieces(_ text: [UInt8], _ cuts: inout some RandomNumberGenerator) -> [ArraySlice<UInt8>] {
    var rest = text[...]
    var pieces: [ArraySlice<UInt8>] = []
    while !rest.isEmpty {
      let count = Int.random(in: 1...3, using: &cuts)
      pieces.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return pieces
  }

  /// Few letters, so that words overlap, begin one another and end in one another.
  @Test(arguments: 0..<400)
  func findsWhatStandsThere(seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let words = (0..<Int.random(in: 1...6, using: &numbers)).map { _ in
      String((0..<Int.random(in: 1...5, using: &numbers)).map { _ in "ab-".randomElement(using: &numbers) ?? "a" })
    }
    let automaton = WordAutomaton(words)
    for _ in 0..<40 {
      let text = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
        Array("aAbB-c\0é".utf8).randomElement(using: &numbers) ?? 0
      }
      let isThere = Self.naive(words, text)
      #expect(automaton.finds(in: text) == isThere, "\(words) in \(text)")
      var state = WordAutomaton.State()
      let isFound = Self.pieces(text, &numbers).contains { piece in
        piece.withUnsafeBufferPointer { automaton.finds(in: $0, from: &state) }
      }
      #expect(isFound == isThere, "\(words) in pieces of \(text)")
    }
  }

  @Test func findsWordsInEveryLetterCaseAndInUTF16() {
    let automaton = WordAutomaton(["new-mgapplication", "\"azuread_application"])
    #expect(automaton.finds(in: Array("x New-MgApplication y".utf8)))
    #expect(automaton.finds(in: "NEW-MGAPPLICATION".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))
    #expect(automaton.finds(in: Array("resource \"azuread_application\" \"a\"".utf8)))
    #expect(!automaton.finds(in: Array("New-MgApplicatio n, azuread_application".utf8)))
  }
}
