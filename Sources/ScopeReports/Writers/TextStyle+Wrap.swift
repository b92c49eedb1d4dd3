import ScopeValues

extension TextStyle {
  /// Words wrapped to the width, every line after `indent` spaces; the first one after `lead` in its place.
  func wrap(_ text: String, indent: Int, lead: String? = nil) -> String {
    var wrapped = ByteBuffer()
    wrap(text, indent: indent, lead: lead, into: &wrapped)
    return wrapped.text
  }

  /// Appends words as ``wrap(_:indent:lead:)`` wraps them.
  func wrap(_ text: String, indent: Int, lead: String? = nil, into wrapped: inout ByteBuffer) {
    if let lead { wrapped.append(text: lead) } else { wrapped.append(spaces: indent) }
    var text = text
    text.withUTF8 { text in
      if text.isPlainProse {
        wrapPlain(UnsafeRawBufferPointer(text), indent: indent, into: &wrapped)
      } else {
        wrapWords(text, indent: indent, into: &wrapped)
      }
    }
    wrapped.append(ASCII.lineFeed)
  }

  /// Prose in which each byte is a column needs no look at its words: a line ends at the last space that it has room for.
  private func wrapPlain(_ text: UnsafeRawBufferPointer, indent: Int, into wrapped: inout ByteBuffer) {
    let room = max(0, width - indent)
    var start = 0
    while text.count - start > room {
      var end = start + room
      while end > start, text[end] != ASCII.space { end -= 1 }
      if end == start {
        // A word that no line has room for stands alone.
        end = start + room
        while end < text.count, text[end] != ASCII.space { end += 1 }
        if end == text.count { break }
      }
      wrapped.append(UnsafeRawBufferPointer(rebasing: text[start..<end]))
      wrapped.append(ASCII.lineFeed)
      wrapped.append(spaces: indent)
      start = end + 1
    }
    wrapped.append(UnsafeRawBufferPointer(rebasing: text[start...]))
  }

  private func wrapWords(_ text: UnsafeBufferPointer<UInt8>, indent: Int, into wrapped: inout ByteBuffer) {
    var used = 0
    var start = 0
    while start < text.count {
      guard text[start] != ASCII.space else {
        start += 1
        continue
      }
      var end = start
      var isPlain = true
      while end < text.count, text[end] != ASCII.space {
        if text[end] >= 0x80 { isPlain = false }
        end += 1
      }
      let word = UnsafeBufferPointer(rebasing: text[start..<end])
      let columns = isPlain ? word.count : String(decoding: word, as: UTF8.self).columns
      if used > 0, indent + used + 1 + columns > width {
        wrapped.append(ASCII.lineFeed)
        wrapped.append(spaces: indent)
        used = 0
      } else if used > 0 {
        wrapped.append(ASCII.space)
        used += 1
      }
      wrapped.append(UnsafeRawBufferPointer(word))
      used += columns
      start = end
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the text is ASCII in which one space stands between two words, none at its beginning and none at its end.
  fileprivate var isPlainProse: Bool {
    guard first != ASCII.space, last != ASCII.space else { return false }
    let bytes = UnsafeRawBufferPointer(self)
    var index = 0
    // Each word begins with the last byte of the one before.
    while index &+ 8 <= count {
      if bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).mayHoldTwoSpaces { return false }
      index &+= 7
    }
    while index < count {
      let byte = self[index]
      if byte >= 0x80 || byte == ASCII.space && index &+ 1 < count && self[index &+ 1] == ASCII.space { return false }
      index &+= 1
    }
    return true
  }
}

extension UInt64 {
  /// Whether two spaces may follow one another in the eight bytes, or one of them is not ASCII; an exclamation mark
  /// after a space is taken for one, which costs no more than time.
  @inline(__always)
  fileprivate var mayHoldTwoSpaces: Bool {
    let spaces = matching(ASCII.space)
    return spaces & (spaces &<< 8) | beyondASCII != 0
  }
}
