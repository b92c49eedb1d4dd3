import ScopeValues

/// Why a file of settings cannot be used: what, where, and what to do about it.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  package var path: String
  package var position: TextPosition
  /// What is wrong, without a full stop.
  package var message: String
  package var remedy: String

  package init(path: String, position: TextPosition, message: String, remedy: String) {
    self.path = path
    self.position = position
    self.message = message
    self.remedy = remedy
  }

  package var description: String {
    "\(Self.printable(path)):\(position.line):\(position.column): \(message). \(remedy)"
  }

  /// A piece of the file in quotation marks, short and without anything that steers a terminal.
  package static func quoted(_ text: String) -> String {
    let shown = ShownText.of(text)
    return "\u{201C}\(printable(shown.count > 60 ? shown.prefix(59) + "\u{2026}" : shown))\u{201D}"
  }

  private static func printable(_ text: some StringProtocol) -> String {
    String(
      text.map { character in
        character.isASCII && !(character.asciiValue.map { $0 < ASCII.space || $0 == 0x7F } ?? true)
          || character.isLetter || character.isNumber || character == "\u{2026}" || character == "\u{2022}"
          ? character : "\u{FFFD}"
      })
  }
}
