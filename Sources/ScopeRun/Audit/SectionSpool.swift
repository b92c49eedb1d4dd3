/// Keeps the bytes of one section of a report until the run ends.
package protocol SectionSpool {
  mutating func append(_ piece: [UInt8])
  /// Calls `body` with everything in order.
  func read(_ body: (UnsafeRawBufferPointer) -> Void)
}

/// A section that stays in memory.
package struct MemorySpool: SectionSpool {
  private var pieces: [[UInt8]] = []

  package init() {}

  package mutating func append(_ piece: [UInt8]) { pieces.append(piece) }

  package func read(_ body: (UnsafeRawBufferPointer) -> Void) {
    for piece in pieces { piece.withUnsafeBytes(body) }
  }
}
