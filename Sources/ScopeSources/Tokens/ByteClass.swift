import ScopeValues

// What bytes are to lexers; all of ASCII, and anything beyond counts as a letter.
extension UInt8 {
  package var isDigit: Bool { isASCIIDigit }
  /// A letter, an underscore or part of a character beyond ASCII.
  package var isWordStart: Bool {
    isASCIILetter || self == ASCII.underscore || self >= 0x80
  }
  package var isWordPart: Bool { isWordStart || isDigit }
  /// A space or a tab, and the carriage return before a line feed.
  package var isBlank: Bool { self == ASCII.space || self == ASCII.tab || self == ASCII.carriageReturn }
  package var isSpace: Bool { isBlank || self == ASCII.lineFeed || self == 0x0C || self == 0x0B }
}

extension Unicode.Scalar {
  /// The byte of an ASCII character, for tables that are read by people.
  var byte: UInt8 { UInt8(truncatingIfNeeded: value) }
}

extension String {
  /// Whether a word of ASCII stands in it, in the same letters: by bytes, which is much faster than `contains`.
  func holds(_ word: String) -> Bool {
    var (text, word) = (self, word)
    return text.withUTF8 { text in
      word.withUTF8 { word in
        guard let first = word.first else { return true }
        guard text.count >= word.count else { return false }
        for start in 0...(text.count - word.count) where text[start] == first {
          var next = 1
          while next < word.count, text[start + next] == word[next] { next += 1 }
          if next == word.count { return true }
        }
        return false
      }
    }
  }
}

extension [UInt8] {
  /// Whether a word of small letters occurs, in any case.
  package func mentions(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard count > 0, self.count >= count else { return count == 0 }
    return withUnsafeBufferPointer { bytes in
      let first = word.utf8Start[0]
      for index in 0...(bytes.count &- count) where bytes[index] | 0x20 == first {
        var next = 1
        while next < count,
          bytes[index + next] | 0x20 == word.utf8Start[next] || bytes[index + next] == word.utf8Start[next]
        {
          next += 1
        }
        if next == count { return true }
      }
      return false
    }
  }
}

// `contains` of the standard library compares characters, at a hundred times the price.
extension String {
  /// Whether a text stands in it, in the same letters, compared by bytes.
  func contains(_ word: String) -> Bool { holds(word) }
}

extension Substring {
  /// Whether a text stands in it, in the same letters, compared by bytes.
  func contains(_ word: String) -> Bool { String(self).holds(word) }
}

/// The bytes of a text with a place, for lexers; past the end there are only zeros.
package struct ByteReader: Sendable {
  package let bytes: [UInt8]
  package var offset = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package var isAtEnd: Bool { offset >= bytes.count }

  /// The byte that stands `ahead` bytes after the place.
  package func peek(_ ahead: Int = 0) -> UInt8 {
    let index = offset + ahead
    return index < bytes.count && index >= 0 ? bytes[index] : 0
  }

  /// Whether the ASCII text `other` stands at the place.
  package func has(_ other: StaticString) -> Bool {
    guard offset + other.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<other.utf8CodeUnitCount where bytes[offset + index] != other.utf8Start[index] { return false }
    return true
  }

  /// The place moved to the next line feed, or the end.
  package mutating func skipLine() { while offset < bytes.count, bytes[offset] != ASCII.lineFeed { offset += 1 } }

  package mutating func skipBlanks() { while offset < bytes.count, bytes[offset].isBlank { offset += 1 } }

  package mutating func skipWord() { while offset < bytes.count, bytes[offset].isWordPart { offset += 1 } }
}
