import CZlib

/// Unpacks gzip (RFC 1952), member after member, in bounded memory.
///
/// A class because zlib keeps the address of its stream, which has to end exactly once. zlib verifies the checksum and
/// the length at the end of each member.
final class GzipReader {
  /// The two bytes that every member begins with.
  static let signature: [UInt8] = [0x1F, 0x8B]

  private static let pieceSize = 128 << 10

  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  private let read: ReadBytes
  private var isInMember = false
  /// Why there is no more; what was unpacked before it is handed out first.
  private var failure: ReadFailure?
  private var isAtEnd = false

  init(read: @escaping ReadBytes) {
    self.read = read
    input = .allocate(byteCount: Self.pieceSize, alignment: 16)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of history, which is all that DEFLATE can use, and 16 for the header and trailer of gzip (zlib.h).
    let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if status != Z_OK { failure = ReadFailure(reason: "there is no memory to unpack it", remedy: "Unpack it first.") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// Fills a buffer with the next unpacked bytes; zero at the end. What comes before damage is handed out before it is
  /// thrown.
  func next(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let room = UInt32(clamping: buffer.count)
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_out = room
    while stream.pointee.avail_out > 0, failure == nil, !isAtEnd { step() }
    stream.pointee.next_out = nil
    let count = Int(room - stream.pointee.avail_out)
    if count == 0, let failure { throw failure }
    return count
  }

  /// Unpacks until the input's piece or the room for output is used up, or a member ends.
  private func step() {
    if stream.pointee.avail_in == 0, !refill() { return }
    if !isInMember {
      guard stream.pointee.next_in.pointee == Self.signature[0] else { return fail(.trailing) }
      inflateReset(stream)
      isInMember = true
    }
    switch inflate(stream, Z_NO_FLUSH) {
    case Z_OK: break
    case Z_STREAM_END: isInMember = false
    default: fail(.damaged)
    }
  }

  /// False at the end of the input, and where it cannot be read.
  private func refill() -> Bool {
    do throws(ReadFailure) {
      let count = try read(input)
      stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: Bytef.self)
      stream.pointee.avail_in = UInt32(clamping: count)
      guard count == 0 else { return true }
      if isInMember { fail(.cut) } else { isAtEnd = true }
    } catch {
      failure = error
    }
    return false
  }

  private func fail(_ fault: GzipFault) { failure = ReadFailure(reason: fault.sentence, remedy: fault.remedy) }
}

/// What can be wrong with an archive.
enum GzipFault: CaseIterable {
  case damaged, cut, trailing

  var sentence: String {
    switch self {
    case .damaged: "the gzip archive is damaged"
    case .cut: "the gzip archive is cut off"
    case .trailing: "bytes that are no gzip follow the gzip archive"
    }
  }

  var remedy: String {
    switch self {
    case .damaged, .cut: "Copy or export it again; \u{2018}gzip -t\u{2019} tells whether it is whole."
    case .trailing: "Unpack it with \u{2018}gzip -dc\u{2019} where they are only padding; export it again otherwise."
    }
  }
}
