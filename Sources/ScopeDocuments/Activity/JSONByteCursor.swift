import ScopeValues

/// Walks over JSON in memory, eight bytes at a time, through a pointer.
///
/// At least ``padding`` zero bytes follow the last byte: a zero ends every loop, so that the inner loops need no
/// check of their bounds, and a load of eight bytes never leaves the memory. Strings and the structure around them
/// are checked; numbers and literals are passed over by their first byte that cannot belong to them.
struct JSONByteCursor {
  /// Zero bytes that have to follow the text.
  static let padding = 16

  /// Where a token stands: between the quotes for a string.
  struct Token {
    var start: UInt32 = 0
    var count: UInt32 = 0
    var kind = Kind.missing

    enum Kind: UInt8 { case missing, string, escapedString, literal, container }

    var isString: Bool { kind == .string || kind == .escapedString }
    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
  }

  private let base: UnsafePointer<UInt8>
  private let end: Int
  var at: Int

  /// Walks over the first `count` bytes; the rest has to be padding, and has to outlive the cursor.
  init(_ bytes: UnsafeBufferPointer<UInt8>, count: Int, at: Int = 0) {
    precondition(count + Self.padding <= bytes.count)
    // Not empty: there is padding.
    base = bytes.baseAddress.unsafelyUnwrapped
    end = count
    self.at = at
  }

  var isAtEnd: Bool { at >= end }

  /// The byte at the cursor; zero at the end.
  @inline(__always) var byte: UInt8 { base[at] }

  @inline(__always)
  private func word(_ offset: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The high bit of bytes at which a string may end, of sixteen from an offset on, which may be the text's end at most.
  @inline(__always)
  private func endings(_ offset: Int) -> (low: UInt64, high: UInt64) {
    let pair = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: offset, as: SIMD2<UInt64>.self)
    let words = SIMD2(UInt64(littleEndian: pair[0]), UInt64(littleEndian: pair[1]))
    let ones = SIMD2(repeating: UInt64.ones)
    let quote = words ^ SIMD2(repeating: .ones &* UInt64(ASCII.quote))
    let backslash = words ^ SIMD2(repeating: .ones &* UInt64(ASCII.backslash))
    let controls = (words &- SIMD2(repeating: .ones &* UInt64(ASCII.space))) & ~words
    let found = (quote &- ones) & ~quote | (backslash &- ones) & ~backslash | controls
    return (found[0] & .highs, found[1] & .highs)
  }

  @inline(__always)
  mutating func skipSpace() {
    while base[at] == ASCII.space || base[at] == ASCII.lineFeed || base[at] == ASCII.carriageReturn
      || base[at] == ASCII.tab
    { at &+= 1 }
  }

  /// Passes over spaces within the line and over commas.
  @inline(__always)
  mutating func skipSeparators() {
    while base[at] == ASCII.space || base[at] == ASCII.carriageReturn || base[at] == ASCII.tab
      || base[at] == ASCII.comma
    { at &+= 1 }
  }

