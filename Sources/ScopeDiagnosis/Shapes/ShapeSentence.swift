import ScopeValues

extension ShapeMatch {
  /// The text from the beginning of the sentence that matched: what was pasted before it says nothing of the cause.
  var sentence: String {
    let bytes = Array(field.utf8)
    guard start > 0, start < bytes.count else { return field }
    var index = Self.beginning(of: start, in: bytes)
    // A word or two alone are no sentence: the one before belongs to it.
    if bytes.count - index < 60, index > 1 { index = Self.beginning(of: index - 1, in: bytes) }
    while index < start,
      [
        ASCII.space, ASCII.quote, ASCII.openParenthesis, ASCII.closeParenthesis, ASCII.comma, ASCII.colon,
        ASCII.semicolon, ASCII.openBrace, ASCII.closeBrace,
      ].contains(bytes[index])
    { index += 1 }
    return String(decoding: bytes[index...], as: UTF8.self)
  }

  /// How far back a sentence may begin, in bytes.
  private static let mostBefore = 100

  /// Where the sentence begins that holds a place; the next word where none begins nearby.
  private static func beginning(of place: Int, in bytes: [UInt8]) -> Int {
    let lowest = max(0, place - mostBefore)
    var index = place
    while index > lowest, !endsSentence(bytes, before: index) { index -= 1 }
    guard index == lowest, lowest > 0 else { return index }
    return bytes[lowest..<place].firstIndex(of: ASCII.space).map { $0 + 1 } ?? place
  }

  /// Whether a full stop, an arrow or a bracket ends what stands before a place.
  private static func endsSentence(_ bytes: [UInt8], before index: Int) -> Bool {
    guard index >= 2, bytes[index - 1] == ASCII.space else { return false }
    return [ASCII.point, ASCII.semicolon, ASCII.greater, ASCII.closeBracket, ASCII.closeBrace, ASCII.quote].contains(
      bytes[index - 2])
  }
}
