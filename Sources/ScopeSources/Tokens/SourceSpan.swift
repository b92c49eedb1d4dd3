/// A range of bytes of one ``SourceText``: half open, 8 bytes, so that tokens and expressions stay small.
package struct SourceSpan: Hashable, Comparable, Sendable {
  /// Byte offset of the first byte.
  package var start: UInt32
  /// Byte offset after the last byte.
  package var end: UInt32

  package init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = max(start, end)
  }

  package init(_ range: Range<Int>) {
    self.init(start: UInt32(truncatingIfNeeded: range.lowerBound), end: UInt32(truncatingIfNeeded: range.upperBound))
  }

  /// The bytes as a range of array indices.
  package var bytes: Range<Int> { Int(start)..<Int(end) }

  package var isEmpty: Bool { start == end }

  /// From the beginning of this span to the end of another one.
  package func through(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(start: min(start, other.start), end: max(end, other.end))
  }

  package func contains(_ other: SourceSpan) -> Bool { start <= other.start && other.end <= end }

  package static func < (left: Self, right: Self) -> Bool { (left.start, left.end) < (right.start, right.end) }
}

/// A place in a text, counted as editors and SARIF count.
package struct SourcePosition: Hashable, Comparable, Sendable {
  /// 1-based line; lines end at a line feed.
  package var line: Int
  /// 1-based column in UTF-16 code units.
  package var column: Int
  /// 0-based byte offset in the UTF-8 form of the text.
  package var byte: Int

  package init(line: Int, column: Int, byte: Int) {
    self.line = line
    self.column = column
    self.byte = byte
  }

  package static func < (left: Self, right: Self) -> Bool { left.byte < right.byte }
}
