/// Eight bytes of a text in one word, looked at all at once; the first byte is the lowest.
///
/// The subtraction borrows into the bytes above a match, so only the lowest high bit that is set is sure to be right.
/// Public for the reason that ``ASCII`` is.
extension UInt64 {
  /// The byte 1 eight times, to multiply a byte into every place.
  @inlinable @inline(__always) public static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// The high bit of every byte.
  @inlinable @inline(__always) public static var highs: UInt64 { 0x8080_8080_8080_8080 }

  /// The high bit of bytes that equal `byte`.
  @inlinable @inline(__always)
  public func matching(_ byte: UInt8) -> UInt64 {
    let difference = self ^ (Self.ones &* UInt64(byte))
    return (difference &- Self.ones) & ~difference & Self.highs
  }

  /// The high bit of bytes that equal `byte` or differ from it in the bits of `mask` alone, which `byte` has set.
  @inlinable @inline(__always)
  public func matching(_ byte: UInt8, without mask: UInt8) -> UInt64 {
    (self | Self.ones &* UInt64(mask)).matching(byte)
  }

  /// The high bit of bytes below `limit`, which is at most 0x80.
  @inlinable @inline(__always)
  public func below(_ limit: UInt8) -> UInt64 { (self &- Self.ones &* UInt64(limit)) & ~self & Self.highs }

  /// The high bit of bytes that are no ASCII.
  @inlinable @inline(__always) public var beyondASCII: UInt64 { self & Self.highs }

  /// The high bit of bytes that are not printable ASCII: controls, DEL and what is beyond.
  @inlinable @inline(__always)
  public var unprintable: UInt64 { below(0x20) | (self | (self &+ Self.ones)) & Self.highs }

  /// The bytes with the capitals of ASCII among them made small.
  @inlinable @inline(__always)
  public var lowercasedLetters: UInt64 {
    let sevenBits = self & ~Self.highs
    // The high bit of each byte from A on, and of each behind Z.
    let fromA = sevenBits &+ Self.ones &* 0x3F
    let pastZ = sevenBits &+ Self.ones &* 0x25
    return self | ((fromA ^ pastZ) & ~self & Self.highs) >> 2
  }
}
