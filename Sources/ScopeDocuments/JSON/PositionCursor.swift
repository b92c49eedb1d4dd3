/// Works out positions in one document, going on from the last one where it can.
package struct PositionCursor {
  private let document: JSONDocument
  private var offset: Int
  private var position: TextPosition
  /// Bytes that were walked for positions: in order, no more than the document has; in a large document in any order some
  /// thousand for each.
  private(set) var walked = 0

  package init(_ document: JSONDocument) {
    self.document = document
    offset = document.originOffset
    position = document.origin
  }

  /// Line, column and byte of a value's first character and of the one after its last.
  package mutating func range(of place: JSONPlace) -> SourceRange {
    if let range = document.mappedRange(of: place) { return range }
    let start = walk(to: place)
    let end = Int(document.nodes[Int(place.node)].end)
    return SourceRange(start: start, end: start.advanced(over: document.bytes[offset..<max(offset, end)]))
  }

  /// Line, column and byte of a value's first character.
  package mutating func position(of place: JSONPlace) -> TextPosition {
    document.mappedRange(of: place)?.start ?? walk(to: place)
  }

  /// Line, column and byte of a piece of the document's text.
  mutating func range(ofBytes bytes: Range<Int>) -> SourceRange {
    let start = walk(to: bytes.lowerBound)
    return SourceRange(start: start, end: start.advanced(over: document.bytes[bytes]))
  }

  private mutating func walk(to place: JSONPlace) -> TextPosition {
    walk(to: Int(document.nodes[Int(place.node)].start))
  }

  private mutating func walk(to start: Int) -> TextPosition {
    if start < offset || start - offset > PlaceLandmarks.distance {
      if let landmarks = document.landmarks {
        (offset, position) = landmarks.position(before: start)
      } else if start < offset {
        (offset, position) = (document.originOffset, document.origin)
      }
    }
    let target = max(start, offset)
    walked += target - offset
    position = position.advanced(over: document.bytes[offset..<target])
    offset = target
    return position
  }
}

extension JSONPlace {
  /// Places of one document sort as their values stand in the text.
  package var offsetOrder: UInt32 { node }
}
