import ScopeValues

/// One source file: its bytes as UTF-8, its path, and where its lines begin.
///
/// A class, because every value that the evaluator yields refers to the file of its literal. Lexers read `bytes`,
/// write byte offsets, and ask for lines and columns only where something is printed.
package final class SourceText: Sendable {
  /// The path as it is to be printed.
  package let path: String
  /// The text in UTF-8, without a byte order mark; bytes that are no UTF-8 stay as they are.
  package let bytes: [UInt8]
  /// Byte offset of each line's first byte.
  private let lines: [UInt32]
  /// UTF-16 code units before every ``markLength``-th byte, so that a place in a line of megabytes is found as quickly as in
  /// any other; empty where no line is that long.
  private let marks: [UInt32]
  private static let markLength = 4_096

  /// - Parameter bytes: the file as it is: UTF-8, or UTF-16 with a byte order mark; what lies beyond 4 GiB is cut off.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = Self.decoded(bytes)
    lines = Self.lines(self.bytes)
    marks = Self.marks(self.bytes, lines)
  }

  private static func lines(_ bytes: [UInt8]) -> [UInt32] {
    bytes.withUnsafeBufferPointer { buffer in
      var count = 1
      for byte in buffer { count &+= byte == ASCII.lineFeed ? 1 : 0 }
      return [UInt32](unsafeUninitializedCapacity: count) { lines, filled in
        lines[0] = 0
        filled = 1
        var index = 0
        while index < buffer.count {
          // Most words of eight bytes hold no line feed.
          if index + 8 <= buffer.count,
            UnsafeRawBufferPointer(buffer).loadUnaligned(fromByteOffset: index, as: UInt64.self)
              .matching(ASCII.lineFeed) == 0
          {
            index += 8
            continue
          }
          for place in index..<min(index + 8, buffer.count) where buffer[place] == ASCII.lineFeed {
            lines[filled] = UInt32(truncatingIfNeeded: place + 1)
            filled += 1
          }
          index += 8
        }
      }
    }
  }

  private static func marks(_ bytes: [UInt8], _ lines: [UInt32]) -> [UInt32] {
    var start = 0
    let isLong = lines.contains { line in
      defer { start = Int(line) }
      return Int(line) - start > markLength
    }
    guard isLong || bytes.count - start > markLength else { return [] }
    return bytes.withUnsafeBufferPointer { buffer in
      var units: UInt32 = 0
      return stride(from: 0, to: bytes.count, by: markLength).map { start in
        defer {
          units &+= UInt32(truncatingIfNeeded: Self.units(buffer[start..<min(start + markLength, buffer.count)]))
        }
        return units
      }
    }
  }

  /// UTF-16 code units of some bytes.
  private static func units(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var count = 0
    for byte in bytes { count &+= (byte & 0xC0 != 0x80 ? 1 : 0) &+ (byte >= 0xF0 ? 1 : 0) }
    return count
  }

  /// A text of the same length in whose place this one is read: lines and columns stay those of the original, also
  /// where a line feed became something else.
  package init(inPlaceOf original: SourceText, bytes: [UInt8]) {
    path = original.path
    self.bytes = bytes
    lines = original.lines
    marks = Self.marks(bytes, original.lines)
  }

  package convenience init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

  /// The whole text.
  package var span: SourceSpan { SourceSpan(0..<bytes.count) }

  /// Line, column and byte of an offset; an offset beyond the end counts as the end. Logarithmic in the lines, and for
  /// the column no more than some thousand bytes are counted, however long the line.
  package func position(at offset: UInt32) -> SourcePosition {
    let offset = min(Int(offset), bytes.count)
    let line = lineIndex(of: offset)
    let start = min(Int(lines[line]), offset)
    let units = bytes.withUnsafeBufferPointer { buffer in
      guard offset - start > Self.markLength, offset / Self.markLength < marks.count else {
        return Self.units(buffer[start..<offset])
      }
      return before(offset, buffer) - before(start, buffer)
    }
    return SourcePosition(line: line + 1, column: units + 1, byte: offset)
  }

  private func before(_ offset: Int, _ buffer: UnsafeBufferPointer<UInt8>) -> Int {
    let mark = offset / Self.markLength
    return Int(marks[mark]) + Self.units(buffer[mark * Self.markLength..<offset])
  }

  /// 1-based number of the line that holds an offset.
  package func line(at offset: UInt32) -> Int { lineIndex(of: min(Int(offset), bytes.count)) + 1 }

  /// The bytes of a line without its line feed, by its 1-based number; empty where there is none.
  package func lineSpan(_ number: Int) -> SourceSpan {
    guard number >= 1, number <= lines.count else { return SourceSpan(start: 0, end: 0) }
    let end = number < lines.count ? lines[number] - 1 : UInt32(truncatingIfNeeded: bytes.count)
    return SourceSpan(start: lines[number - 1], end: end)
  }

  /// What stands at a span; bytes that are no UTF-8 become U+FFFD.
  package func string(_ span: SourceSpan) -> String {
    let upper = min(Int(span.end), bytes.count)
    return String(decoding: bytes[min(Int(span.start), upper)..<upper], as: UTF8.self)
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if Int(lines[middle]) <= offset { low = middle + 1 } else { high = middle }
    }
    return max(low - 1, 0)
  }

  private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) else {
      return bytes.count > Int(UInt32.max) ? Array(bytes.prefix(Int(UInt32.max))) : bytes
    }
    let low = bytes[0] == 0xFF ? 0 : 1
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      UInt16(bytes[index + low]) | UInt16(bytes[index + 1 - low]) << 8
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
