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

  /// No more than the first `count` code points of a text.
  package static func start(of text: String, _ count: Int) -> String {
    text.utf8.count <= count ? text : String(text.unicodeScalars.prefix(count))
  }

  /// Azure reads `##vso[` and `##[` anywhere in a line, GitHub `::` at its beginning.
  private static func neutralised(_ text: String) -> String {
    var text = text
    if zip(text.utf8, text.utf8.dropFirst()).contains(where: { $0 == 0x23 && $1 == 0x23 }) {
      text = text.split(separator: "##", omittingEmptySubsequences: false).joined(separator: "#\u{B7}#")
    }
    if text.drop(while: { $0 == " " }).hasPrefix("::") { text = "\u{B7} " + text }
    return text
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
