import ScopeValues

/// A sentence with gaps: literal text, `*` for anything, and captures such as `{need:permissions}`.
///
/// Letters are compared in any case (ASCII). No regular expressions: what can be written here costs a pass over the text.
struct TextPattern: Sendable {
  enum CaptureKind: String, Sendable {
    /// Letters, digits and `. - _`.
    case word
    /// A list with commas, up to the literal that follows, or to where it can only have ended.
    case permissions
    /// Anything up to the literal that follows, within reason; the last part of a pattern cannot be one.
    case text
  }

  private static let longestText = 300

  private enum Part: Sendable {
    case literal([UInt8])
    case gap
    case capture(name: String, kind: CaptureKind)
  }

  private let parts: [Part]
  /// What every text that fits has to hold, as ``TextGrams`` counts it.
  let runs: [Int]

  /// - Returns: nil for a capture without a name or of an unknown kind.
  init?(_ text: String) {
    var parts: [Part] = []
    var literal: [UInt8] = []
    var rest = Array(text.utf8)[...]
    func flushed() -> [Part] { literal.isEmpty ? parts : parts + [.literal(literal)] }
    while let byte = rest.popFirst() {
      switch byte {
      case ASCII.asterisk:
        parts = flushed() + [.gap]
        literal = []
      case ASCII.openBrace:
        guard let end = rest.firstIndex(of: ASCII.closeBrace) else { return nil }
        let inside = String(decoding: rest[..<end], as: UTF8.self).split { $0 == ":" }
        guard inside.count == 2, let kind = CaptureKind(rawValue: String(inside[1])) else { return nil }
        parts = flushed() + [.capture(name: String(inside[0]), kind: kind)]
        literal = []
        rest = rest[rest.index(after: end)...]
      default: literal.append(Self.lower(byte))
      }
    }
    parts = flushed()
    guard case .literal = parts.first else { return nil }
    self.parts = parts
    var runs: [Int] = []
    for case .literal(let literal) in parts { runs += TextGrams.runs(of: literal) }
    self.runs = runs
  }

  /// What the pattern captures in a text; nil if the text does not hold it.
  func match(_ text: [UInt8]) -> [String: [String]]? { find(in: text)?.captures }

  /// What the pattern captures in a text, and where it begins there; nil if the text does not hold it.
  func find(in text: [UInt8]) -> (captures: [String: [String]], start: Int)? {
    guard case .literal(let first) = parts.first else { return nil }
    // What stands behind a gap has to stand somewhere: otherwise each beginning would look through the whole text.
    for case .literal(let literal) in parts.dropFirst() where Self.find(literal, in: text, from: 0) == nil {
      return nil
    }
    var from = 0
    var tries = 0
    while let start = Self.find(first, in: text, from: from), tries < Self.mostTries {
      if let captures = match(text, at: start + first.count) { return (captures, start) }
      from = start + 1
      tries += 1
    }
    return nil
  }

  /// Beginnings after which a pattern is given up.
  private static let mostTries = 100

  /// Matches what follows the first literal.
  private func match(_ text: [UInt8], at start: Int) -> [String: [String]]? {
    var at = start
    var captures: [String: [String]] = [:]
    var index = 1
    while index < parts.count {
      let next: [UInt8]? =
        if index + 1 < parts.count, case .literal(let literal) = parts[index + 1] { literal } else { nil }
      switch parts[index] {
      case .literal(let literal):
        guard text[at...].prefix(literal.count).elementsEqual(literal, by: { Self.lower($0) == $1 }) else { return nil }
        at += literal.count
      case .gap:
        guard let literal = next, let found = Self.find(literal, in: text, from: at) else { return nil }
        at = found + literal.count
        index += 1
      case .capture(let name, .text):
        guard let literal = next, let found = Self.find(literal, in: text, from: at), found > at,
          found - at <= Self.longestText
        else { return nil }
        captures[name] = [String(decoding: text[at..<found], as: UTF8.self)]
        at = found
      case .capture(let name, .word):
        let word = text[at...].prefix(while: Self.isWordByte)
        guard !word.isEmpty else { return nil }
        at = word.endIndex
        // A full stop behind a name ends the sentence.
        captures[name] = [String(decoding: word.dropLast(word.last == ASCII.point ? 1 : 0), as: UTF8.self)]
      case .capture(let name, .permissions):
        var end = Self.endOfList(text, from: at)
        if let literal = next {
          guard let found = Self.find(literal, in: text, from: at) else { return nil }
          end = found
        }
        captures[name] = Self.items(text[at..<end])
        at = end
      }
      index += 1
    }
    return captures
  }

  /// Where a list ends that no literal closes: at a quote, a bracket, or a dash between spaces.
  private static func endOfList(_ text: [UInt8], from start: Int) -> Int {
    var index = start
    while index < text.count {
      switch text[index] {
      case ASCII.space...ASCII.quote, ASCII.apostrophe, ASCII.openParenthesis, ASCII.closeParenthesis, ASCII.semicolon,
        ASCII.backslash, ASCII.openBrace...ASCII.closeBrace:
        let isSpace = text[index] == ASCII.space
        if !isSpace { return index }
        if index + 1 < text.count, text[index + 1] == ASCII.hyphen { return index }
      default: break
      }
      index += 1
    }
    return index
  }

  /// The entries of a list, trimmed; what stands in one entry beside a name is left to who knows the names.
  private static func items(_ text: ArraySlice<UInt8>) -> [String] {
    text.prefix(8_192).split { $0 == ASCII.comma }.prefix(100).flatMap { alternatives($0[...]) }
      .compactMap { item in
        let trimmed = item.drop { $0 == ASCII.space }
        var end = trimmed.endIndex
        while end > trimmed.startIndex, [ASCII.space, ASCII.point].contains(trimmed[end - 1]) { end -= 1 }
        let entry = trimmed[..<end]
        return entry.isEmpty ? nil : String(decoding: entry.prefix(200), as: UTF8.self)
      }
  }

  /// The entries that an "or" joins, which may also stand before the last one of a list with commas.
  private static func alternatives(_ item: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var entries: [ArraySlice<UInt8>] = []
    var start = item.startIndex
    for word in item.split(separator: ASCII.space) where word.elementsEqual("or".utf8, by: { lower($0) == $1 }) {
      entries.append(item[start..<word.startIndex])
      start = word.endIndex
    }
    return entries + [item[start...]]
  }

  private static func find(_ needle: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    guard let first = needle.first, start + needle.count <= text.count else { return nil }
    for index in start...(text.count - needle.count) where lower(text[index]) == first {
      if zip(text[index...], needle).allSatisfy({ lower($0) == $1 }) { return index }
    }
    return nil
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte.lowercased }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.hyphen, ASCII.point, ASCII.digits, ASCII.capitals, ASCII.underscore, ASCII.smallLetters:
      true
    default: false
    }
  }
}
