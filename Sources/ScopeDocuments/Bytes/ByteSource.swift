/// The bytes of an input as UTF-8 text, whatever it came in: gzip is unpacked, UTF-16 is turned into UTF-8.
package struct ByteSource {
  /// Sees every byte on its way.
  package typealias Tap = (UnsafeRawBufferPointer) -> Void

  private var read: ReadBytes
  private let unpackedTap: Tap?
  private var isOpen = false

  /// Whether the text is UTF-16; known once bytes were asked for.
  package private(set) var isUTF16 = false
  /// Whether the input is an archive; known once bytes were asked for.
  package private(set) var isPacked = false
  /// Whether no byte follows those that were handed out.
  package private(set) var isExhausted = false
  /// Why reading stopped before the end; what came before it has been handed out.
  package private(set) var failure: ReadFailure?

  /// - Parameters:
  ///   - raw: sees the bytes as the input has them.
  ///   - unpacked: sees them unpacked, in the encoding that they came in.
  package init(_ read: @escaping ReadBytes, raw: Tap? = nil, unpacked: Tap? = nil) {
    self.read = Self.tapped(read, raw)
    unpackedTap = unpacked
  }

  /// The bytes given and those that come after them, `count` in all unless the input ends before.
  ///
  /// - Parameter padding: zero bytes to put behind them.
  /// - Returns: the bytes with their padding, and how many there are without it.
  package mutating func bytes(
    after kept: ArraySlice<UInt8>, upTo count: Int, padding: Int = 0
  ) -> (bytes: [UInt8], count: Int) {
    open()
    let read = read
    var (isExhausted, failure) = (isExhausted, failure)
    var total = kept.count
    let bytes = [UInt8](unsafeUninitializedCapacity: max(count, kept.count) + padding) { buffer, initialised in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      raw.copyBytes(from: kept)
      while total < count, !isExhausted {
        do throws(ReadFailure) {
          let got = try read(UnsafeMutableRawBufferPointer(rebasing: raw[total..<count]))
          isExhausted = got == 0
          total += got
        } catch {
          failure = error
          isExhausted = true
        }
      }
      for index in total..<total + padding { buffer[index] = 0 }
      initialised = total + padding
    }
    (self.isExhausted, self.failure) = (isExhausted, failure)
    return (bytes, total)
  }

  /// The whole text, or its first `count` bytes where it is longer.
  package mutating func text(upTo count: Int) throws(ReadFailure) -> [UInt8] {
    var text: [UInt8] = []
    while !isExhausted, text.count < count {
      text = bytes(after: text[...], upTo: min(count, max(64 << 10, text.count * 2))).bytes
    }
    if let failure { throw failure }
    return text
  }

  /// Unpacks the rest of an archive, which only its end can show to be damaged; no more than a GiB, as an archive may
  /// be made to never end.
  mutating func verify() {
    guard isPacked else { return }
    for _ in 0..<4_096 where !isExhausted { _ = bytes(after: [], upTo: 256 << 10) }
  }

  // MARK: Layers

  /// Looks at the first bytes and puts what they call for between the input and the reader.
  private mutating func open() {
    guard !isOpen else { return }
    isOpen = true
    var head = Self.head(&read)
    if head.starts(with: GzipReader.signature) {
      isPacked = true
      let reader = GzipReader(read: read)
      read = { buffer throws(ReadFailure) in try reader.next(into: buffer) }
      head = Self.head(&read)
    }
    read = Self.tapped(read, unpackedTap)
    if let transcoder = UTF16Transcoder.recognise(head) {
      isUTF16 = true
      var reader = UTF16Reader(transcoder: transcoder, read: read)
      read = { buffer throws(ReadFailure) in try reader.next(into: buffer) }
    }
  }

  /// The first four bytes, which `read` hands out once more, and then whatever stopped the reading.
  private static func head(_ read: inout ReadBytes) -> [UInt8] {
    let source = read
    var end: Result<Int, ReadFailure>?
    var head: [UInt8] = []
    while head.count < 4, end == nil {
      let piece = [UInt8](unsafeUninitializedCapacity: 4 - head.count) { buffer, count in
        do throws(ReadFailure) {
          count = try source(UnsafeMutableRawBufferPointer(buffer))
          if count == 0 { end = .success(0) }
        } catch {
          end = .failure(error)
        }
      }
      head += piece
    }
    let stop = end
    read = readBytes(
      of: head,
      before: { buffer throws(ReadFailure) in
        if let stop { return try stop.get() }
        return try source(buffer)
      })
    return head
  }

  private static func tapped(_ read: @escaping ReadBytes, _ tap: Tap?) -> ReadBytes {
    guard let tap else { return read }
    return { buffer throws(ReadFailure) in
      let count = try read(buffer)
      tap(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      return count
    }
  }
}
