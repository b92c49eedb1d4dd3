internal import ScopeDocuments
import ScopeValues

/// A redirect or sign-out address taken apart as a browser does it, byte by byte: no text is made.
struct RedirectAddress: Sendable {
  /// Without the white space around it.
  let text: ArraySlice<UInt8>
  /// What stands before the first colon; empty where that is no scheme.
  let scheme: ArraySlice<UInt8>
  /// The host without user name and port; empty where there is none.
  let host: ArraySlice<UInt8>

  init(_ raw: ArraySlice<UInt8>) {
    var text = raw
    while let first = text.first, first <= ASCII.space { text = text.dropFirst() }
    while let last = text.last, last <= ASCII.space { text = text.dropLast() }
    self.text = text
    var end = text.startIndex
    while end < text.endIndex, text[end].mayStandInScheme { end += 1 }
    guard end < text.endIndex, end > text.startIndex, text[end] == ASCII.colon, text[text.startIndex].isASCIILetter
    else {
      scheme = text.prefix(0)
      host = text.prefix(0)
      return
    }
    scheme = text[..<end]
    var start = end + 1
    // Browsers take a backslash for a slash, and any number of them.
    while start < text.endIndex, text[start] == ASCII.slash || text[start] == ASCII.backslash { start += 1 }
    guard start > end + 1 else {
      host = text.prefix(0)
      return
    }
    host = Self.host(in: text[start...])
  }

  private static func host(in rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var authority = rest.prefix {
      $0 != ASCII.slash && $0 != ASCII.backslash && $0 != ASCII.question && $0 != ASCII.number
    }
    if let at = authority.lastIndex(of: ASCII.at) { authority = authority[(at + 1)...] }
    if authority.first == ASCII.openBracket, let bracket = authority.firstIndex(of: ASCII.closeBracket) {
      // What follows the bracket belongs to the host, unless it is a port.
      return authority[..<(authority[bracket...].firstIndex(of: ASCII.colon) ?? authority.endIndex)]
    }
    return authority.prefix { $0 != ASCII.colon }
  }

  var isHTTP: Bool { scheme.spells("http") }

  /// Whether the address leads to a web host, with or without TLS.
  var isWeb: Bool { isHTTP || scheme.spells("https") }

  /// Whether the host is the computer on which the browser runs.
  var isLoopback: Bool {
    if host.spells("localhost") || host.spells("[::1]") { return true }
    return host.begins(with: "127.") && host.allSatisfy { $0 == ASCII.point || $0.isASCIIDigit }
  }

  /// Whether the whole is a template's expression.
  var isExpression: Bool {
    text.first == ASCII.openBracket || text.begins(with: "${") || text.begins(with: "{{")
  }

  /// Whether a template's placeholder stands in the host.
  var hostIsExpression: Bool { host.contains(ASCII.openBrace) || host.contains(ASCII.dollar) }

  /// Whether an asterisk stands in it, be it percent-encoded.
  var hasWildcard: Bool {
    text.contains(ASCII.asterisk)
      || text.contains(ASCII.percent)
        && zip(text.indices, text.dropFirst(2)).contains { index, last in
          text[index] == ASCII.percent && text[index + 1] == UInt8(ascii: "2") && last.lowercased == UInt8(ascii: "a")
        }
  }

  /// The host as a message says it, no longer than a line.
  var hostName: String { String(decoding: host.prefix(80), as: UTF8.self) }

  /// The scheme as a message says it.
  var schemeName: String { String(decoding: scheme.prefix(60), as: UTF8.self) }
}

extension UInt8 {
  fileprivate var mayStandInScheme: Bool {
    isASCIILetter || isASCIIDigit || self == ASCII.plus || self == ASCII.hyphen || self == ASCII.point
  }
}

extension JSONDocument {
  /// The bytes of a string with its escapes resolved.
  func plainContent(_ place: JSONPlace) -> ArraySlice<UInt8> {
    hasEscapes(place) ? Array(text(place).utf8)[...] : content(place)
  }
}
