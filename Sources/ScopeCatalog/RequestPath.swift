import ScopeValues

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
    /// Quotes, parentheses, escapes, backticks, backslashes, spaces or controls: a ``PathDecoder`` has to read it, from
    /// the segment on that begins at `from` and stands after `count` others.
    case needsDecoding(count: Int, from: Int)
    case tooMany
  }

  /// Cuts a path that can stay as it is, up to a question mark or number sign.
  static func cut(
    _ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int, into segments: UnsafeMutableBufferPointer<Segment>
  ) -> Cut {
    guard end <= Int(UInt32.max) else { return .tooMany }
    guard start < end, let base = bytes.baseAddress else { return .segments(0, end: end) }
    var count = 0
    var begin = start
    var block = start
    while block < end {
      // A bit a byte for 64 bytes at a time: where the next slash stands is no branch to guess word by word.
      var marks: UInt64 = 0
      var offset = block
      let whole = min(end, block + 64)
      while offset &+ 16 <= whole {
        let pair = marked(base.loadUnaligned(fromByteOffset: offset, as: SIMD2<UInt64>.self))
        let bits = bits(UInt64(littleEndian: pair[0])) | bits(UInt64(littleEndian: pair[1])) &<< 8
        marks |= bits &<< UInt64(truncatingIfNeeded: offset &- block)
        offset &+= 16
      }
      while offset < whole {
        let word = tail(base, from: offset, to: end)
        marks |= bits(marked(SIMD2(word, word))[0]) &<< UInt64(truncatingIfNeeded: offset &- block)
        offset &+= 8
      }
      while marks != 0 {
        let index = block &+ marks.trailingZeroBitCount
        marks &= marks &- 1
        switch bytes[index] {
        case ASCII.slash:
          if index > begin {
            guard count < limit else { return .tooMany }
            segments[count] = Segment(
              start: UInt32(truncatingIfNeeded: begin), count: UInt32(truncatingIfNeeded: index &- begin))
            count &+= 1
          }
          begin = index &+ 1
        case ASCII.question, ASCII.number: return close(index, &count, begin, segments)
        // What is marked along with a backslash or a backtick, or below an asterisk, and can stay.
        case ASCII.exclamation, ASCII.dollar, ASCII.ampersand, ASCII.openBracket, ASCII.closeBracket...ASCII.underscore:
          break
        default: return .needsDecoding(count: count, from: begin)
        }
      }
      block &+= 64
    }
    return close(end, &count, begin, segments)
  }

  /// Eight bytes, or the last fewer than eight with letters behind them.
  @inline(__always)
  private static func tail(_ base: UnsafeRawPointer, from offset: Int, to end: Int) -> UInt64 {
    guard offset &+ 8 > end else { return base.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian }
    let unused = UInt64(truncatingIfNeeded: 8 &* (offset &+ 8 &- end))
    let letters: UInt64 = 0x6161_6161_6161_6161 &<< (64 &- unused)
    if end >= 8 {
      return base.loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self).littleEndian &>> unused | letters
    }
    var word: UInt64 = 0
    for index in offset..<end {
      word |=
        UInt64(base.load(fromByteOffset: index, as: UInt8.self)) &<< UInt64(truncatingIfNeeded: 8 &* (index &- offset))
    }
    return word | letters
  }

  @inline(__always)
  private static func close(
    _ end: Int, _ count: inout Int, _ begin: Int, _ segments: UnsafeMutableBufferPointer<Segment>
  ) -> Cut {
    if end > begin {
      guard count < limit else { return .tooMany }
      segments[count] = Segment(start: UInt32(begin), count: UInt32(end - begin))
      count += 1
    }
    return .segments(count, end: end)
  }

  /// The high bit of every byte that is a slash or question mark, between 0x5B and 0x60, or below an asterisk.
  @inline(__always)
  private static func marked(_ words: SIMD2<UInt64>) -> SIMD2<UInt64> {
    @inline(__always) func all(_ byte: UInt64) -> SIMD2<UInt64> { SIMD2(repeating: byte &* .ones) }
    let low = words & all(0x7F)
    let notSmall = low &+ all(0x56)
    let between = (low &+ all(0x25)) ^ (low &+ all(0x1F))
    // A slash and a question mark differ in one bit.
    let slash = (words | all(0x10)) ^ all(0x3F)
    let notSlash = ((slash & all(0x7F)) &+ all(0x7F)) | slash
    return ((~notSmall | between) & ~words | ~notSlash) & all(0x80)
  }

  /// Whether eight bytes are none that a path is cut or decoded at.
  @inline(__always)
  static func isPlain(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
    let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return marked(SIMD2(word, word))[0] == 0
  }

  /// A bit a byte, from the bytes' high bits; the first byte's is the lowest.
  @inline(__always)
  private static func bits(_ highs: UInt64) -> UInt64 { (highs &* 0x0002_0408_1020_4081) &>> 56 }
}
