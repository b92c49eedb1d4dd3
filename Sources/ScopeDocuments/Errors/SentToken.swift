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
      let rest = text[(index + mark.count)...].drop { $0 == 0x20 || $0 == 0x3A || $0 == 0x22 || $0 == 0x27 }
      let run = rest.prefix(while: isTokenByte)
      if run.starts(with: Array("eyJ".utf8)), run.count > 40, run.count(where: { $0 == 0x2E }) >= 2 {
        return Array(run)
      }
      index += mark.count
    }
    return nil
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3D, 0x5F: true
    default: false
    }
  }
}
