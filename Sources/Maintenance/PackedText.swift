import CZlib
import ScopeDocuments

/// Texts that are seldom read and so are embedded packed (RFC 1952).
enum PackedText {
  /// The text packed as tightly as zlib can; nil where it cannot.
  static func pack(_ text: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    // 15 bits of history and 16 for the header of gzip, without a name and a time (zlib.h).
    let version = ZLIB_VERSION
    let size = Int32(MemoryLayout<z_stream>.size)
    guard deflateInit2_(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, version, size) == Z_OK else {
      return nil
    }
    defer { deflateEnd(&stream) }
    var text = text
    var status = Z_OK
    let packed = [UInt8](unsafeUninitializedCapacity: Int(deflateBound(&stream, uLong(text.count)))) { buffer, count in
      text.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(clamping: input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(clamping: buffer.count)
        status = deflate(&stream, Z_FINISH)
      }
      count = buffer.count - Int(stream.avail_out)
    }
    return status == Z_STREAM_END ? packed : nil
  }

  /// Whether two files hold the same; one zlib packs otherwise than another.
  static func areSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    if one == other { return true }
    guard one.starts(with: [0x1F, 0x8B]), other.starts(with: [0x1F, 0x8B]) else { return false }
    let texts = [one, other].map { try? wholeContent(of: readBytes(of: $0), limit: 64 << 20) }
    return texts[0] != nil && texts[0] == texts[1]
  }
}
