import ScopeValues

/// Resolves the escapes of a JSON string whose syntax the parser has checked.
enum JSONEscapes {
  static func resolve(_ raw: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var index = raw.startIndex
    while index < raw.endIndex {
      let byte = raw[index]
      guard byte == 0x5C else {
        bytes.append(byte)
        index += 1
        continue
      }
      switch raw[index + 1] {
      case 0x62: bytes.append(0x08)
      case 0x66: bytes.append(0x0C)
      case 0x6E: bytes.append(0x0A)
      case 0x72: bytes.append(0x0D)
      case 0x74: bytes.append(0x09)
      case 0x75:
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
    if UTF16.isLeadSurrogate(first), index + 6 <= raw.endIndex, raw[index] == 0x5C,
      raw[index + 1] == 0x75
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
