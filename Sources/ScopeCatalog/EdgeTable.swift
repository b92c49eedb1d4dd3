/// How the compiler lays out the edges of the tree, and the matcher finds them: one table with open addressing for all nodes.
package enum EdgeTable {
  /// Bytes of a slot: key, offset of the segment's text, and its length and child in 16 bits each; zeros where it is free.
  package static let stride = 12

  /// What a slot is found by: a node and the ``SegmentHash`` of a segment. For one hash, all nodes have different keys.
  @inline(__always)
  package static func key(_ node: Int, _ hash: UInt32) -> UInt32 {
    hash ^ UInt32(truncatingIfNeeded: node) &* 0x9E37_79B1
  }

  /// The slots for keys, in the order in which they are entered; at most half of the slots are used.
  package static func slots(_ keys: [UInt32]) -> (slots: [Int], capacity: Int) {
    var capacity = 1
    while capacity < keys.count * 2 { capacity *= 2 }
    var isUsed = [Bool](repeating: false, count: capacity)
    let slots = keys.map { key in
      var slot = Int(key) & (capacity - 1)
      while isUsed[slot] { slot = (slot + 1) & (capacity - 1) }
      isUsed[slot] = true
      return slot
    }
    return (slots, capacity)
  }
}
