extension GUID {
  /// Reads a GUID in any spelling that a tool prints or accepts; nil if the text is none.
  ///
  /// With hyphens or without, in braces or parentheses, after `urn:uuid:`, in any letter case, with white space around
  /// it (.NET's formats D, N, B and P; RFC 9562, section 4).
  package init?(spelling text: ArraySlice<UInt8>) {
    if let plain = GUID(text) {
      self = plain
      return
    }
    guard let first = text.first, first.mayBeginSpelling else { return nil }
    // The longest spelling has 45 bytes; what stands around it may be a page of white space.
    var rest = text
    while let first = rest.first, first.isSpace { rest = rest.dropFirst() }
    while let last = rest.last, last.isSpace { rest = rest.dropLast() }
    let prefix: StaticString = "urn:uuid:"
    if rest.count > prefix.utf8CodeUnitCount,
      rest.prefix(prefix.utf8CodeUnitCount).elementsEqual(
        UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount),
        by: { $0 | 0x20 == $1 || $0 == $1 })
    {
      rest = rest.dropFirst(prefix.utf8CodeUnitCount)
    }
    switch (rest.first, rest.last) {
    case (ASCII.openBrace, ASCII.closeBrace), (ASCII.openParenthesis, ASCII.closeParenthesis):
      rest = rest.dropFirst().dropLast()
    default: break
    }
    switch rest.count {
    case 36: self.init(rest)
    case 32:
      var words: (UInt64, UInt64) = (0, 0)
      for (index, byte) in rest.enumerated() {
        guard let digit = byte.hexadecimalValue else { return nil }
        if index < 16 { words.0 = words.0 << 4 | UInt64(digit) } else { words.1 = words.1 << 4 | UInt64(digit) }
      }
      self.init(high: words.0, low: words.1)
    default: return nil
    }
  }

  package init?(spelling text: some StringProtocol) { self.init(spelling: Array(text.utf8)[...]) }
}

extension UInt8 {
  /// Whether one of the spellings may begin with the byte, as few texts of any length do.
  fileprivate var mayBeginSpelling: Bool {
    isSpace || self == ASCII.openBrace || self == ASCII.openParenthesis || self | 0x20 == UInt8(ascii: "u")
      || hexadecimalValue != nil
  }

  /// Space, tab or the end of a line.
  fileprivate var isSpace: Bool {
    self == ASCII.space || self == ASCII.tab || self == ASCII.lineFeed || self == ASCII.carriageReturn
  }
}
