/// The compiled tree of path segments, read in place.
///
/// It trusts the compiler's numbers: every pointer here points into the embedded catalog, which a test rebuilds and compares.
struct RequestTree: Sendable {
  /// The record of a node as it stands, since most steps ask for a part of it alone.
  struct Node {
    var index: Int
    fileprivate var low: UInt64
    fileprivate var high: UInt64

    var hasEdges: Bool { low & 0xFFFF_FFFF != 0 }
    /// 0 for none.
    var wildcard: Int { Int(low &>> 48) }
    var firstOperation: Int { Int(high & 0xFFFF) }
    var methods: UInt8 { UInt8(truncatingIfNeeded: high &>> 16) }
    /// Those of them whose operation goes by another path as well.
    var aliases: UInt8 { UInt8(truncatingIfNeeded: low &>> 32) }
    var patternCount: Int { Int(high &>> 24 & 0xFF) }
    var firstPattern: Int { Int(high &>> 32 & 0xFFFF) }
    var flags: NodeFlags { NodeFlags(rawValue: UInt16(truncatingIfNeeded: high &>> 48)) }
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

  /// One less than the number of slots, a power of two.
  private let edgeMask: Int

  /// - Parameter sections: where the tree's nodes, edges and patterns are.
  init(
    _ sections: (nodes: CatalogSection, edges: CatalogSection, patterns: CatalogSection),
    _ section: (CatalogSection) -> UnsafeRawBufferPointer
  ) {
    text = section(.text)
    nodes = section(sections.nodes)
    edges = section(sections.edges)
    edgeMask = edges.count / EdgeTable.stride - 1
    patterns = section(sections.patterns)
  }

  /// No segment of a template is longer.
  static let longestSegment = 255

  @inline(__always)
  func node(_ index: Int) -> Node {
    Node(
      index: index, low: nodes.loadUnaligned(fromByteOffset: index &* 16, as: UInt64.self).littleEndian,
      high: nodes.loadUnaligned(fromByteOffset: index &* 16 &+ 8, as: UInt64.self).littleEndian)
  }

  /// The child of a node for a segment in any letter case.
  @inline(__always)
  func child(_ node: Node, _ bytes: UnsafeRawBufferPointer, hash: UInt32) -> Int? {
    let key = EdgeTable.key(node.index, hash)
    var slot = Int(key) & edgeMask
    while true {
      let record = edges.loadUnaligned(fromByteOffset: slot * EdgeTable.stride + 4, as: UInt64.self).littleEndian
      guard record != 0 else { return nil }
      // Keys and texts that are equal are of the same node: equal texts have equal hashes.
      if edges.loadUnaligned(fromByteOffset: slot * EdgeTable.stride, as: UInt32.self).littleEndian == key,
        Int(record >> 32 & 0xFFFF) == bytes.count,
        SegmentHash.isEqual(bytes, slice(Int(record & 0xFFFF_FFFF), bytes.count))
      {
        return Int(record >> 48)
      }
      slot = (slot + 1) & edgeMask
    }
  }

  func pattern(_ index: Int) -> Pattern {
    let at = index * 12
    let offset = Int(patterns.loadUnaligned(fromByteOffset: at + 8, as: UInt32.self).littleEndian)
    let before = Int(patterns[at + 1])
    return Pattern(
      kind: PatternKind(rawValue: patterns[at]) ?? .affixes, before: slice(offset, before),
      after: slice(offset + before, Int(patterns[at + 2])), child: word16(patterns, at + 4))
  }

  /// Calls for the text of each edge and pattern; nil is the kind of an edge.
  func forEachLiteral(_ body: (UnsafeRawBufferPointer, PatternKind?) -> Void) {
    for slot in 0..<edges.count / EdgeTable.stride {
      let record = edges.loadUnaligned(fromByteOffset: slot * EdgeTable.stride + 4, as: UInt64.self).littleEndian
      if record != 0 { body(slice(Int(record & 0xFFFF_FFFF), Int(record >> 32 & 0xFFFF)), nil) }
    }
    for index in 0..<patterns.count / 12 {
      let pattern = pattern(index)
      body(pattern.before, pattern.kind)
      body(pattern.after, pattern.kind)
    }
  }

  @inline(__always)
  private func slice(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: text[offset..<offset + count])
  }

  @inline(__always)
  private func word16(_ buffer: UnsafeRawBufferPointer, _ offset: Int) -> Int {
    Int(buffer.loadUnaligned(fromByteOffset: offset, as: UInt16.self).littleEndian)
  }
}
