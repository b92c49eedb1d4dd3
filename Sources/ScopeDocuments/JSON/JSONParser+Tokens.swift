import ScopeValues

/// Strings, numbers, literals and comments.
extension JSONParser {
  mutating func string(_ kind: JSONKind) throws(Failure) {
    let start = offset
    var index = offset &+ 1
    var escapes = false
    while true {
      while index &+ 8 <= limit {
        let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
        let special =
          word.matching(ASCII.quote) | word.matching(ASCII.backslash) | word.below(ASCII.space) | word.beyondASCII
        if special != 0 {
          index &+= special.trailingZeroBitCount >> 3
          break
        }
        index &+= 8
      }
      guard index < limit else {
        throw Failure(offset: limit, kind: .incomplete(inside: .string, openedAt: start))
      }
      let current = byte(index)
      switch current {
      case ASCII.quote:
        append(kind, from: start, to: index &+ 1, escapes: escapes)
        offset = index &+ 1
        return
      case ASCII.backslash:
        escapes = true
        try escape(&index, openedAt: start)
      case 0x00..<ASCII.space:
        throw Failure(offset: index, kind: .problem(.controlCharacter(current)))
      case 0x80...0xFF:
        try multibyte(&index, openedAt: start)
      default:
        index &+= 1
      }
    }
  }

  private func escape(_ index: inout Int, openedAt start: Int) throws(Failure) {
    let inside = Failure(offset: limit, kind: .incomplete(inside: .string, openedAt: start))
    guard index &+ 1 < limit else { throw inside }
    guard let width = JSONEscapes.width(byte(index &+ 1)) else {
      throw Failure(offset: index, kind: .problem(.invalidEscape))
    }
    guard index &+ width <= limit else { throw inside }
    for digit in (index &+ 2)..<(index &+ width) where byte(digit).hexadecimalValue == nil {
      throw Failure(offset: index, kind: .problem(.invalidEscape))
    }
    index &+= width
  }

  /// Passes over one character of two to four bytes; RFC 3629 says which are valid.
  private func multibyte(_ index: inout Int, openedAt start: Int) throws(Failure) {
    let lead = byte(index)
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4 else {
      throw Failure(offset: index, kind: .problem(.notUTF8(byte: lead)))
    }
    guard index &+ length <= limit else {
      throw Failure(offset: limit, kind: .incomplete(inside: .string, openedAt: start))
    }
    let second = byte(index &+ 1)
    let secondIsValid =
      switch lead {
      case 0xE0: second >= 0xA0 && second <= 0xBF
      case 0xED: second >= 0x80 && second <= 0x9F
      case 0xF0: second >= 0x90 && second <= 0xBF
      case 0xF4: second >= 0x80 && second <= 0x8F
      default: second & 0xC0 == 0x80
      }
    guard secondIsValid,
      length < 3 || byte(index &+ 2) & 0xC0 == 0x80,
      length < 4 || byte(index &+ 3) & 0xC0 == 0x80
    else { throw Failure(offset: index, kind: .problem(.notUTF8(byte: lead))) }
    index &+= length
  }

  mutating func number() throws(Failure) {
    let start = offset
    var index = offset
    func digits() -> Int {
      let first = index
      while index < limit, byte(index).isASCIIDigit { index &+= 1 }
      return index - first
    }
    func invalid() -> Failure {
      index >= limit && mayContinue
        ? Failure(offset: limit, kind: .incomplete(inside: .number, openedAt: start))
        : Failure(offset: start, kind: .problem(.invalidNumber))
    }
    if byte(index) == ASCII.hyphen { index &+= 1 }
    let whole = index
    let wholeDigits = digits()
    guard wholeDigits > 0, wholeDigits == 1 || byte(whole) != UInt8(ascii: "0") else { throw invalid() }
    if index < limit, byte(index) == ASCII.point {
      index &+= 1
      guard digits() > 0 else { throw invalid() }
    }
    if index < limit, byte(index) | 0x20 == UInt8(ascii: "e") {
      index &+= 1
      if index < limit, byte(index) == ASCII.plus || byte(index) == ASCII.hyphen { index &+= 1 }
      guard digits() > 0 else { throw invalid() }
    }
    if index >= limit, mayContinue { throw invalid() }
    append(.number, from: start, to: index)
    offset = index
  }

  mutating func literal(_ word: StaticString, _ kind: JSONKind) throws(Failure) {
    let start = offset
    for index in 0..<word.utf8CodeUnitCount {
      guard start &+ index < limit else {
        throw Failure(offset: limit, kind: .incomplete(inside: kind, openedAt: start))
      }
      guard byte(start &+ index) == word.utf8Start[index] else { throw problem(.invalidLiteral) }
    }
    offset = start &+ word.utf8CodeUnitCount
    if offset < limit {
      switch byte(offset) {
      case ASCII.capitals, ASCII.smallLetters, ASCII.digits, ASCII.underscore:
        throw Failure(offset: start, kind: .problem(.invalidLiteral))
      default: break
      }
    }
    append(kind, from: start, to: offset)
  }

  mutating func comment() throws(Failure) {
    let start = offset
    let index: Int
    switch JSONComment.scan(UnsafeRawBufferPointer(start: base, count: limit), at: start) {
    case .ends(let end): index = end
    case .unfinishedLine where !mayContinue: index = limit
    case .unfinishedLine, .unfinishedBlock: throw Failure(offset: limit, kind: .incompleteComment)
    case .cut where mayContinue: throw Failure(offset: limit, kind: .incompleteComment)
    case .cut, .none:
      throw Failure(offset: start, kind: .problem(.unexpected(byte: ASCII.slash, expected: .value)))
    }
    comments.append(
      UInt32(truncatingIfNeeded: start)..<UInt32(truncatingIfNeeded: index))
    offset = index
  }
}
