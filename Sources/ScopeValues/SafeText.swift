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
  /// Whether the text is printable ASCII in which nothing begins a command.
  fileprivate var isHarmless: Bool {
    var before: UInt8 = 0x20
    var isBlank = true
    for byte in self {
      guard byte >= 0x20, byte < 0x7F, byte != 0x23 || before != 0x23, byte != 0x3A || !isBlank else { return false }
      if byte != 0x20 { isBlank = false }
      before = byte
    }
    return true
  }
}
