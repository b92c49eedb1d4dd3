import ScopeValues

/// A text in another language than JSON, out of which a document was made.
package protocol MappedText: AnyObject, Sendable {
  /// The file as it is to be printed.
  var path: String { get }
  /// In UTF-8, without a byte order mark.
  var bytes: [UInt8] { get }
  /// Line, column and byte of an offset; the text's end for one beyond it.
  func textPosition(at offset: Int) -> TextPosition
}

/// Where a value of a document really stands: a range of bytes of a text.
package struct MappedPlace: Sendable {
  package let text: any MappedText
  package var range: Range<Int>

  package init(_ text: any MappedText, _ range: Range<Int>) {
    self.text = text
    self.range = range
  }
}

/// For each value of a document that was made out of source, where it stands there.
struct SourceMap: Sendable {
  /// By the index of the node.
  var places: [MappedPlace]

  /// What stands before the name of what decides a value at run time, in the text that stands for the value.
  static let expressionStart = "${"
}

extension JSONDocument {
  /// Whether the document was made out of source.
  package var isDeclared: Bool { sourceMap != nil }

  /// The file in which a value stands, where the document was made out of source.
  package func path(of place: JSONPlace) -> String? { sourceMap?.places[Int(place.node)].text.path }

  /// What decides a value at run time, where the document was made out of source that does not say the value.
  package func runTimeName(_ place: JSONPlace) -> String? {
    guard sourceMap != nil, kind(place) == .string else { return nil }
    let text = text(place)
    guard text.hasPrefix(SourceMap.expressionStart), let end = text.firstIndex(of: "}") else { return nil }
    return String(text[text.index(text.startIndex, offsetBy: 2)..<end])
  }

  func mappedRange(of place: JSONPlace) -> SourceRange? {
    guard let mapped = sourceMap?.places[Int(place.node)] else { return nil }
    return SourceRange(
      start: mapped.text.textPosition(at: mapped.range.lowerBound),
      end: mapped.text.textPosition(at: mapped.range.upperBound))
  }

  /// The line on which a value stands in its source, without the secrets on it.
  func mappedExcerpt(around place: JSONPlace, maximumBytes: Int) -> Excerpt? {
    guard let sourceMap else { return nil }
    let mapped = sourceMap.places[Int(place.node)]
    let bytes = mapped.text.bytes
    let start = min(mapped.range.lowerBound, bytes.count)
    var lower = start
    while lower > 0, bytes[lower - 1] != ASCII.lineFeed, start - lower < maximumBytes { lower -= 1 }
    var upper = start
    while upper < bytes.count, bytes[upper] != ASCII.lineFeed, upper - start < maximumBytes { upper += 1 }
    let clippedBefore = lower > 0 && bytes[lower - 1] != ASCII.lineFeed
    let clippedAfter = upper < bytes.count && bytes[upper] != ASCII.lineFeed
    while lower < start, bytes[lower] & 0xC0 == 0x80 { lower += 1 }
    while upper > start, upper < bytes.count, bytes[upper] & 0xC0 == 0x80 { upper -= 1 }
    if upper > start, bytes[upper - 1] == ASCII.carriageReturn { upper -= 1 }
    let end = max(start, min(upper, mapped.range.upperBound))
    let line = bytes[lower..<upper]
    let secrets =
      secretPlaces.filter { $0.text === mapped.text }.map(\.range) + SecretWords.ranges(bytes, lower..<upper)
      + SecretSpans.find(in: line) + AddressSpans.find(in: line, isWhole: false)
    func shown(_ range: Range<Int>) -> String {
      let spans = secrets.filter { $0.overlaps(range) }.map { $0.clamped(to: range) }
      return String(decoding: ShownText.masked(bytes[range], spans.apart), as: UTF8.self)
    }
    return Excerpt(
      before: shown(lower..<start), token: shown(start..<end), after: shown(end..<upper), clippedBefore: clippedBefore,
      clippedAfter: clippedAfter)
  }

  /// Where the document's secrets stand in its source.
  private var secretPlaces: [MappedPlace] {
    guard let sourceMap else { return [] }
    let ranges = secretRanges
    guard !ranges.isEmpty else { return [] }
    return nodes.indices.compactMap { index in
      let node = nodes[index]
      guard node.kind == .string || node.kind == .number,
        ranges.contains(where: { $0.overlaps(Int(node.start)..<Int(node.end)) })
      else { return nil }
      return sourceMap.places[index]
    }
  }
}

/// What looks like a secret on a line of source, by the word before it.
enum SecretWords {
  private static let words: [StaticString] = [
    "password", "passwd", "pwd", "secret", "client_secret", "token", "privatekey", "accountkey", "connectionstring",
  ]

  /// The values of 8 bytes and more that follow such a word and a mark; variables are none.
  static func ranges(_ bytes: [UInt8], _ line: Range<Int>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = line.lowerBound
    while index < line.upperBound {
      guard let end = wordEnd(bytes, index, line.upperBound) else {
        index += 1
        continue
      }
      index = end
      while index < line.upperBound,
        bytes[index].isASCIILetter
          || bytes[index] == ASCII.underscore
      {
        index += 1
      }
      let mark = index
      while index < line.upperBound,
        [ASCII.space, ASCII.tab, ASCII.equals, ASCII.colon, ASCII.quote, ASCII.apostrophe].contains(bytes[index])
      { index += 1 }
      guard index > mark else { continue }
      let start = index
      while index < line.upperBound,
        ![
          ASCII.space, ASCII.tab, ASCII.quote, ASCII.apostrophe, ASCII.comma, ASCII.semicolon, ASCII.closeParenthesis,
          ASCII.closeBrace,
        ].contains(bytes[index])
      {
        index += 1
      }
      if index - start >= 8, ![ASCII.dollar, ASCII.hyphen, ASCII.openParenthesis, ASCII.at].contains(bytes[start]) {
        ranges.append(start..<index)
      }
    }
    return ranges
  }

  private static func wordEnd(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
    for word in words {
      let count = word.utf8CodeUnitCount
      guard start + count <= limit else { continue }
      var isEqual = true
      for index in 0..<count where bytes[start + index] | 0x20 != word.utf8Start[index] | 0x20 {
        isEqual = false
        break
      }
      if isEqual { return start + count }
    }
    return nil
  }
}
