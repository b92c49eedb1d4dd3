import ScopeValues

/// Works out JSON Pointers (RFC 6901) in one document, going on from the last place where it can.
package struct PointerCursor {
  private let document: JSONDocument
  private let nodes: [JSONNode]
  private var levels: [Level] = []
  /// The pointer to the last place, as far as it is still right.
  private var text: [UInt8]
  private let prefixLength: Int

  /// A container on the way, and the child in it that leads on.
  private struct Level {
    var container: UInt32
    /// The element, or the name of the member.
    var child: UInt32
    var ordinal = 0
    /// Where the pointer to the child ends; zero until it is written.
    var end = 0

    init(_ container: UInt32) {
      self.container = container
      child = container &+ 1
    }
  }

  package init(_ document: JSONDocument) {
    self.document = document
    nodes = document.nodes
    text = Array(document.pointerPrefix.utf8)
    prefixLength = text.count
  }

  /// The JSON Pointer of a value, or of the member with a name, inside the input's text.
  package mutating func pointer(to place: JSONPlace) -> String {
    let target = place.node
    while let level = levels.last, !(level.child <= target && target < nodes[Int(level.container)].next) {
      levels.removeLast()
    }
    if levels.isEmpty { levels.append(Level(0)) }
    var end = prefixLength
    var depth = 0
    while target > levels[depth].container {
      let child = levels[depth].child
      advance(depth, to: target)
      if levels[depth].end == 0 || levels[depth].child != child {
        text.removeLast(text.count - end)
        text.append(ASCII.slash)
        append(levels[depth])
        levels[depth].end = text.count
      }
      end = levels[depth].end
      let value = self.value(levels[depth])
      guard target > value else { break }
      depth += 1
      if depth == levels.count || levels[depth].container != value {
        levels.removeSubrange(depth...)
        levels.append(Level(value))
      }
    }
    return String(decoding: text[..<end], as: UTF8.self)
  }

  /// Moves a level on to the child that is the target or holds it; one far away is not walked to child by child.
  private mutating func advance(_ depth: Int, to target: UInt32) {
    var steps = 0
    while true {
      steps += 1
      if steps == PlaceLandmarks.step,
        let near = document.landmarks?.child(of: levels[depth].container, before: target),
        near.ordinal > levels[depth].ordinal
      {
        levels[depth].child = near.child
        levels[depth].ordinal = near.ordinal
      }
      let next = nodes[Int(value(levels[depth]))].next
      guard target >= next, next < nodes[Int(levels[depth].container)].next else { return }
      levels[depth].child = next
      levels[depth].ordinal += 1
    }
  }

  private func value(_ level: Level) -> UInt32 {
    nodes[Int(level.container)].kind == .object ? level.child &+ 1 : level.child
  }

  private mutating func append(_ level: Level) {
    guard nodes[Int(level.container)].kind == .object else {
      text.append(contentsOf: String(level.ordinal).utf8)
      return
    }
    let name = JSONPlace(node: level.child)
    let raw = document.content(name)
    if !document.hasEscapes(name), !raw.contains(ASCII.tilde), !raw.contains(ASCII.slash) {
      text.append(contentsOf: raw)
    } else {
      text.append(contentsOf: JSONDocument.escapedForPointer(document.text(name)).utf8)
    }
  }
}
