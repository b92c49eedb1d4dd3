import ScopeValues

extension UInt8 {
  var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
  var isQuote: Bool { self == 0x22 || self == 0x27 || self == 0x60 }

  var isTokenCharacter: Bool { TokenShape.isTokenByte(self) }

  /// What may follow a token inside other text.
  var endsToken: Bool {
    isSpace || isQuote || [0x26, 0x2C, 0x3B, 0x29, 0x7D, 0x5D, 0x3E, 0x3C, 0x5C, 0x7C].contains(self)
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
