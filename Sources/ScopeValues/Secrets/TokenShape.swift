/// What a token or another secret looks like: the one definition for whoever finds, masks or refuses them.
package enum TokenShape {
  /// What stands in the place of a secret.
  package static let mark = "\u{2022}\u{2022}\u{2022}"

  /// What base64, base64url and the opaque tickets of Microsoft are made of, and the dots between parts.
  ///
  /// Letters, digits and -._~+/=!*$%, as a bit each: every text that is shown is looked through byte by byte.
  package static func isTokenByte(_ byte: UInt8) -> Bool {
    let bits: UInt64 = byte < 64 ? 0x23FF_EC32_0000_0000 : byte < 128 ? 0x47FF_FFFE_87FF_FFFE : 0
    return bits &>> UInt64(byte & 63) & 1 == 1
  }

  /// Whether a run of such bytes is a token of Microsoft Entra ID, by the bytes with which each kind begins.
  ///
  /// JWTs and their parts begin with `eyJ`, which is base64 for `{"`; refresh tokens and codes with `0.A` or `1.A`;
  /// tickets of personal accounts with `EwA` to `EwD` or `M.C`.
  package static func isToken(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 16 else { return false }
    if isJWT(word) { return true }
    guard word.count > 100 else { return false }
    let begins = ["0.A", "1.A", "EwA", "EwB", "EwC", "EwD", "M.C", "M.R"].contains { word.starts(with: $0.utf8) }
    return begins
      || word.count { $0 == ASCII.point } >= 2 && word.allSatisfy(isBase64URLOrPoint) && RandomWord.isRandom(word)
  }

  /// Whether a word is a secret or so random that it may be one.
  ///
  /// A client secret of Entra has three characters, a digit and `Q~` before 31 to 34 more.
  package static func isSecret(_ word: ArraySlice<UInt8>) -> Bool {
    if isToken(word) { return true }
    guard word.count >= 32 else { return false }
    return holdsClientSecret(word) || !isItem(word) && RandomWord.isRandom(word)
  }

  /// Whether a word is the id of an item in a mailbox or of a drive: as random as a key, but none.
  ///
  /// Exchange's ids are base64 that begins with the bytes of a folder's or an item's store; Microsoft Graph writes
  /// drives of SharePoint as `b!` and base64url (learn.microsoft.com, Outlook item ids and the drive resource).
  package static func isItem(_ word: ArraySlice<UInt8>) -> Bool {
    ["AAMkA", "AAQkA", "AQMkA", "b!"].contains { word.starts(with: $0.utf8) }
  }

  /// A JWT, or a part of one; one that something else stands before is told by its length, or by its second part.
  private static func isJWT(_ word: ArraySlice<UInt8>) -> Bool {
    var start = word.startIndex
    while word.endIndex - start >= 16 {
      guard let first = word[start...].firstIndex(of: UInt8(ascii: "e")), word.endIndex - first >= 16 else {
        return false
      }
      if word[first + 1] == UInt8(ascii: "y"), word[first + 2] == UInt8(ascii: "J") {
        if first == word.startIndex || word[first - 1] == ASCII.point { return true }
        return word.endIndex - first > 40 && word[first...].contains(where: \.isASCIIDigit)
      }
      start = first + 1
    }
    return false
  }

  private static func holdsClientSecret(_ word: ArraySlice<UInt8>) -> Bool {
    word.indices.dropFirst(4).dropLast(27).contains {
      word[$0] == UInt8(ascii: "Q") && word[$0 + 1] == ASCII.tilde && word[$0 - 1].isASCIIDigit
    }
  }

  private static func isBase64URLOrPoint(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == ASCII.hyphen || byte == ASCII.underscore || byte == ASCII.point
  }
}
