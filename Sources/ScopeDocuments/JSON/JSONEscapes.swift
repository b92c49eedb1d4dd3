import ScopeValues

/// Resolves the escapes of a JSON string whose syntax the parser has checked.
enum JSONEscapes {
  /// Bytes of an escape by the letter after its backslash: six with four digits behind a u, two for the others, nil
  /// for a letter that JSON does not know.
  @inline(__always)
  static func width(_ letter: UInt8) -> Int? {
    switch letter {
    case ASCII.quote, ASCII.backslash, ASCII.slash: 2
    case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): 2
    case UInt8(ascii: "u"): 6
    default: nil
    }
  }

  /// Whether every escape in the content of a string is one that JSON knows.
  static func areSound(_ raw: UnsafeBufferPointer<UInt8>.SubSequence) -> Bool {
    var at = raw.startIndex
    while at < raw.endIndex {
      guard raw[at] == ASCII.backslash else {
        at += 1
        continue
      }
      guard at + 1 < raw.endIndex, let width = width(raw[at + 1]), at + width <= raw.endIndex,
        raw[at + 2..<at + width].allSatisfy({ $0.hexadecimalValue != nil })
      else { return false }
      at += width
    }
    return true
  }

  static func resolve(_ raw: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var index = raw.startIndex
    while index < raw.endIndex {
      let byte = raw[index]
      guard byte == ASCII.backslash else {
        bytes.append(byte)
        index += 1
        continue
      }
      switch raw[index + 1] {
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "f"): bytes.append(0x0C)
      case UInt8(ascii: "n"): bytes.append(ASCII.lineFeed)
      case UInt8(ascii: "r"): bytes.append(ASCII.carriageReturn)
      case UInt8(ascii: "t"): bytes.append(ASCII.tab)
      case UInt8(ascii: "u"):
        bytes.append(contentsOf: scalar(raw, &index))
        continue
      default: bytes.append(raw[index + 1])
      }
      index += 2
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads one \u escape, or the two of a surrogate pair, and passes over it.
  private static func scalar(_ raw: ArraySlice<UInt8>, _ index: inout Int) -> [UInt8] {
    let first = codeUnit(raw, at: index + 2)
    index += 6
    if UTF16.isLeadSurrogate(first), index + 6 <= raw.endIndex, raw[index] == ASCII.backslash,
      raw[index + 1] == UInt8(ascii: "u")
    {
      let second = codeUnit(raw, at: index + 2)
      if UTF16.isTrailSurrogate(second) {
        index += 6
        return Array(String(decoding: [first, second], as: UTF16.self).utf8)
      }
    }
    return Array(String(decoding: [first], as: UTF16.self).utf8)
  }

  private static func codeUnit(_ raw: ArraySlice<UInt8>, at index: Int) -> UInt16 {
    raw[index..<index + 4].reduce(0) { $0 << 4 | UInt16($1.hexadecimalValue ?? 0) }
  }
}
