/// A piece of a text and what takes its place.
package struct TextEdit: Hashable, Sendable {
  package var range: SourceRange
  package var replacement: String
}

/// Works out changes of one document's text; what it needs is found once, and in order.
package struct TextEdits {
  private let document: JSONDocument
  private var cursor: PositionCursor
  /// Where each node stands among lists; made when first asked for.
  private var lists: ListEntries?

  package init(_ document: JSONDocument) {
    self.document = document
    cursor = PositionCursor(document)
  }

  /// Replaces a value that is written in one way; nil where it is written otherwise.
  package mutating func replacing(_ place: JSONPlace, written text: String, by replacement: String) -> TextEdit? {
    guard !document.isDeclared else { return nil }
    let node = document.nodes[Int(place.node)]
    let bytes = Int(node.start)..<Int(node.end)
    guard document.bytes[bytes].elementsEqual(text.utf8) else { return nil }
    return TextEdit(range: cursor.range(ofBytes: bytes), replacement: replacement)
  }

  /// Removes the entry of the innermost list that a value stands in, with the comma that goes with it; nil where it
  /// stands in none, and where a comment would be lost.
  ///
  /// - Parameter whole: what the list has to be part of.
  package mutating func removingEntry(of place: JSONPlace, in whole: JSONPlace) -> TextEdit? {
    guard !document.isDeclared else { return nil }
    let lists = lists ?? ListEntries(document.nodes)
    self.lists = lists
    let entry = lists.entries[Int(place.node)]
    guard entry > whole.node else { return nil }
    let node = document.nodes[Int(entry)]
    let before = lists.previous[Int(entry)]
    var bytes = Int(node.start)..<Int(node.end)
    if Int(node.next) < lists.entries.count, lists.previous[Int(node.next)] == entry {
      bytes = bytes.lowerBound..<Int(document.nodes[Int(node.next)].start)
    } else if before > 0 {
      bytes = Int(document.nodes[Int(before)].end)..<bytes.upperBound
    }
    let hasComment = document.comments.contains { bytes.overlaps(Int($0.lowerBound)..<Int($0.upperBound)) }
    return hasComment ? nil : TextEdit(range: cursor.range(ofBytes: bytes), replacement: "")
  }
}

/// Of each node the entry of the innermost list that it belongs to, and of an entry the one before; 0 for none.
private struct ListEntries {
  private(set) var entries: [UInt32]
  private(set) var previous: [UInt32]

  init(_ nodes: [JSONNode]) {
    entries = Array(repeating: 0, count: nodes.count)
    previous = entries
    var open: [(end: UInt32, entry: UInt32, next: UInt32)] = []
    for (index, node) in nodes.enumerated() {
      let index = UInt32(truncatingIfNeeded: index)
      while let last = open.last, last.end <= index { open.removeLast() }
      if let last = open.indices.last {
        if open[last].next == index {
          previous[Int(index)] = open[last].entry
          open[last].entry = index
          open[last].next = node.next
        }
        entries[Int(index)] = open[last].entry
      }
      if node.kind == .array { open.append((node.next, 0, index + 1)) }
    }
  }
}
