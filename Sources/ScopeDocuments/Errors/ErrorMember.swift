import ScopeValues

/// A named value somewhere in an error, in the order of the text.
struct ErrorMember {
  var name: String
  /// The name of the object that holds it, in lower case; empty at the top.
  var parent: String
  var value: [UInt8]
  var isString: Bool
  /// Whether the text ends inside the value.
  var isCut: Bool
}

/// Finds named values in JSON that people paste: cut off, without its outer braces, with line breaks inside strings,
/// in single quotes, or joined with + as in source code.
///
/// A strict parser would refuse most of it. The scanner never looks back more than a name's length, so its cost is
/// linear, and it keeps no stack deeper than its limit.
struct ErrorMemberScanner {
  private static let longestName = 80
  private static let deepest = 64
  private static let mostMembers = 2_000

  private let bytes: ArraySlice<UInt8>
  private var at: Int
  private var parents: [String] = []
  private var members: [ErrorMember] = []
  /// Where the first member begins and the last one ends; outside of it stands prose.
  private var covered: Range<Int>?
  /// What stands between members and outside of all objects: lines of a transcript between two bodies.
  private var gaps: [ArraySlice<UInt8>] = []

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    at = bytes.startIndex
  }

  /// The members of a text, and the texts before and after them.
  static func scan(_ bytes: ArraySlice<UInt8>) -> (members: [ErrorMember], prose: [ArraySlice<UInt8>]) {
    var scanner = ErrorMemberScanner(bytes)
    scanner.run()
    guard let covered = scanner.covered else { return ([], [bytes]) }
    return (scanner.members, [bytes[..<covered.lowerBound]] + scanner.gaps + [bytes[covered.upperBound...]])
  }

  private mutating func run() {
    while at < bytes.endIndex, members.count < Self.mostMembers {
      switch bytes[at] {
      case ASCII.quote: name(quote: ASCII.quote)
      case ASCII.apostrophe where followsBraceOrComma: name(quote: ASCII.apostrophe)
      case ASCII.capitals, ASCII.underscore, ASCII.smallLetters: bareName()
      case ASCII.closeBrace, ASCII.closeBracket:
        if !parents.isEmpty { parents.removeLast() }
        if covered != nil { cover(upTo: at + 1) }
        at += 1
      default: at += 1
      }
    }
  }

  /// Reads `code: 'X'` and `code='X'`, as JavaScript and Python print objects; passes over any other word.
  private mutating func bareName() {
    let start = at
    while at < bytes.endIndex, Self.isNameByte(bytes[at]) { at += 1 }
    let name = bytes[start..<at]
    guard name.count <= Self.longestName, at < bytes.endIndex, isAtStartOfMember(start) else { return }
    var next = at
    skipSpace(&next)
    guard next < bytes.endIndex, bytes[next] == ASCII.colon || bytes[next] == ASCII.equals else { return }
    // Headers write name="value" as well, and are no objects.
    let needsSingleQuote = bytes[next] == ASCII.equals
    next += 1
    skipSpace(&next)
    guard next < bytes.endIndex, bytes[next] == ASCII.apostrophe || bytes[next] == ASCII.quote && !needsSingleQuote
    else { return }
    at = next
    value(of: String(decoding: name, as: UTF8.self))
    cover(from: start, upTo: at)
  }

  /// Whether what stands before allows a name without quotes: a brace, a parenthesis or a comma.
  private func isAtStartOfMember(_ start: Int) -> Bool {
    var index = start - 1
    while index >= bytes.startIndex, start - index < 40, Self.isSpace(bytes[index]) { index -= 1 }
    return index >= bytes.startIndex && [ASCII.openBrace, ASCII.comma, ASCII.openParenthesis].contains(bytes[index])
  }

  private mutating func cover(from start: Int? = nil, upTo end: Int) {
    if let covered, let start, start > covered.upperBound, parents.isEmpty { keepGap(covered.upperBound..<start) }
    covered = (covered?.lowerBound ?? start ?? end)..<end
  }

  /// Keeps what stands between two members where it is more than the punctuation of JSON.
  private mutating func keepGap(_ range: Range<Int>) {
    let gap = bytes[range]
    guard gaps.count < 200, gap.count > 8, gap.contains(ASCII.lineFeed) || gap.contains(ASCII.space) else { return }
    let letters = gap.count {
      ASCII.capitals.contains($0) || ASCII.smallLetters.contains($0)
    }
    if letters >= 8 { gaps.append(gap) }
  }

  /// Whether a single quote stands where Python prints a key; elsewhere it is an apostrophe.
  private var followsBraceOrComma: Bool {
    var index = at - 1
    if index >= bytes.startIndex, bytes[index] == UInt8(ascii: "u") { index -= 1 }
    while index >= bytes.startIndex, at - index < 40, Self.isSpace(bytes[index]) { index -= 1 }
    return index >= bytes.startIndex && (bytes[index] == ASCII.openBrace || bytes[index] == ASCII.comma)
  }

  /// Reads a name and its value; passes over the quote if it begins no name.
  private mutating func name(quote: UInt8) {
    let start = at
    at += 1
    var end = at
    while end < bytes.endIndex, end - at <= Self.longestName, Self.isNameByte(bytes[end]) { end += 1 }
    guard end > at, end < bytes.endIndex, bytes[end] == quote else { return element(start) }
    var next = end + 1
    skipSpace(&next)
    guard next < bytes.endIndex, bytes[next] == ASCII.colon else { return element(start) }
    let name = String(decoding: bytes[at..<end], as: UTF8.self)
    next += 1
    skipSpace(&next)
    at = next
    value(of: name)
    cover(from: start, upTo: at)
  }

  /// Reads a string of an array, where a tool put a body into it as text.
  private mutating func element(_ start: Int) {
    var before = start - 1
    while before >= bytes.startIndex, start - before < 40, Self.isSpace(bytes[before]) { before -= 1 }
    guard bytes[start] == ASCII.quote, !parents.isEmpty, before >= bytes.startIndex, bytes[before] == ASCII.openBracket,
      bytes[at...].prefix(80).contains(ASCII.backslash)
    else { return }
    at = start
    let (value, isCut) = string()
    members.append(.init(name: "", parent: parents.last ?? "", value: value, isString: true, isCut: isCut))
    cover(from: start, upTo: at)
  }

  private mutating func value(of name: String) {
    guard at < bytes.endIndex else { return }
    let parent = parents.last ?? ""
    // Python 2 puts a u before its strings.
    if bytes[at] == UInt8(ascii: "u"), at + 1 < bytes.endIndex,
      bytes[at + 1] == ASCII.apostrophe || bytes[at + 1] == ASCII.quote
    {
      at += 1
    }
    switch bytes[at] {
    case ASCII.quote, ASCII.apostrophe:
      var (value, isCut) = string()
      while !isCut, continues() {
        let more = string()
        value += more.value
        isCut = more.isCut
      }
      members.append(.init(name: name, parent: parent, value: value, isString: true, isCut: isCut))
    case ASCII.openBrace, ASCII.openBracket:
      at += 1
      if parents.count < Self.deepest { parents.append(name.lowercased()) }
    default:
      let start = at
      while at < bytes.endIndex, Self.isNameByte(bytes[at]) || bytes[at] == ASCII.plus { at += 1 }
      members.append(
        .init(name: name, parent: parent, value: Array(bytes[start..<at]), isString: false, isCut: false))
    }
  }

  /// Reads the string that begins here, its escapes resolved as far as they are right.
  private mutating func string() -> (value: [UInt8], isCut: Bool) {
    let quote = bytes[at]
    at += 1
    var value: [UInt8] = []
    while at < bytes.endIndex {
      let byte = bytes[at]
      if byte == quote, quote == ASCII.quote || endsPythonString(at) {
        at += 1
        return (value, false)
      }
      at = ErrorEscapes.resolve(bytes, at, into: &value)
    }
    return (value, true)
  }

  /// Whether a single quote ends a value: what follows goes on with the dictionary.
  private func endsPythonString(_ quote: Int) -> Bool {
    var next = quote + 1
    skipSpace(&next)
    return next >= bytes.endIndex
      || [ASCII.closeParenthesis, ASCII.comma, ASCII.closeBrace, ASCII.closeBracket].contains(bytes[next])
  }

  /// Passes over a + between two strings, as source code joins them.
  private mutating func continues() -> Bool {
    var next = at
    skipSpace(&next)
    guard next < bytes.endIndex, bytes[next] == ASCII.plus else { return false }
    next += 1
    skipSpace(&next)
    guard next < bytes.endIndex, bytes[next] == ASCII.quote else { return false }
    at = next
    return true
  }

  private func skipSpace(_ index: inout Int) {
    while index < bytes.endIndex, Self.isSpace(bytes[index]) { index += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == ASCII.space || (ASCII.tab...ASCII.carriageReturn).contains(byte)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.digits, ASCII.capitals, ASCII.smallLetters, ASCII.hyphen, ASCII.point, ASCII.at, ASCII.underscore:
      true
    default: false
    }
  }
}

