import ScopeValues

/// Finds the token that a request carried, in a transcript of it.
enum SentToken {
  /// The bytes after "Bearer" that look like a signed token; nil where none stands there.
  static func find(in text: ArraySlice<UInt8>) -> [UInt8]? {
    let mark = Array("bearer".utf8)
    var index = text.startIndex
    while index + mark.count < text.endIndex {
      guard text[index] | 0x20 == mark[0], zip(text[index...], mark).allSatisfy({ $0 | 0x20 == $1 }) else {
        index += 1
        continue
      }
      let rest = text[(index + mark.count)...].drop {
        $0 == ASCII.space || $0 == ASCII.colon || $0 == ASCII.quote || $0 == ASCII.apostrophe
      }
      let run = rest.prefix(while: isTokenByte)
      if run.starts(with: Array("eyJ".utf8)), run.count > 40, run.count(where: { $0 == ASCII.point }) >= 2 {
        return Array(run)
      }
      index += mark.count
    }
    return nil
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.digits, ASCII.capitals,
      ASCII.smallLetters, ASCII.plus, ASCII.hyphen, ASCII.point, ASCII.slash, ASCII.equals,
      ASCII.underscore:
      true
    default: false
    }
  }
}
