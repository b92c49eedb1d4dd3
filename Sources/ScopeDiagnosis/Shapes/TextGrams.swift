import ScopeValues

/// Which runs of three bytes stand in a text, so that most patterns need not be looked for at all.
///
/// A text may seem to have a run that it has not, never the other way round.
struct TextGrams: Sendable {
  private static let count = 1 << 13
  private var marks: [Bool]

  /// The runs of a text, in small letters (ASCII).
  init(_ text: [UInt8]) {
    marks = [Bool](repeating: false, count: Self.count)
    var hash = 0
    for (index, byte) in text.enumerated() {
      hash = Self.next(hash, byte)
      if index >= 2 { marks[hash] = true }
    }
  }

  /// Whether all runs of a literal may stand in the text.
  func mayHold(_ runs: [Int]) -> Bool { runs.allSatisfy { marks[$0] } }

  /// The runs of a literal, as many as are worth asking for.
  static func runs(of literal: [UInt8]) -> [Int] {
    var runs: [Int] = []
    var hash = 0
    for (index, byte) in literal.enumerated() {
      hash = next(hash, byte)
      if index >= 2, runs.count < 8 { runs.append(hash) }
    }
    return runs
  }

  /// Only the last three bytes count: each shifts the one before it out.
  private static func next(_ hash: Int, _ byte: UInt8) -> Int {
    let lower = byte.lowercased
    return (hash << 5 ^ Int(lower)) & (count - 1)
  }
}
