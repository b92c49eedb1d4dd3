import ScopeValues

/// Where a value stands in its input, ready to be printed.
package struct SourceRange: Hashable, Sendable {
  package var start: TextPosition
  /// The position after the last character.
  package var end: TextPosition

  package init(start: TextPosition, end: TextPosition) {
    self.start = start
    self.end = end
  }
}

extension JSONDocument {
  /// Line, column and byte of a value's first and last character.
  package func range(of place: JSONPlace) -> SourceRange {
    if let range = mappedRange(of: place) { return range }
    let node = nodes[Int(place.node)]
    let start = position(ofOffset: Int(node.start))
    return SourceRange(
      start: start, end: start.advanced(over: bytes[Int(node.start)..<Int(node.end)]))
  }

  package func position(of place: JSONPlace) -> TextPosition {
    mappedRange(of: place)?.start ?? position(ofOffset: Int(nodes[Int(place.node)].start))
  }

  private func position(ofOffset offset: Int) -> TextPosition {
    let offset = max(offset, originOffset)
    let near = landmarks?.position(before: offset) ?? (offset: originOffset, position: origin)
    return near.position.advanced(over: bytes[near.offset..<offset])
  }

  /// The JSON Pointer (RFC 6901) of a value inside the input's text.
  package func pointer(to place: JSONPlace) -> String {
    var cursor = PointerCursor(self)
    return cursor.pointer(to: place)
  }

  static func escapedForPointer(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == ASCII.tilde || $0 == ASCII.slash }) else { return name }
    return name.reduce(into: "") { text, character in
      switch character {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.append(character)
      }
    }
  }

  /// The comment on the line on which a value ends, after it; nil if there is none.
  package func trailingComment(after place: JSONPlace) -> String? {
    guard !comments.isEmpty else { return nil }
    let end = nodes[Int(place.node)].end
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].lowerBound < end { low = middle + 1 } else { high = middle }
    }
    guard low < comments.count, !bytes[Int(end)..<Int(comments[low].lowerBound)].contains(ASCII.lineFeed) else {
      return nil
    }
    return String(decoding: bytes[Int(comments[low].lowerBound)..<Int(comments[low].upperBound)], as: UTF8.self)
  }

  /// The part of the line around a value that is worth showing, and where the value begins in it; without the
  /// secrets that stand there, and without the values of others.
  package func excerpt(around place: JSONPlace, maximumBytes: Int = 160) -> Excerpt {
    if let excerpt = mappedExcerpt(around: place, maximumBytes: maximumBytes) { return excerpt }
    let node = nodes[Int(place.node)]
    let start = Int(node.start)
    var lower = start
    while lower > 0, bytes[lower - 1] != ASCII.lineFeed, start - lower < maximumBytes { lower -= 1 }
    var upper = start
    while upper < bytes.count, bytes[upper] != ASCII.lineFeed, upper - start < maximumBytes { upper += 1 }
    let clippedBefore = lower > 0 && bytes[lower - 1] != ASCII.lineFeed
    let clippedAfter = upper < bytes.count && bytes[upper] != ASCII.lineFeed
    while lower < start, bytes[lower] & 0xC0 == 0x80 { lower += 1 }
    while upper > start, upper < bytes.count, bytes[upper] & 0xC0 == 0x80 { upper -= 1 }
    if upper > start, bytes[upper - 1] == ASCII.carriageReturn { upper -= 1 }
    let hidden = neighbours(of: place, in: lower..<upper, isClipped: clippedBefore || clippedAfter)
    return Excerpt(
      before: shown(lower..<start, without: hidden), token: shown(start..<max(start, min(upper, Int(node.end)))),
      after: shown(min(upper, Int(node.end))..<upper, without: hidden),
      clippedBefore: clippedBefore, clippedAfter: clippedAfter)
  }
}

/// A value and its surroundings on one line of the input.
package struct Excerpt: Hashable, Sendable {
  package var before: String
  package var token: String
  package var after: String
  /// Whether the line goes on to the left or the right of what is shown.
  package var clippedBefore: Bool
  package var clippedAfter: Bool
}
