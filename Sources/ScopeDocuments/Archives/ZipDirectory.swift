import ScopeValues

/// Reads the directory of a zip archive.
struct ZipDirectory {
  private(set) var members: [ZipArchive.Member] = []
  private let bytes: [UInt8]
  /// Packed bytes of the files so far: files that share theirs unpack to more than the archive can hold.
  private var total = 0

  private static let endMark: UInt32 = 0x0605_4B50
  private static let entryMark: UInt32 = 0x0201_4B50
  private static let fileMark: UInt32 = 0x0403_4B50
  /// Bytes of the records without what is of any length in them (4.3.16, 4.3.12, 4.3.7).
  private static let (endSize, entrySize, fileSize) = (22, 46, 30)

  init(_ bytes: [UInt8]) throws(ReadFailure) {
    self.bytes = bytes
    guard let end = Self.end(of: bytes) else { throw ZipFault.cut.failure }
    let (disk, count, start) = (word16(end + 4), word16(end + 10), word32(end + 16))
    guard disk == 0, word16(end + 6) == 0 else { throw ZipFault.spanned.failure }
    guard count != 0xFFFF, start != 0xFFFF_FFFF else { throw ZipFault.large.failure }
    var index = Int(start)
    for _ in 0..<count {
      guard index + Self.entrySize <= end, word32(index) == Self.entryMark else { throw ZipFault.damaged.failure }
      index = try take(entryAt: index, end: end)
    }
    // A smaller number would hide what follows.
    guard index == end, word16(end + 8) == count else { throw ZipFault.damaged.failure }
  }

  /// Whether some bytes end as an archive does.
  static func isEnded(_ bytes: [UInt8]) -> Bool { end(of: bytes) != nil }

  /// The record at the end, behind which only a comment stands, whose length it gives.
  private static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= endSize else { return nil }
    let last = bytes.count - endSize
    for index in stride(from: last, through: max(0, last - 0xFFFF), by: -1)
    where bytes[index] == UInt8(truncatingIfNeeded: endMark) {
      let length = Int(bytes[index + 20]) | Int(bytes[index + 21]) << 8
      let mark = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[index + $1]) << (8 * $1) }
      if mark == endMark, index + endSize + length == bytes.count { return index }
    }
    return nil
  }

  /// - Returns: where the next entry begins.
  private mutating func take(entryAt index: Int, end: Int) throws(ReadFailure) -> Int {
    let (packedSize, size, offset) = (Int(word32(index + 20)), Int(word32(index + 24)), Int(word32(index + 42)))
    let nameEnd = index + Self.entrySize + Int(word16(index + 28))
    let next = nameEnd + Int(word16(index + 30)) + Int(word16(index + 32))
    guard next <= end else { throw ZipFault.damaged.failure }
    let name = bytes[index + Self.entrySize..<nameEnd]
    if name.last == ASCII.slash || name.last == ASCII.backslash { return next }
    guard word16(index + 8) & 1 == 0 else { throw ZipFault.encrypted.failure }
    guard let method = ZipArchive.Method(rawValue: word16(index + 10)) else { throw ZipFault.method.failure }
    guard packedSize != 0xFFFF_FFFF, size != 0xFFFF_FFFF, offset != 0xFFFF_FFFF else { throw ZipFault.large.failure }
    guard offset + Self.fileSize <= end, word32(offset) == Self.fileMark else { throw ZipFault.damaged.failure }
    let start = offset + Self.fileSize + Int(word16(offset + 26)) + Int(word16(offset + 28))
    total += packedSize
    guard start + packedSize <= end, total <= end, method == .deflated || size == packedSize else {
      throw ZipFault.damaged.failure
    }
    members.append(
      ZipArchive.Member(
        path: Self.path(name), method: method, packed: start..<start + packedSize, size: size,
        checksum: word32(index + 16)))
    return next
  }

  /// Some programs of Windows write "\" between folders; no part leads out of the archive.
  private static func path(_ name: ArraySlice<UInt8>) -> String {
    let parts = name.split { $0 == ASCII.slash || $0 == ASCII.backslash }
      .filter { !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
    return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
  }

  private func word16(_ index: Int) -> UInt16 { UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8 }

  private func word32(_ index: Int) -> UInt32 { UInt32(word16(index)) | UInt32(word16(index + 2)) << 16 }
}
