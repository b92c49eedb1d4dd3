import ScopeValues

/// Makes a text from an error fit to be kept: one line, no token in it.
enum ErrorText {
  private static let longest = 32_768

  /// Collapses white space to single spaces and masks whatever looks like a token.
  static func clean(_ bytes: some Sequence<UInt8>) -> String {
    var collapsed: [UInt8] = []
    var pendingSpace = false
    for byte in bytes {
      guard byte != ASCII.space, !(ASCII.tab...ASCII.carriageReturn).contains(byte) else {
        pendingSpace = !collapsed.isEmpty
        continue
      }
      if collapsed.count >= longest { break }
      if pendingSpace { collapsed.append(ASCII.space) }
      pendingSpace = false
      collapsed.append(byte)
    }
    return String(decoding: mask(collapsed), as: UTF8.self)
  }

  /// Replaces tokens and client secrets, and what follows "Bearer".
  ///
  /// The claims of a challenge look like the middle of a token and are kept for whoever reads them; what is shown of an
  /// error goes through ``ShownText`` besides.
  private static func mask(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let end = bytes[index...].firstIndex { !TokenShape.isTokenByte($0) || $0 == ASCII.equals } ?? bytes.count
      guard end > index else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let run = bytes[index..<end]
      let isBearer = run.count >= 20 && result.suffix(7).elementsEqual("bearer ".utf8) { $0.lowercased == $1 }
      result += isBearer ? mark : masked(run)
      index = end
    }
    return result
  }

  private static let mark = Array(TokenShape.mark.utf8)

  /// A run of such bytes with its secrets replaced; slashes part the words of an address, and stand in tickets.
  private static func masked(_ run: ArraySlice<UInt8>) -> [UInt8] {
    guard run.count >= 16 else { return Array(run) }
    let words = run.split(separator: ASCII.slash, omittingEmptySubsequences: false)
    let shown = words.map { word in
      let isChallenge = word.starts(with: "eyJ".utf8) && !word.contains(ASCII.point)
      return !isChallenge && TokenShape.isSecret(word) ? mark : Array(word)
    }
    let isTicket = run.count > 100 && !run.starts(with: "eyJ".utf8) && !shown.contains(mark) && TokenShape.isToken(run)
    return isTicket ? mark : Array(shown.joined(separator: [ASCII.slash]))
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
