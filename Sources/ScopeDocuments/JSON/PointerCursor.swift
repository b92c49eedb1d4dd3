/// Works out JSON Pointers (RFC 6901) in one document, going on from the last place where it can.
package struct PointerCursor {
  private let document: JSONDocument
  private var levels: [Level] = []

  /// A container on the way, and the child in it that leads on.
  private struct Level {
    var container: UInt32
    /// The element, or the name of the member.
    var child: UInt32
    var ordinal = 0

    init(_ container: UInt32) {
      self.container = container
      child = container &+ 1
    }
  }

  package init(_ document: JSONDocument) { self.document = document }

  /// The JSON Pointer of a value, or of the member with a name, inside the input's text.
  package mutating func pointer(to place: JSONPlace) -> String {
    let target = place.node
    while let level = levels.last, !(level.child <= target && target < document.nodes[Int(level.container)].next) {
      levels.removeLast()
    }
    if levels.isEmpty { levels.append(Level(0)) }
    var pointer = document.pointerPrefix
    var depth = 0
    while target > levels[depth].container {
      advance(depth, to: target)
      pointer += "/" + JSONDocument.escapedForPointer(name(levels[depth]))
      let value = self.value(levels[depth])
      guard target > value else { break }
      depth += 1
      if depth == levels.count || levels[depth].container != value {
        levels.removeSubrange(depth...)
        levels.append(Level(value))
      }
    }
    return pointer
  }

  /// Moves a level on to the child that is the target or holds it.
  private mutating func advance(_ depth: Int, to target: UInt32) {
    while true {
      let next = document.nodes[Int(value(levels[depth]))].next
      guard target >= next, next < document.nodes[Int(levels[depth].container)].next else { return }
      levels[depth].child = next
      levels[depth].ordinal += 1
    }
  }

  private func value(_ level: Level) -> UInt32 {
    document.nodes[Int(level.container)].kind == .object ? level.child &+ 1 : level.child
  }

  private func name(_ level: Level) -> String {
    document.nodes[Int(level.container)].kind == .object
      ? document.text(JSONPlace(node: level.child)) : String(level.ordinal)
  }
}
