/// Works out positions in one document, going on from the last one where it can.
package struct PositionCursor {
  private let document: JSONDocument
  private var offset: Int
  private var position: TextPosition

  package init(_ document: JSONDocument) {
    self.document = document
    offset = document.originOffset
    position = document.origin
  }

  /// Line, column and byte of a value's first character and of the one after its last.
  package mutating func range(of place: JSONPlace) -> SourceRange {
    if let range = document.mappedRange(of: place) { return range }
    let node = document.nodes[Int(place.node)]
    let start = Int(node.start)
    if start < offset {
      offset = document.originOffset
      position = document.origin
    }
    let target = max(start, offset)
    position = position.advanced(over: document.bytes[offset..<target])
    offset = target
    return SourceRange(
      start: position, end: position.advanced(over: document.bytes[target..<max(target, Int(node.end))]))
  }
}

extension JSONPlace {
  /// Places of one document sort as their values stand in the text.
  package var offsetOrder: UInt32 { node }
}
