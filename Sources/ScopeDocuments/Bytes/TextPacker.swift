import CZlib

/// Packs texts that resemble one another, each by itself and beside a sample of them (DEFLATE, RFC 1951).
///
/// A class because zlib keeps the addresses of its streams, which have to end exactly once.
package final class TextPacker {
  private let sample: [UInt8]
  private let packing: UnsafeMutablePointer<z_stream>
  private var isPacking = false
  private let unpacking: UnsafeMutablePointer<z_stream>
  private var room: [UInt8] = []

  /// History that DEFLATE can use, in bytes: more of a sample helps nobody.
  private static let history = 32 << 10

  /// - Parameter sample: a text like those to come.
  package init(sample: ArraySlice<UInt8>) {
    self.sample = Array(sample.suffix(Self.history))
    packing = .allocate(capacity: 1)
    packing.initialize(to: z_stream())
    unpacking = .allocate(capacity: 1)
    unpacking.initialize(to: z_stream())
    inflateInit2_(unpacking, Self.historyBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  /// 32 KiB of history; a negative number means that neither header nor checksum stand around the packed bytes (zlib.h).
  private static let historyBits: Int32 = -15

  deinit {
    if isPacking { deflateEnd(packing) }
    inflateEnd(unpacking)
    packing.deallocate()
    unpacking.deallocate()
  }

  /// The text in fewer bytes; nil where it cannot be had back or takes as many.
  package func pack(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    if !isPacking {
      // Its tables take a quarter of a megabyte, which who only unpacks does not need.
      let size = Int32(MemoryLayout<z_stream>.size)
      isPacking =
        deflateInit2_(packing, 1, Z_DEFLATED, Self.historyBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    }
    guard isPacking, text.count > 0, text.count < 1 << 30, deflateReset(packing) == Z_OK,
      sample.withUnsafeBufferPointer({ deflateSetDictionary(packing, $0.baseAddress, UInt32($0.count)) }) == Z_OK
    else { return nil }
    if room.count < text.count { room = Array(repeating: 0, count: text.count) }
    let count = run(packing, from: text) { deflate($0, Z_FINISH) }
    guard let count else { return nil }
    let packed = Array(room[..<count])
    return unpack(packed, count: text.count).map { $0[...] == text } == true ? packed : nil
  }

  /// The text of `count` bytes that was packed; nil for anything else.
  package func unpack(_ packed: [UInt8], count: Int) -> [UInt8]? {
    guard inflateReset(unpacking) == Z_OK,
      sample.withUnsafeBufferPointer({ inflateSetDictionary(unpacking, $0.baseAddress, UInt32($0.count)) }) == Z_OK
    else { return nil }
    if room.count < count { room = Array(repeating: 0, count: count) }
    return run(unpacking, from: packed[...]) { inflate($0, Z_FINISH) } == count ? Array(room[..<count]) : nil
  }

  /// Lets zlib work from a text into the room; nil where it does not come to the end of both.
  private func run(
    _ stream: UnsafeMutablePointer<z_stream>, from text: ArraySlice<UInt8>,
    _ work: (UnsafeMutablePointer<z_stream>) -> Int32
  ) -> Int? {
    text.withUnsafeBufferPointer { input in
      room.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        defer {
          stream.pointee.next_in = nil
          stream.pointee.next_out = nil
        }
        return work(stream) == Z_STREAM_END ? output.count - Int(stream.pointee.avail_out) : nil
      }
    }
  }
}
