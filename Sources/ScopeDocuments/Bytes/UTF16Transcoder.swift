/// Turns UTF-16 bytes that arrive in pieces into UTF-8.
struct UTF16Transcoder {
  private let isBigEndian: Bool
  private var pending: [UInt8] = []
  private var isAtStart = true

  private init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  /// Recognises a byte order mark, or the zero bytes that ASCII has in UTF-16; UTF-32 is neither.
  static func recognise(_ bytes: some Collection<UInt8>) -> UTF16Transcoder? {
    let head = Array(bytes.prefix(4))
    guard head.count >= 2 else { return nil }
    switch (head[0], head[1]) {
    case (0xFF, 0xFE): return head.elementsEqual([0xFF, 0xFE, 0, 0]) ? nil : UTF16Transcoder(isBigEndian: false)
    case (0xFE, 0xFF), (0, 1...): return UTF16Transcoder(isBigEndian: true)
    case (1..., 0): return UTF16Transcoder(isBigEndian: false)
    default: return nil
    }
  }

  /// The UTF-8 form of the next piece, without a byte order mark; what a piece cuts off waits for the one after it.
  mutating func transcode(_ piece: ArraySlice<UInt8>, isLast: Bool) -> [UInt8] {
    let bytes = pending + piece
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = 0
    while index + 1 < bytes.count {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    if !isLast, let last = units.last, UTF16.isLeadSurrogate(last) {
      units.removeLast()
      index -= 2
    }
    pending = isLast ? [] : Array(bytes[index...])
    if isAtStart, let first = units.first {
      isAtStart = false
      if first == 0xFEFF { units.removeFirst() }
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}

/// Turns UTF-16 into UTF-8 while it is read.
struct UTF16Reader {
  private static let pieceSize = 64 << 10

  private var transcoder: UTF16Transcoder
  private let read: ReadBytes
  private var text: ArraySlice<UInt8> = []
  private var isExhausted = false

  init(transcoder: UTF16Transcoder, read: @escaping ReadBytes) {
    self.transcoder = transcoder
    self.read = read
  }

  /// Fills a buffer with the next bytes of the text; zero at the end.
  mutating func next(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    while text.isEmpty, !isExhausted {
      var failure: ReadFailure?
      let read = read
      let raw = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { bytes, count in
        do throws(ReadFailure) { count = try read(UnsafeMutableRawBufferPointer(bytes)) } catch { failure = error }
      }
      if let failure { throw failure }
      isExhausted = raw.isEmpty
      text = transcoder.transcode(raw[...], isLast: isExhausted)[...]
    }
    let piece = text.prefix(buffer.count)
    buffer.copyBytes(from: piece)
    text = text.dropFirst(piece.count)
    return piece.count
  }
}
