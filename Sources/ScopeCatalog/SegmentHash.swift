import ScopeValues

/// The hash by which the compiler and the matcher find a path segment, blind to the case of ASCII letters.
package enum SegmentHash {
  /// The hash of a segment's bytes.
  @inline(__always)
  package static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    @inline(__always) func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 29
    }
    if bytes.count < 8 {
      mix(short(bytes).lowercasedLetters)
    } else {
      var offset = 0
      while offset &+ 8 <= bytes.count {
        mix(word(bytes, offset).lowercasedLetters)
        offset &+= 8
      }
      if offset < bytes.count { mix(word(bytes, bytes.count &- 8).lowercasedLetters) }
    }
    return UInt32(truncatingIfNeeded: hash ^ hash &>> 32)
  }

  /// Whether two segments of the same length are equal but for the case of ASCII letters.
  @inline(__always)
  static func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    let count = left.count
    guard count >= 8 else { return areEqual(short(left), short(right)) }
    var offset = 0
    while offset &+ 8 <= count {
      guard areEqual(word(left, offset), word(right, offset)) else { return false }
      offset &+= 8
    }
    return offset == count || areEqual(word(left, count &- 8), word(right, count &- 8))
  }

  /// Most texts have the letter case of the catalog.
  @inline(__always)
  private static func areEqual(_ left: UInt64, _ right: UInt64) -> Bool {
    left == right || left.lowercasedLetters == right.lowercasedLetters
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Up to seven bytes as one word.
  @inline(__always)
  private static func short(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    if count >= 4 {
      let low = UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)))
      let high = UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)))
      return low | high &<< 32
    }
    guard count > 0 else { return 0 }
    return UInt64(bytes[0]) | UInt64(bytes[count / 2]) &<< 8 | UInt64(bytes[count &- 1]) &<< 16
  }
}
