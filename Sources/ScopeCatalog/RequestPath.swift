/// A request's path, cut into segments.
struct RequestPath {
  /// Sixteen bytes, so that ``limit`` of them fit on the stack.
  struct Segment {
    var start: UInt32
    var count: UInt32
    /// Its ``SegmentHash``; 0 before it was asked for.
    var hash: UInt32 = 0
    /// For a function with parameters: how long its name is; otherwise 0.
    var nameCount: UInt16 = 0
    /// An id that stood in parentheses: no literal of a template matches it.
    var isKey = false
  }

  /// More segments than any template has, paths within drives included; longer paths are unknown.
  static let limit = 64

  enum Cut {
    /// How many segments there are, and where the path ends.
    case segments(Int, end: Int)
    /// Quotes, parentheses, escapes, backticks, backslashes, spaces or controls: a ``PathDecoder`` has to read it.
    case needsDecoding
    case tooMany
  }

  /// Cuts a path that can stay as it is, up to a question mark or number sign.
  static func cut(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int, into segments: UnsafeMutableBufferPointer<Segment>) -> Cut {
    guard end <= Int(UInt32.max) else { return .tooMany }
    var count = 0
    var begin = start
    var offset = start
    while offset < end {
      var marks: UInt64
      let isWhole = offset + 8 <= end
      if isWhole {
        marks = marked(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      } else {
        var word: UInt64 = 0x6161_6161_6161_6161
        for index in 0..<end - offset { word = word << 8 | UInt64(bytes[end - 1 - index]) }
        marks = marked(word)
      }
      while marks != 0 {
        let index = offset + marks.trailingZeroBitCount / 8
        marks &= marks - 1
        guard index < end else { break }
        let byte = bytes[index]
        switch byte {
        case 0x2F:
          if index > begin {
            guard count < limit else { return .tooMany }
            segments[count] = Segment(start: UInt32(begin), count: UInt32(index - begin))
            count += 1
          }
          begin = index + 1
        case 0x3F, 0x23: return close(index, &count, begin, segments)
        case 0x21, 0x24, 0x26: break
        default: return .needsDecoding
        }
      }
      offset += 8
    }
    return close(end, &count, begin, segments)
  }

  @inline(__always)
  private static func close(_ end: Int, _ count: inout Int, _ begin: Int, _ segments: UnsafeMutableBufferPointer<Segment>) -> Cut {
    if end > begin {
      guard count < limit else { return .tooMany }
      segments[count] = Segment(start: UInt32(begin), count: UInt32(end - begin))
      count += 1
    }
    return .segments(count, end: end)
  }

  /// The high bit of every byte that is a slash, question mark, backslash or backtick, or below an asterisk.
  @inline(__always)
  private static func marked(_ word: UInt64) -> UInt64 {
    let high: UInt64 = 0x8080_8080_8080_8080
    @inline(__always) func isZero(_ word: UInt64) -> UInt64 { ~((word & ~high &+ ~high) | word) }
    let small = ~((word & ~high &+ 0x5656_5656_5656_5656) | word)
    let slash = isZero(word ^ 0x2F2F_2F2F_2F2F_2F2F)
    let question = isZero(word ^ 0x3F3F_3F3F_3F3F_3F3F)
    let backslash = isZero(word ^ 0x5C5C_5C5C_5C5C_5C5C)
    let backtick = isZero(word ^ 0x6060_6060_6060_6060)
    return (small | slash | question | backslash | backtick) & high
  }
}
