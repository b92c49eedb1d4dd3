/// Writes a zip archive (APPNOTE 6.3.10), byte for byte as told, so that a test can also write one that lies.
public struct ZipFile {
  /// A file of the archive.
  public struct Member: Sendable {
    /// In whatever bytes a program may have written it.
    public var name: String
    public var method: UInt16
    public var flags: UInt16 = 0
    public var packed: [UInt8]
    public var size: Int
    public var checksum: UInt32

    /// A file that is stored as it is.
    public init(_ name: String, _ content: [UInt8]) {
      self.init(name, content, method: 0, packed: content)
    }

    public init(_ name: String, _ content: [UInt8], method: UInt16, packed: [UInt8]) {
      self.name = name
      self.method = method
      self.packed = packed
      size = content.count
      checksum = ZipFile.checksum(content)
    }
  }

  public var members: [Member]
  public var comment: [UInt8] = []

  public init(_ members: [Member]) { self.members = members }

  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      directory += [0x50, 0x4B, 1, 2, 20, 0]
      directory += Self.header(member)
      directory += [UInt8](repeating: 0, count: 10)
      directory += Self.word32(UInt32(bytes.count))
      directory += member.name.utf8
      bytes += [0x50, 0x4B, 3, 4]
      bytes += Self.header(member)
      bytes += member.name.utf8
      bytes += member.packed
    }
    let count = Self.word16(UInt16(members.count))
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    end += count
    end += count
    end += Self.word32(UInt32(directory.count))
    end += Self.word32(UInt32(bytes.count))
    end += Self.word16(UInt16(comment.count))
    return bytes + directory + end + comment
  }

  /// What both places say of a file, from the version that unpacks it to the lengths of name and further fields.
  private static func header(_ member: Member) -> [UInt8] {
    var header: [UInt8] = [20, 0]
    header += word16(member.flags)
    header += word16(member.method)
    header += [0, 0, 0, 0]
    header += word32(member.checksum)
    header += word32(UInt32(member.packed.count))
    header += word32(UInt32(member.size))
    header += word16(UInt16(member.name.utf8.count))
    return header + [0, 0]
  }

  /// CRC-32 as ISO 3309 has it, bit by bit.
  public static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = sum & 1 == 1
        sum >>= 1
        if isOdd { sum ^= 0xEDB8_8320 }
      }
    }
    return ~sum
  }

  private static func word16(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

  private static func word32(_ value: UInt32) -> [UInt8] {
    word16(UInt16(value & 0xFFFF)) + word16(UInt16(value >> 16))
  }
}
