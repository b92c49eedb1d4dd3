internal import Synchronization

/// One parsed JSON value: its tape, the bytes that the tape points into, and where those bytes stand.
///
/// A class, because every place in a registration refers to its document: sharing one immutable object
/// costs nothing, copying a struct of arrays would cost on each access.
package final class JSONDocument: Sendable {
  /// The window of the input that holds the value; offsets in nodes count from its beginning.
  let bytes: [UInt8]
  let nodes: [JSONNode]
  /// Byte ranges of the comments inside the value.
  let comments: [Range<UInt32>]
  /// The offset in `bytes` whose position is `origin`.
  let originOffset: Int
  let origin: TextPosition
  /// JSON Pointer of the root inside the input's text, empty for a whole text.
  let pointerPrefix: String
  /// Where the values really stand, where the document was made out of source.
  let sourceMap: SourceMap?
  /// Where secrets stand, once somebody has asked for an excerpt (``shown(_:)``).
  let secrets = Mutex<[Range<Int>]?>(nil)
  /// The landmarks, once somebody has asked for them (``landmarks``).
  let knownLandmarks = Mutex<PlaceLandmarks?>(nil)

  init(
    bytes: [UInt8], nodes: [JSONNode], comments: [Range<UInt32>], originOffset: Int,
    origin: TextPosition, pointerPrefix: String, sourceMap: SourceMap? = nil
  ) {
    self.bytes = bytes
    self.nodes = nodes
    self.comments = comments
    self.originOffset = originOffset
    self.origin = origin
    self.pointerPrefix = pointerPrefix
    self.sourceMap = sourceMap
  }

  /// The document of what was joined from many; it holds nothing but null.
  package static let empty = JSONDocument(
    bytes: Array("null".utf8), nodes: [JSONNode(start: 0, end: 4, next: 1, kind: .null, hasEscapes: false)],
    comments: [],
    originOffset: 0, origin: .start, pointerPrefix: "")

  /// The root of the value.
  package var root: JSONPlace { JSONPlace(node: 0) }
}

/// Where a value stands in a ``JSONDocument``; positions and pointers are worked out only when asked for.
package struct JSONPlace: Hashable, Sendable {
  var node: UInt32

  init(node: UInt32) { self.node = node }
  init(node: Int) { self.node = UInt32(truncatingIfNeeded: node) }
}

// MARK: - Values

extension JSONDocument {
  package func kind(_ place: JSONPlace) -> JSONKind { nodes[Int(place.node)].kind }

  /// Whether the raw content of a string or member name holds escapes, so that it is not its text.
  package func hasEscapes(_ place: JSONPlace) -> Bool { nodes[Int(place.node)].hasEscapes }

  /// Calls `body` with each member's name and value, in order.
  @inline(__always)
  package func forEachMember(of place: JSONPlace, _ body: (_ name: JSONPlace, _ value: JSONPlace) -> Void) {
    let object = nodes[Int(place.node)]
    guard object.kind == .object else { return }
    var index = place.node &+ 1
    while index < object.next {
      body(JSONPlace(node: index), JSONPlace(node: index &+ 1))
      index = nodes[Int(index &+ 1)].next
    }
  }

  /// Calls `body` with each element, in order.
  @inline(__always)
  package func forEachElement(of place: JSONPlace, _ body: (JSONPlace) -> Void) {
    let array = nodes[Int(place.node)]
    guard array.kind == .array else { return }
    var index = place.node &+ 1
    while index < array.next {
      body(JSONPlace(node: index))
      index = nodes[Int(index)].next
    }
  }

  /// The elements of an array; none for any other value.
  package func elements(of place: JSONPlace) -> [JSONPlace] {
    var places: [JSONPlace] = []
    forEachElement(of: place) { places.append($0) }
    return places
  }

  /// The names and values of an object's members; none for any other value.
  package func members(of place: JSONPlace) -> [(name: JSONPlace, value: JSONPlace)] {
    var members: [(JSONPlace, JSONPlace)] = []
    forEachMember(of: place) { members.append(($0, $1)) }
    return members
  }

  /// The value of the last member called `name`, compared byte for byte.
  package func member(_ name: StaticString, of place: JSONPlace) -> JSONPlace? {
    var found: JSONPlace?
    forEachMember(of: place) { key, value in
      if self.content(key, equals: name) { found = value }
    }
    return found
  }

  /// The value of the last member called `name`.
  package func member(named name: String, of place: JSONPlace) -> JSONPlace? {
    var found: JSONPlace?
    forEachMember(of: place) { key, value in
      if self.text(key) == name { found = value }
    }
    return found
  }

  /// The raw bytes between the quotes of a string or member name, or of any other token whole.
  package func content(_ place: JSONPlace) -> ArraySlice<UInt8> {
    let node = nodes[Int(place.node)]
    switch node.kind {
    case .string, .key: return bytes[Int(node.start) + 1..<Int(node.end) - 1]
    default: return bytes[Int(node.start)..<Int(node.end)]
    }
  }

  /// Whether the raw content is exactly the ASCII text `other`.
  @inline(__always)
  func content(_ place: JSONPlace, equals other: StaticString) -> Bool {
    let node = nodes[Int(place.node)]
    let start = Int(node.start) + 1
    let count = other.utf8CodeUnitCount
    guard Int(node.end) - 1 - start == count else { return false }
    for index in 0..<count where bytes[start + index] != other.utf8Start[index] { return false }
    return true
  }

  /// The text of a string or member name with its escapes resolved; the token itself for any other value.
  ///
  /// A surrogate without its partner becomes U+FFFD.
  package func text(_ place: JSONPlace) -> String {
    let raw = content(place)
    guard nodes[Int(place.node)].hasEscapes else { return String(decoding: raw, as: UTF8.self) }
    return JSONEscapes.resolve(raw)
  }

  /// The text of a string; nil for any other value.
  package func string(_ place: JSONPlace?) -> String? {
    guard let place, kind(place) == .string else { return nil }
    return text(place)
  }

  /// The value of a number without fraction that fits.
  package func integer(_ place: JSONPlace?) -> Int? {
    guard let place, kind(place) == .number else { return nil }
    return Int(text(place))
  }

  /// The value of a boolean; nil for any other value.
  package func boolean(_ place: JSONPlace?) -> Bool? {
    guard let place else { return nil }
    switch kind(place) {
    case .true: return true
    case .false: return false
    default: return nil
    }
  }
}
