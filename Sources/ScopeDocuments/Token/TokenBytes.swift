import ScopeValues

extension UInt8 {
  var isSpace: Bool { self == ASCII.space || (ASCII.tab...ASCII.carriageReturn).contains(self) }
  var isQuote: Bool { self == ASCII.quote || self == ASCII.apostrophe || self == ASCII.backtick }

  var isTokenCharacter: Bool { TokenShape.isTokenByte(self) }

  /// What may follow a token inside other text.
  var endsToken: Bool {
    isSpace || isQuote
      || [
        ASCII.ampersand, ASCII.comma, ASCII.semicolon, ASCII.closeParenthesis, ASCII.closeBrace, ASCII.closeBracket,
        ASCII.greater, ASCII.less, ASCII.backslash, ASCII.bar,
      ].contains(self)
  }
}

extension [UInt8] {
  /// Whether the text shows an object of PowerShell's that keeps its text back, in place of a token.
  var holdsSecureString: Bool {
    let name = Array<UInt8>("System.Security.SecureString".utf8)
    guard count < 4_096, !isEmpty else { return false }
    return indices.contains { self[$0] == name[0] && self[$0...].starts(with: name) }
  }
}
