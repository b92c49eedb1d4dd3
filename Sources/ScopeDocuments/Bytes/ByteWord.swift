/// Eight bytes of a text in one word, looked at all at once; the first byte is the lowest.
///
/// The subtraction borrows into the bytes above a match, so only the lowest high bit that is set is sure to be right.
extension UInt64 {
  /// The byte 1 eight times, to multiply a byte into every place.
  @inline(__always) static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// The high bit of every byte.
  @inline(__always) static var highs: UInt64 { 0x8080_8080_8080_8080 }

  /// The high bit of bytes that equal `byte`.
  @inline(__always)
  func matching(_ byte: UInt8) -> UInt64 {
    let difference = self ^ (Self.ones &* UInt64(byte))
    return (difference &- Self.ones) & ~difference & Self.highs
  }

  /// The high bit of bytes below `limit`, which is at most 0x80.
  @inline(__always)
  func below(_ limit: UInt8) -> UInt64 { (self &- Self.ones &* UInt64(limit)) & ~self & Self.highs }

  /// The high bit of bytes that are no ASCII.
  @inline(__always) var beyondASCII: UInt64 { self & Self.highs }
}
