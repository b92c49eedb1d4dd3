// The 36 characters of a GUID, read and written eight at a time: exports hold dozens of them an application.
//
// This file loads and stores words unchecked, within the 36 bytes that its functions were given.
extension GUID {
  /// Reads exactly 36 ASCII bytes in any letter case; nil if they are no GUID.
  package init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 36, bytes[8] == ASCII.hyphen, bytes[13] == ASCII.hyphen, bytes[18] == ASCII.hyphen,
      bytes[23] == ASCII.hyphen
    else {
      return nil
    }
    func word(_ first: Int, _ second: Int) -> UInt64 {
      let low = bytes.loadUnaligned(fromByteOffset: first, as: UInt32.self)
      let high = bytes.loadUnaligned(fromByteOffset: second, as: UInt32.self)
      return UInt64(UInt32(littleEndian: low)) | UInt64(UInt32(littleEndian: high)) << 32
    }
    guard let first = HexadecimalWord.value(of: word(0, 4)), let second = HexadecimalWord.value(of: word(9, 14)),
      let third = HexadecimalWord.value(of: word(19, 24)), let fourth = HexadecimalWord.value(of: word(28, 32))
    else { return nil }
    self.init(high: UInt64(first) << 32 | UInt64(second), low: UInt64(third) << 32 | UInt64(fourth))
  }

  /// Writes the 36 characters as ASCII: lower-case digits with hyphens.
  ///
  /// - Parameter bytes: at least 36 bytes.
  @inline(__always)
  package func write(to bytes: UnsafeMutableRawPointer) {
    func put(_ digits: UInt64, _ first: Int, _ second: Int) {
      bytes.storeBytes(of: UInt32(truncatingIfNeeded: digits).littleEndian, toByteOffset: first, as: UInt32.self)
      bytes.storeBytes(of: UInt32(truncatingIfNeeded: digits >> 32).littleEndian, toByteOffset: second, as: UInt32.self)
    }
    put(HexadecimalWord.digits(of: UInt32(truncatingIfNeeded: high >> 32)), 0, 4)
    put(HexadecimalWord.digits(of: UInt32(truncatingIfNeeded: high)), 9, 14)
    put(HexadecimalWord.digits(of: UInt32(truncatingIfNeeded: low >> 32)), 19, 24)
    put(HexadecimalWord.digits(of: UInt32(truncatingIfNeeded: low)), 28, 32)
    bytes.storeBytes(of: ASCII.hyphen, toByteOffset: 8, as: UInt8.self)
    bytes.storeBytes(of: ASCII.hyphen, toByteOffset: 13, as: UInt8.self)
    bytes.storeBytes(of: ASCII.hyphen, toByteOffset: 18, as: UInt8.self)
    bytes.storeBytes(of: ASCII.hyphen, toByteOffset: 23, as: UInt8.self)
  }

  /// Lower-case digits with hyphens.
  package var description: String {
    String(unsafeUninitializedCapacity: 36) { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      write(to: UnsafeMutableRawPointer(start))
      return 36
    }
  }
}
