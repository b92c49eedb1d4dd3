import ScopeValues

// Text as the bytes that reports are made of.
extension [UInt8] {
  @inline(__always)
  mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }

  mutating func append(decimal value: Int) {
    if value >= 0, value < 10 {
      append(0x30 + UInt8(truncatingIfNeeded: value))
    } else {
      append(text: String(value))
    }
  }

  /// Appends a JSON string; what terminals and logs could take for a command becomes an escape.
  ///
  /// That is, too, what follows two number signs: Azure Pipelines reads `##vso[` and `##[` anywhere in a line.
  mutating func appendQuoted(_ value: String) {
    append(ASCII.quote)
    var value = value
    value.withUTF8 { utf8 in
      if utf8.isPlainInJSON {
        append(contentsOf: utf8)
      } else {
        appendEscaped(utf8)
      }
    }
    append(ASCII.quote)
  }

  private mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
    var signs = 0
    var index = 0
    // What needs no escape is copied in runs.
    var start = 0
    func copied() { append(contentsOf: utf8[start..<index]) }
    while index < utf8.count {
      let byte = utf8[index]
      let before = signs
      signs = byte == ASCII.number ? signs + 1 : 0
      if byte >= 0x80, let (scalar, length) = utf8.scalar(at: index) {
        if scalar.isUnsafe {
          copied()
          for unit in String(scalar).utf16 { append(text: "\\u" + HexadecimalDigits.text(of: unit, width: 4)) }
          start = index + length
        }
        index += length
        continue
      }
      let escape: String? =
        switch byte {
        case ASCII.openBracket where before > 1, UInt8(ascii: "V") where before > 1, UInt8(ascii: "v") where before > 1:
          "\\u" + HexadecimalDigits.text(of: UInt16(byte), width: 4)
        case ASCII.quote: "\\\""
        case ASCII.backslash: "\\\\"
        case ASCII.lineFeed: "\\n"
        case 0x00..<ASCII.space, 0x7F: "\\u" + HexadecimalDigits.text(of: UInt16(byte), width: 4)
        default: nil
        }
      if let escape {
        copied()
        append(text: escape)
        start = index + 1
      }
      index += 1
    }
    copied()
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the text needs no escape: printable ASCII without quotes, backslashes and number signs, eight bytes at a time.
  var isPlainInJSON: Bool {
    let bytes = UnsafeRawBufferPointer(self)
    var index = 0
    while index &+ 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word.holdsEscapable { return false }
      index &+= 8
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isEscapable { return false }
      index &+= 1
    }
    return true
  }
}

extension UInt8 {
  /// Whether it is a control, a quote, a number sign, a backslash, DEL or not ASCII.
  @inline(__always)
  var isEscapable: Bool {
    self < ASCII.space || self >= 0x7F || self == ASCII.quote || self == ASCII.number || self == ASCII.backslash
  }
}

extension UInt64 {
  /// Whether one of the eight bytes is a control, a quote, a number sign, a backslash, DEL or not ASCII.
  @inline(__always)
  var holdsEscapable: Bool {
    // A quote is 0x22 and a number sign 0x23: without their last bit they are one.
    unprintable | matching(ASCII.number, without: 1) | matching(ASCII.backslash) != 0
  }
}
