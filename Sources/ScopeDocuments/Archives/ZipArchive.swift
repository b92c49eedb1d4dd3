/// The files in a zip archive, told from its central directory, which is what unpacks them everywhere (APPNOTE 6.3.10).
package struct ZipArchive: Sendable {
  /// A file of the archive.
  package struct Member: Hashable, Sendable {
    /// The path as the archive gives it, with "/" between folders and without parts that lead nowhere or out of it.
    package let path: String
    let method: Method
    /// Where its packed bytes stand in the archive.
    let packed: Range<Int>
    /// Bytes when unpacked.
    package let size: Int
    /// CRC-32 of the unpacked bytes.
    let checksum: UInt32
  }

  enum Method: UInt16, Sendable { case stored = 0, deflated = 8 }

  /// In the order of the directory; folders are left out.
  package let members: [Member]
  private let bytes: [UInt8]

  /// - Parameter bytes: the whole archive.
  /// - Throws: ``ReadFailure`` where the directory cannot be trusted, or a file is packed in a way that is not read.
  package init(_ bytes: [UInt8]) throws(ReadFailure) {
    let directory = try ZipDirectory(bytes)
    self.bytes = bytes
    members = directory.members
  }

  /// Whether some bytes begin or end as an archive does, damaged or not.
  package static func isRecognised(_ bytes: [UInt8]) -> Bool {
    Archive.recognise(bytes[...]) == .zip || ZipDirectory.isEnded(bytes)
  }

  /// Opens a file of the archive; damage is thrown after what comes before it.
  package func open(_ member: Member) -> ReadBytes {
    let reader = ZipMemberReader(member, of: bytes)
    return { buffer throws(ReadFailure) in try reader.next(into: buffer) }
  }
}
