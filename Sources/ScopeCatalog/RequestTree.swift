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
  nonisolated(unsafe) private let nodes: UnsafeRawBufferPointer
  nonisolated(unsafe) private let edges: UnsafeRawBufferPointer
  nonisolated(unsafe) private let patterns: UnsafeRawBufferPointer

  init(_ section: (CatalogSection) -> UnsafeRawBufferPointer) {
    text = section(.text)
    nodes = section(.nodes)
    edges = section(.edges)
    patterns = section(.patterns)
  }

  /// No segment of a template is longer.
  static let longestSegment = 255

  @inline(__always)
  func node(_ index: Int) -> Node {
    let low = nodes.loadUnaligned(fromByteOffset: index * 16, as: UInt64.self).littleEndian
    let high = nodes.loadUnaligned(fromByteOffset: index * 16 + 8, as: UInt64.self).littleEndian
    return Node(
      firstEdge: Int(low & 0xFFFF_FFFF), edgeCount: Int(low >> 32 & 0xFFFF), wildcard: Int(low >> 48),
      firstOperation: Int(high & 0xFFFF), methods: UInt8(high >> 16 & 0xFF), patternCount: Int(high >> 24 & 0xFF),
      firstPattern: Int(high >> 32 & 0xFFFF), flags: NodeFlags(rawValue: UInt16(high >> 48)))
  }

  /// The child of a node for a segment in any letter case.
  @inline(__always)
  func child(_ node: Node, _ bytes: UnsafeRawBufferPointer, hash: UInt32) -> Int? {
    var low = node.firstEdge
    let end = low + node.edgeCount
    // Without a branch on the comparison, which nobody can predict.
    var count = node.edgeCount
    while count > 0 {
      let half = (count + 1) / 2
      low += word32(edges, (low + half - 1) * 12) < hash ? half : 0
      count -= half
    }
    while low < end, word32(edges, low * 12) == hash {
      let record = edges.loadUnaligned(fromByteOffset: low * 12 + 4, as: UInt64.self).littleEndian
      if Int(record >> 32 & 0xFFFF) == bytes.count, SegmentHash.isEqual(bytes, slice(Int(record & 0xFFFF_FFFF), bytes.count)) {
        return Int(record >> 48)
      }
      low += 1
    }
    return nil
  }

  func pattern(_ index: Int) -> Pattern {
    let at = index * 12
    let offset = Int(patterns.loadUnaligned(fromByteOffset: at + 8, as: UInt32.self).littleEndian)
    let before = Int(patterns[at + 1])
    return Pattern(
      kind: PatternKind(rawValue: patterns[at]) ?? .affixes, before: slice(offset, before),
      after: slice(offset + before, Int(patterns[at + 2])), child: word16(patterns, at + 4))
  }

  @inline(__always)
  private func slice(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: text[offset..<offset + count]) }

  @inline(__always)
  private func word32(_ buffer: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
    buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian
  }

  @inline(__always)
  private func word16(_ buffer: UnsafeRawBufferPointer, _ offset: Int) -> Int {
    Int(buffer.loadUnaligned(fromByteOffset: offset, as: UInt16.self).littleEndian)
  }
}