  /// Passes over a byte if it is the one expected.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard base[at] == byte else { return false }
    at &+= 1
    return true
  }

  /// The next line feed from the cursor on, or the end.
  func endOfLine() -> Int {
    var index = at
    while index < end {
      let found = word(index).matching(ASCII.lineFeed)
      if found != 0 { return min(index &+ found.trailingZeroBitCount / 8, end) }
      index &+= 8
    }
    return end
  }

  /// The line feeds among the bytes of a range.
  func lineFeeds(in range: Range<Int>) -> Int {
    var count = 0
    for index in range where base[index] == ASCII.lineFeed { count &+= 1 }
    return count
  }

  /// Passes over a string; nil where none begins here, or none ends.
  @inline(__always)
  mutating func string() -> Token? {
    guard base[at] == ASCII.quote else { return nil }
    let start = at &+ 1
    var index = start
    var kind = Token.Kind.string
    while true {
      // Many texts end in the first eight bytes; most of the others in the sixteen after them.
      let first = word(index)
      var found = first.matching(ASCII.quote) | first.matching(ASCII.backslash) | first.below(ASCII.space)
      while found == 0 {
        index &+= 8
        let (low, high) = endings(index)
        if low | high == 0 {
          index &+= 8
          continue
        }
        if low == 0 { index &+= 8 }
        found = low == 0 ? high : low
      }
      index &+= found.trailingZeroBitCount / 8
      let byte = base[index]
      if byte == ASCII.quote { break }
      // A control character, or the end of the text.
      guard byte == ASCII.backslash, index &+ 1 < end else { return nil }
      kind = .escapedString
      index &+= 2
    }
    at = index &+ 1
    return Token(
      start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: index &- start), kind: kind)
  }

  /// Passes over any value; nil where it does not end.
  @inline(__always)
  mutating func value() -> Token? {
    switch base[at] {
    case ASCII.quote: return string()
    case ASCII.openBrace, ASCII.openBracket: return container()
    default:
      let start = at
      // Digits, letters, sign and point are what numbers and literals are made of.
      while true {
        switch base[at] {
        case ASCII.digits, ASCII.capitals, ASCII.smallLetters, ASCII.plus, ASCII.hyphen, ASCII.point:
          at &+= 1
        default:
          guard at > start else { return nil }
          return Token(
            start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: at &- start), kind: .literal)
        }
      }
    }
  }

  /// Passes over an object or array by counting brackets outside strings.
  mutating func container() -> Token? {
    let start = at
    var depth = 0
    repeat {
      switch base[at] {
      case ASCII.quote:
        guard string() != nil else { return nil }
        continue
      case ASCII.openBrace, ASCII.openBracket: depth &+= 1
      case ASCII.closeBrace, ASCII.closeBracket: depth &-= 1
      case 0:
        if at >= end { return nil }
      default: break
      }
      at &+= 1
    } while depth > 0
    return Token(
      start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: at &- start), kind: .container)
  }

  /// A hash of some bytes, the same in every process.
  func hash(of range: Range<Int>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: range.count) &* 0x9E37_79B9_7F4A_7C15
    var index = range.lowerBound
    while index < range.upperBound {
      let left = range.upperBound &- index
      let bytes = left >= 8 ? word(index) : word(index) & ((1 << (8 * UInt64(truncatingIfNeeded: left))) &- 1)
      hash = (hash ^ bytes) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
      index &+= 8
    }
    return hash
  }

  /// The id in 36 characters, eight digits at a time; nil where they are none.
  func guid(at start: Int) -> GUID? {
    @inline(__always) func half(_ offset: Int) -> UInt64 { word(start &+ offset) & 0xFFFF_FFFF }
    guard base[start &+ 8] == ASCII.hyphen, base[start &+ 13] == ASCII.hyphen, base[start &+ 18] == ASCII.hyphen,
      base[start &+ 23] == ASCII.hyphen,
      let first = word(start).hexadecimal, let second = (half(9) | half(14) &<< 32).hexadecimal,
      let third = (half(19) | half(24) &<< 32).hexadecimal, let fourth = word(start &+ 28).hexadecimal
    else { return nil }
    return GUID(high: first &<< 32 | second, low: third &<< 32 | fourth)
  }

  /// Whether a token is `text` in any letter case, eight bytes at a time; `text` has small letters.
  @inline(__always)
  func spells(_ token: Token, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard Int(token.count) == count else { return false }
    let (start, other) = (Int(token.start), UnsafeRawPointer(text.utf8Start))
    var index = 0
    while index &+ 8 <= count {
      let wanted = UInt64(littleEndian: other.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      guard word(start &+ index) | 0x2020_2020_2020_2020 == wanted else { return false }
      index &+= 8
    }
    while index < count {
      guard base[start &+ index] | 0x20 == text.utf8Start[index] else { return false }
      index &+= 1
    }
    return true
  }

  /// Up to 24 bytes of a token, for comparing names.
  @inline(__always)
  func folded(_ token: Token) -> FoldedName.Words {
    let start = Int(token.start)
    return FoldedName.of(Int(token.count)) { word(start &+ $0) }
  }
}

extension UInt64 {
  /// The value of eight hexadecimal digits, the first one in the lowest byte; nil where one is none.
  @inline(__always)
  fileprivate var hexadecimal: UInt64? {
    let small = self | Self.ones &* 0x20
    let low = small & ~Self.highs
    // The high bit of bytes from a character on: 0 and after 9, a and after f.
    let digit = (low &+ Self.ones &* (0x80 - 0x30)) & ~(low &+ Self.ones &* (0x80 - 0x3A))
    let letter = (low &+ Self.ones &* (0x80 - 0x61)) & ~(low &+ Self.ones &* (0x80 - 0x67))
    // A digit has the bit already that makes a letter small.
    let isDigit = digit & (self &<< 2)
    guard (isDigit | letter) & ~self & Self.highs == Self.highs else { return nil }
    var value = (small & (Self.ones &* 0x0F)) &+ (letter & Self.highs) &>> 7 &* 9
    value = (value &<< 4 | value &>> 8) & 0x00FF_00FF_00FF_00FF
    value = (value &<< 8 | value &>> 16) & 0x0000_FFFF_0000_FFFF
    return (value &<< 16 | value &>> 32) & 0xFFFF_FFFF
  }
}
