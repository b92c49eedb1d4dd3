import ScopeValues

extension ByteBuffer {
  /// Appends what ``CellText/cell(_:)`` makes of a text; of the usual one no other text is made.
  mutating func append(cell text: String) {
    var text = text
    let isWritten = text.withUTF8 { utf8 in
      let signs = CellSigns(utf8)
      guard !signs.contains(.others) else { return false }
      let bytes = UnsafeRawBufferPointer(utf8)
      guard !signs.isEmpty else {
        append(bytes)
        return true
      }
      append(ASCII.quote)
      if signs.contains(.quote) {
        for byte in bytes {
          if byte == ASCII.quote { append(ASCII.quote) }
          append(byte)
        }
      } else {
        append(bytes)
      }
      append(ASCII.quote)
      return true
    }
    if !isWritten { append(text: CellText.cell(text)) }
  }
}

/// The cells of tables.
enum CellText {
  /// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
  static func cell(_ text: String) -> String {
    var text = SafeText.line(text)
    if let first = text.unicodeScalars.first(where: { $0 != " " }),
      "=+-@|\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
    {
      text = "'" + text
    }
    let isPlain =
      text.utf8.allSatisfy { $0 != ASCII.quote && $0 != ASCII.comma && $0 != ASCII.semicolon } && text.first != " "
      && text.last != " "
    return isPlain ? text : "\"\(text.escaping(["\"": "\"\""]))\""
  }
}

/// What a text holds that decides how its cell is written.
private struct CellSigns: OptionSet {
  let rawValue: UInt8
  static let separator = Self(rawValue: 1)
  static let quote = Self(rawValue: 2)
  /// Anything that needs a closer look: a beginning or an end that matters, controls, number signs, more than ASCII.
  static let others = Self(rawValue: 4)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ text: UnsafeBufferPointer<UInt8>) {
    var signs = Self.edges(text)
    let bytes = UnsafeRawBufferPointer(text)
    var index = 0
    while index < bytes.count {
      if index &+ 8 <= bytes.count, !bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).holdsCellSign {
        index &+= 8
        continue
      }
      let byte = bytes[index]
      signs |= byte == ASCII.comma || byte == ASCII.semicolon ? 1 : 0
      signs |= byte == ASCII.quote ? 2 : 0
      signs |= byte < ASCII.space || byte >= 0x7F || byte == ASCII.number ? 4 : 0
      index &+= 1
    }
    rawValue = signs
  }

  private static func edges(_ text: UnsafeBufferPointer<UInt8>) -> UInt8 {
    guard let first = text.first, let last = text.last else { return 0 }
    switch first {
    case ASCII.space, ASCII.equals, ASCII.plus, ASCII.hyphen, ASCII.at, ASCII.bar, ASCII.colon: return 4
    default: return last == ASCII.space ? 4 : 0
    }
  }
}

extension UInt64 {
  /// Whether one of the eight bytes is a control, a quote, a number sign, a comma, a semicolon, DEL or not ASCII.
  @inline(__always)
  fileprivate var holdsCellSign: Bool {
    // A quote is 0x22 and a number sign 0x23: without their last bit they are one.
    unprintable | matching(ASCII.number, without: 1) | matching(ASCII.comma) | matching(ASCII.semicolon) != 0
  }
}
