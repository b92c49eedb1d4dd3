/// What a token or another secret looks like: the one definition for whoever finds, masks or refuses them.
package enum TokenShape {
  /// What stands in the place of a secret.
  package static let mark = "\u{2022}\u{2022}\u{2022}"

  /// What base64, base64url and the opaque tickets of Microsoft are made of, and the dots between parts.
  package static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case _ where byte.isASCIILetter || byte.isASCIIDigit: true
    case ASCII.hyphen, ASCII.point, ASCII.underscore, ASCII.tilde, ASCII.plus, ASCII.slash, ASCII.equals: true
    case UInt8(ascii: "!"), ASCII.asterisk, ASCII.dollar, ASCII.percent: true
    default: false
    }
  }

  /// Whether a run of such bytes is a token of Microsoft Entra ID, by the bytes with which each kind begins.
  ///
  /// JWTs and their parts begin with `eyJ`, which is base64 for `{"`; refresh tokens and codes with `0.A` or `1.A`;
  /// tickets of personal accounts with `EwA` to `EwD` or `M.C`.
  package static func isToken(_ word: ArraySlice<UInt8>) -> Bool {
    if word.starts(with: "eyJ".utf8) {
      return word.count > 40 || word.count > 16 && word.contains(ASCII.point)
    }
    guard word.count > 100 else { return false }
    let begins = ["0.A", "1.A", "EwA", "EwB", "EwC", "EwD", "M.C", "M.R"].contains { word.starts(with: $0.utf8) }
    return begins || word.count { $0 == ASCII.point } >= 2 && word.allSatisfy(isBase64URLOrPoint)
  }

  /// Whether a word is a secret or so random that it may be one.
  ///
  /// A client secret of Entra has three characters, a digit and `Q~` before 31 to 34 more. Any other random word of 32
  /// characters and more mixes capitals, small letters and three digits in two places, which names do not.
  package static func isSecret(_ word: ArraySlice<UInt8>) -> Bool {
    if isToken(word) { return true }
    guard word.count >= 32 else { return false }
    let start = word.startIndex
    if word[start + 3].isASCIIDigit, word[start + 4] == UInt8(ascii: "Q"), word[start + 5] == ASCII.tilde {
      return true
    }
    var (capitals, small, digits, groups) = (0, 0, 0, 0)
    var wasDigit = false
    for byte in word {
      if byte.isASCIIDigit {
        digits += 1
        if !wasDigit { groups += 1 }
      } else if byte.isASCIILetter {
        if byte == byte.lowercased { small += 1 } else { capitals += 1 }
      }
      wasDigit = byte.isASCIIDigit
    }
    return capitals >= 3 && small >= 3 && digits >= 3 && groups >= 2
  }

  private static func isBase64URLOrPoint(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == ASCII.hyphen || byte == ASCII.underscore || byte == ASCII.point
  }
}
