/// The compiled tree of path segments, read in place.
///
/// It trusts the compiler's numbers: every pointer here points into the embedded catalog, which a test rebuilds and compares.
struct RequestTree: Sendable {
  struct Node {
    var firstEdge: Int
    var edgeCount: Int
    /// 0 for none.
    var wildcard: Int
    var firstOperation: Int
    var methods: UInt8
    var patternCount: Int
    var firstPattern: Int
    var flags: NodeFlags
  }

  struct Pattern {
    var kind: PatternKind
    var before: UnsafeRawBufferPointer
    var after: UnsafeRawBufferPointer
    var child: Int
  }

  // The embedded bytes are constant for the life of the process.
  nonisolated(unsafe) private let text: UnsafeRawBufferPointer
  nonisolated(unsafe) private let segments: UnsafeRawBufferPointer
  nonisolated(unsafe) private let slots: UnsafeRawBufferPointer
  nonisolated(unsafe) private let nodes: UnsafeRawBufferPointer
  nonisolated(unsafe) private let edges: UnsafeRawBufferPointer
  nonisolated(unsafe) private let patterns: UnsafeRawBufferPointer
  private let slotMask: Int

  init(_ section: (CatalogSection) -> UnsafeRawBufferPointer) {
    text = section(.text)
    segments = section(.segments)
    slots = section(.segmentTable)
    nodes = section(.nodes)
    edges = section(.edges)
    patterns = section(.patterns)
    slotMask = slots.count / 2 - 1
  }

  /// No segment of a template is longer.
  static let longestSegment = 255

  /// The number of a segment's text, in any letter case; nil when no template has it.
  func segment(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard slotMask > 0, bytes.count <= Self.longestSegment else { return nil }
    let hash = SegmentHash.of(bytes)
    var slot = Int(truncatingIfNeeded: hash) & slotMask
    while true {
      let index = word16(slots, slot * 2)
      if index == 0xFFFF { return nil }
      let record = segments.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).littleEndian
      if record >> 48 == hash >> 48, Int(record >> 32 & 0xFFFF) == bytes.count,
        SegmentHash.isEqual(bytes, slice(Int(record & 0xFFFF_FFFF), bytes.count))
      {
        return index
      }
      slot = (slot + 1) & slotMask
    }
  }

  func node(_ index: Int) -> Node {
    let low = nodes.loadUnaligned(fromByteOffset: index * 16, as: UInt64.self).littleEndian
    let high = nodes.loadUnaligned(fromByteOffset: index * 16 + 8, as: UInt64.self).littleEndian
    return Node(
      firstEdge: Int(low & 0xFFFF_FFFF), edgeCount: Int(low >> 32 & 0xFFFF), wildcard: Int(low >> 48),
      firstOperation: Int(high & 0xFFFF), methods: UInt8(high >> 16 & 0xFF), patternCount: Int(high >> 24 & 0xFF),
      firstPattern: Int(high >> 32 & 0xFFFF), flags: NodeFlags(rawValue: UInt16(high >> 48)))
  }

  /// The child of a node for a segment.
  func child(_ node: Node, _ segment: Int) -> Int? {
    var low = node.firstEdge
    var high = low + node.edgeCount
    while low < high {
      let middle = (low + high) / 2
      if word16(edges, middle * 4) < segment { low = middle + 1 } else { high = middle }
    }
    guard low < node.firstEdge + node.edgeCount, word16(edges, low * 4) == segment else { return nil }
    return word16(edges, low * 4 + 2)
  }

  func pattern(_ index: Int) -> Pattern {
    let at = index * 12
    let offset = Int(patterns.loadUnaligned(fromByteOffset: at + 8, as: UInt32.self).littleEndian)
    let before = Int(patterns[at + 1])
    return Pattern(
      kind: PatternKind(rawValue: patterns[at]) ?? .affixes, before: slice(offset, before),
      after: slice(offset + before, Int(patterns[at + 2])), child: word16(patterns, at + 4))
  }

  private func slice(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: text[offset..<offset + count]) }

  private func word16(_ buffer: UnsafeRawBufferPointer, _ offset: Int) -> Int {
    Int(buffer.loadUnaligned(fromByteOffset: offset, as: UInt16.self).littleEndian)
  }
}
