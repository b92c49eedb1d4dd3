import ScopeValues

/// Makes a text from an error fit to be kept: one line, no token in it.
enum ErrorText {
  private static let longest = 32_768

  /// Collapses white space to single spaces and masks whatever looks like a token.
  static func clean(_ bytes: some Sequence<UInt8>) -> String {
    var collapsed: [UInt8] = []
    var pendingSpace = false
    for byte in bytes {
      guard byte != 0x20, !(0x09...0x0D).contains(byte) else {
        pendingSpace = !collapsed.isEmpty
        continue
      }
      if collapsed.count >= longest { break }
      if pendingSpace { collapsed.append(0x20) }
      pendingSpace = false
      collapsed.append(byte)
    }
    return String(decoding: mask(collapsed), as: UTF8.self)
  }

  /// Replaces tokens: three or more parts of base64url of which the first begins a JSON object, and what follows "Bearer".
  private static func mask(_ bytes: [UInt8]) -> [UInt8] {
    let mark = Array("[token]".utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard isTokenByte(bytes[index]), index == 0 || !isTokenByte(bytes[index - 1]) else {
        result.append(bytes[index])
        index += 1
        continue
      }
      var end = index
      while end < bytes.count, isTokenByte(bytes[end]) { end += 1 }
      let run = bytes[index..<end]
      let isJWT = run.starts(with: Array("eyJ".utf8)) && run.contains(0x2E)
      let isBearer = run.count >= 20 && result.suffix(7).map { $0 | 0x20 } == Array("bearer ".utf8)
      let isCompactTicket = run.count >= 100 && run.starts(with: Array("EwB".utf8))
      result += isJWT || isBearer || isCompactTicket ? mark : Array(run)
      index = end
    }
    return result
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3D, 0x5F: true
    default: false
    }
  }

  /// The text between `prefix` (any letter case) and the next of `ends`, trimmed; nil if the prefix is absent.
  static func part(of text: String, after prefix: String, before ends: [String]) -> String? {
    guard let start = range(of: prefix, in: text)?.upperBound else { return nil }
    let rest = text[start...].drop { $0 == " " }
    let end = ends.compactMap { range(of: $0, in: rest)?.lowerBound }.min() ?? rest.endIndex
    var trimmed = rest[..<end]
    while trimmed.last == " " { trimmed.removeLast() }
    return trimmed.isEmpty ? nil : String(trimmed)
  }

  /// Finds ASCII text in any letter case.
  static func range(of needle: String, in text: some StringProtocol) -> Range<String.Index>? {
    let wanted = Array(needle.utf8.map { lower($0) })
    let haystack = text.utf8
    var start = haystack.startIndex
    while start < haystack.endIndex {
      var index = start
      var matched = 0
      while matched < wanted.count, index < haystack.endIndex, lower(haystack[index]) == wanted[matched] {
        matched += 1
        index = haystack.index(after: index)
      }
      if matched == wanted.count { return start..<index }
      start = haystack.index(after: start)
    }
    return nil
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte.lowercased }
}
