/// A set of small numbers, such as indexes of the catalog.
package struct IndexBits: Sendable {
  private var words: [UInt64] = []

  package init() {}

  /// - Returns: whether the number is new.
  @discardableResult
  mutating func insert(_ index: Int) -> Bool {
    let word = index >> 6
    if word >= words.count { words += Array(repeating: 0, count: word + 1 - words.count) }
    let bit: UInt64 = 1 << UInt64(index & 63)
    defer { words[word] |= bit }
    return words[word] & bit == 0
  }

  mutating func formUnion(_ other: IndexBits) {
    if other.words.count > words.count {
      words += Array(repeating: 0, count: other.words.count - words.count)
    }
    for index in other.words.indices { words[index] |= other.words[index] }
  }

  /// The numbers, the smallest first.
  package var elements: [Int] {
    words.indices.flatMap { word in (0..<64).filter { words[word] >> UInt64($0) & 1 == 1 }.map { word << 6 + $0 } }
  }
}
