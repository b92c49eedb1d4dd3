import Testing

@testable import ScopeDocuments

/// Cursors go on from the last place; asked in any order they say what a new one says.
@Test func cursorsSayTheSameInAnyOrder() throws {
  let text = """
    {"a/b": {"c~": [1, {"d": "é😀 and more than thirty-two bytes of text before the next line"}, []]},
     "e": [[[2]], {"f": null, "g": {"h": true}}], "i": "x"}
    """
  var reader = JSONItemReader(read: readBytes(of: Array(text.utf8)))
  let document = try #require(try reader.next()).document
  let places = document.nodes.indices.map { JSONPlace(node: $0) }
  var pointers = PointerCursor(document)
  var positions = PositionCursor(document)
  for first in places {
    for place in [first] + places.reversed() + places + [first] {
      #expect(pointers.pointer(to: place) == document.pointer(to: place))
      #expect(positions.range(of: place) == document.range(of: place))
    }
  }
}

/// In a large document nobody counts from the beginning, and everybody says what counting from there says.
@Test(arguments: [(false, ""), (true, ""), (false, "// é😀\n ")])
func landmarksSayWhatCountingSays(isObject: Bool, before: String) throws {
  let entries = (0..<3_000).map { number in
    (isObject ? "\"m/\(number)\": " : "") + "{\"a\": [\(number), \"é😀\"],\(number % 7 == 0 ? "\n" : "") \"b~\": \"x\"}"
  }
  let list = entries.joined(separator: ", ")
  let text = "\(before){\"few\": 1, \"many\": \(isObject ? "{\(list)}" : "[\(list)]"), \"last\": [true]}"
  var reader = JSONItemReader(read: readBytes(of: Array(text.utf8)))
  let document = try #require(try reader.next()).document
  #expect(document.landmarks != nil)
  var inOrder = PointerCursor(document)
  let places = document.nodes.indices.map { JSONPlace(node: $0) }
  let known = places.map { inOrder.pointer(to: $0) }
  for place in places.indices.filter({ $0 % 97 < 3 }).reversed() {
    let start = Int(document.nodes[place].start)
    let counted = document.origin.advanced(over: document.bytes[document.originOffset..<start])
    var (positions, pointers) = (PositionCursor(document), PointerCursor(document))
    #expect(positions.position(of: places[place]) == counted)
    #expect(document.position(of: places[place]) == counted)
    #expect(positions.walked <= 2 * PlaceLandmarks.distance)
    #expect(pointers.pointer(to: places[place]) == known[place])
  }
}

/// Counting eight or thirty-two bytes at a time finds what counting one at a time does.
@Test func positionsDoNotDependOnSteps() {
  let pieces = ["a", "\n", "é", "😀", "0123456789abcdef0123456789abcdef"]
  var state = 1
  for length in 0..<120 {
    var bytes: [UInt8] = []
    for _ in 0..<length {
      state = (state &* 1_103_515_245 &+ 12_345) & 0x7FFF_FFFF
      bytes += Array(pieces[(state >> 8) % pieces.count].utf8)
    }
    let slow = bytes.reduce(TextPosition.start) { position, byte in
      let units = byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
      return byte == 0x0A
        ? TextPosition(line: position.line + 1, column: 1, byte: position.byte + 1)
        : TextPosition(line: position.line, column: position.column + units, byte: position.byte + 1)
    }
    #expect(TextPosition.start.advanced(over: bytes[...]) == slow)
  }
}
