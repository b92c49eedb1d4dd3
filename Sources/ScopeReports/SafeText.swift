/// Makes text from untrusted input harmless for terminals, logs and CI commands.
package enum SafeText {
  /// One line of text: controls and bidirectional marks become visible escapes, and nothing in it begins a
  /// command for GitHub Actions or Azure Pipelines.
  package static func line(_ text: String) -> String {
    var text = text
    let isPlain = text.withUTF8 { utf8 in
      utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x23 && $0 != 0x3A }
    }
    if isPlain { return text }
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

  /// Azure reads `##vso[` and `##[` anywhere in a line, GitHub `::` at its beginning.
  private static func neutralised(_ text: String) -> String {
    var text = text
    if text.contains("##") {
      text = text.split(separator: "##", omittingEmptySubsequences: false).joined(separator: "#\u{B7}#")
    }
    if text.drop(while: { $0 == " " }).hasPrefix("::") { text = "\u{B7} " + text }
    return text
  }
}
