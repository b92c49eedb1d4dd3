/// Makes text from untrusted input harmless for terminals, logs and CI commands.
package enum SafeText {
  /// One line of text: controls and bidirectional marks become visible escapes, and nothing in it begins a
  /// command for GitHub Actions or Azure Pipelines.
  package static func line(_ text: String) -> String {
    var text = text
    if text.withUTF8({ $0.isHarmless }) { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if scalar.isUnsafe {
        safe += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return neutralised(safe)
  }

  /// Whether a text, which is UTF-8, is one that ``line(_:)`` leaves as it is.
  package static func isLine(_ text: UnsafeBufferPointer<UInt8>) -> Bool { text.isHarmless }

  /// Characters of a name that reports show; Entra itself allows 120 (learn.microsoft.com, application resource type).
  package static let longestName = 200
  /// Characters of a sentence that reports show.
  package static let longestSentence = 2_000

  /// A text of at most `count` code points, with an ellipsis where more was there, so that what somebody invents does
  /// not make every report as long as it likes.
  package static func shortened(_ text: String, _ count: Int) -> String {
    guard text.utf8.count > count, text.unicodeScalars.count > count else { return text }
    return start(of: text, count - 1) + "\u{2026}"
  }

  /// No more than the first `count` code points of a text.
  package static func start(of text: String, _ count: Int) -> String {
    text.utf8.count <= count ? text : String(text.unicodeScalars.prefix(count))
  }

  /// Azure reads `##vso[` and `##[` anywhere in a line; GitHub reads `::` after any white space at its beginning.
  private static func neutralised(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    var before: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      // Between every two, because a third one would begin the command anew.
      if scalar == "#", before == "#" { safe.append("\u{B7}") }
      safe.append(scalar)
      before = scalar
    }
    if safe.drop(while: \.properties.isWhitespace).starts(with: "::".unicodeScalars) {
      safe.insert(contentsOf: "\u{B7} ".unicodeScalars, at: safe.startIndex)
    }
    return String(safe)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the text, which is UTF-8, stays as it is: nothing in it is unsafe or begins a command.
  fileprivate var isHarmless: Bool {
    var before: UInt8 = ASCII.space
    // Colons so far, where nothing but white space stands before them.
    var colons: Int? = 0
    var index = 0
    while index < count {
      // Past the beginning of a text, plain letters have nothing to be looked at for: eight bytes at a time.
      if colons == nil, index &+ 8 <= count {
        let word = UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word.isPlain {
          before = ASCII.space
          index &+= 8
          continue
        }
      }
      let byte = self[index]
      if byte >= 0x80 {
        guard let (scalar, length) = scalar(at: index), !scalar.isUnsafe else { return false }
        if colons != nil, colons != 0 || !scalar.properties.isWhitespace { colons = nil }
        index += length
      } else {
        guard byte >= ASCII.space, byte != 0x7F, byte != ASCII.number || before != ASCII.number else { return false }
        if let seen = colons {
          if byte == ASCII.colon, seen == 1 { return false }
          colons = byte == ASCII.colon ? 1 : byte == ASCII.space && seen == 0 ? 0 : nil
        }
        index += 1
      }
      before = byte
    }
    return true
  }

  /// The scalar of more than one byte that begins at an index of valid UTF-8, and how many bytes it has.
  package func scalar(at index: Int) -> (Unicode.Scalar, length: Int)? {
    let first = UInt32(self[index])
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard index + length <= count else { return nil }
    var value = first & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { value = value << 6 | UInt32(self[index + offset] & 0x3F) }
    return Unicode.Scalar(value).map { ($0, length) }
  }
}

extension UInt64 {
  /// Whether all eight bytes are printable ASCII, and none is a number sign.
  @inline(__always)
  fileprivate var isPlain: Bool {
    unprintable | matching(ASCII.number) == 0
  }
}
