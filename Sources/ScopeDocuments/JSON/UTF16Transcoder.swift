/// Turns UTF-16 bytes that arrive in pieces into UTF-8.
struct UTF16Transcoder {
  private let isBigEndian: Bool
  private var pending: [UInt8] = []

  private init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  /// Recognises a byte order mark, or the zero bytes that ASCII has in UTF-16.
  static func recognise(_ bytes: [UInt8]) -> UTF16Transcoder? {
    guard bytes.count >= 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): return UTF16Transcoder(isBigEndian: false)
    case (0xFE, 0xFF), (0x00, 0x01...): return UTF16Transcoder(isBigEndian: true)
    case (0x01..., 0x00): return UTF16Transcoder(isBigEndian: false)
    default: return nil
    }
  }

  /// The UTF-8 form of the next piece; what a piece cuts off waits for the one after it.
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
    if units.first == 0xFEFF { units.removeFirst() }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
