import CZlib

/// Unpacks one file of a zip archive (DEFLATE, RFC 1951, or as it is) and verifies its length and checksum.
///
/// A class because zlib keeps the address of its stream, which has to end exactly once.
final class ZipMemberReader {
  private let bytes: [UInt8]
  private let member: ZipArchive.Member
  private let stream: UnsafeMutablePointer<z_stream>
  /// Packed bytes that are used up.
  private var taken = 0
  private var count = 0
  private var checksum: uLong = 0
  private var isAtEnd = false
  private var failure: ReadFailure?

  /// 32 KiB of history; a negative number means that neither header nor checksum stand around the packed bytes (zlib.h).
  private static let historyBits: Int32 = -15

  init(_ member: ZipArchive.Member, of bytes: [UInt8]) {
    self.bytes = bytes
    self.member = member
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(stream, Self.historyBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if status != Z_OK { failure = ReadFailure(reason: "there is no memory to unpack it", remedy: Archive.zip.remedy) }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Fills a buffer with the next unpacked bytes; zero at the end.
  func next(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    if let failure { throw failure }
    guard !isAtEnd, !buffer.isEmpty else { return 0 }
    let got = member.method == .stored ? copy(into: buffer) : unpack(into: buffer)
    count += got
    checksum = crc32_z(checksum, buffer.baseAddress?.assumingMemoryBound(to: Bytef.self), got)
    if count > member.size { failure = ZipFault.damaged.failure }
    if isAtEnd || got == 0, failure == nil {
      isAtEnd = true
      if count != member.size { failure = ZipFault.damaged.failure }
      if UInt32(truncatingIfNeeded: checksum) != member.checksum { failure = ZipFault.checksum.failure }
    }
    if got == 0, let failure { throw failure }
    return got
  }

  private func copy(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let piece = bytes[member.packed].dropFirst(taken).prefix(buffer.count)
    buffer.copyBytes(from: piece)
    taken += piece.count
    return piece.count
  }

  private func unpack(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    bytes.withUnsafeBufferPointer { input in
      let packed = UnsafeBufferPointer(rebasing: input[member.packed])
      let room = UInt32(clamping: buffer.count)
      let left = UInt32(clamping: packed.count - taken)
      stream.pointee.next_in = packed.baseAddress.map { UnsafeMutablePointer(mutating: $0 + taken) }
      stream.pointee.avail_in = left
      stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
      stream.pointee.avail_out = room
      switch inflate(stream, Z_NO_FLUSH) {
      case Z_OK: break
      case Z_STREAM_END: isAtEnd = true
      default: failure = ZipFault.damaged.failure
      }
      taken += Int(left - stream.pointee.avail_in)
      stream.pointee.next_in = nil
      stream.pointee.next_out = nil
      return Int(room - stream.pointee.avail_out)
    }
  }
}