/// Resolves escapes in text that need not be right JSON.
enum ErrorEscapes {
  /// Appends what stands at `index`, an escape resolved, and returns where to go on.
  static func resolve(_ bytes: ArraySlice<UInt8>, _ index: Int, into value: inout [UInt8]) -> Int {
    let byte = bytes[index]
    guard byte == ASCII.backslash, index + 1 < bytes.endIndex else {
      value.append(byte)
      return index + 1
    }
    switch bytes[index + 1] {
    case ASCII.quote, ASCII.apostrophe, ASCII.slash, ASCII.backslash: value.append(bytes[index + 1])
    case UInt8(ascii: "n"): value.append(ASCII.lineFeed)
    case UInt8(ascii: "r"): value.append(ASCII.carriageReturn)
    case UInt8(ascii: "t"): value.append(ASCII.tab)
    case UInt8(ascii: "u"):
      let digits = bytes[index + 2..<min(index + 6, bytes.endIndex)].compactMap(\.hexadecimalValue)
      guard digits.count == 4 else {
        value.append(byte)
        return index + 1
      }
      let unit = digits.reduce(UInt16(0)) { $0 << 4 | UInt16($1) }
      value += Array(String(decoding: [unit], as: UTF16.self).utf8)
      return index + 6
    // A console broke the line between the backslash and what it escapes.
    case ASCII.lineFeed, ASCII.carriageReturn:
      var next = index + 1
      while next < bytes.endIndex, bytes[next] == ASCII.lineFeed || bytes[next] == ASCII.carriageReturn { next += 1 }
      guard next < bytes.endIndex, bytes[next] != ASCII.backslash else { return next }
      value.append(bytes[next])
      return next + 1
    default:
      value.append(byte)
      return index + 1
    }
    return index + 2
  }

  /// The text with one level of escapes resolved.
  static func resolve(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var value: [UInt8] = []
    value.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex { index = resolve(bytes, index, into: &value) }
    return value
  }
}
