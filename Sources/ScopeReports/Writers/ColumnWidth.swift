import ScopeValues

/// How many columns of a terminal text takes: two for East Asian wide characters and emoji, none for marks.
enum ColumnWidth {
  /// First and last scalar of what is wide (Unicode 15, EastAsianWidth.txt, values W and F; blocks where a whole one is).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23EC, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653,
    0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26F2...0x26F3, 0x2753...0x2755, 0x2795...0x2797,
    0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF,
    0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F1E6...0x1F1FF, 0x1F200...0x1F320, 0x1F32D...0x1F335,
    0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0,
    0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D,
    0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4,
    0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF,
    0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945,
    0x1F947...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]

  /// Columns of one character: what its first scalar takes, or two where a selector asks for an emoji.
  static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return 1 }
    if character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    var low = 0
    var high = wide.count
    while low < high {
      let middle = (low + high) / 2
      if wide[middle].upperBound < first.value { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && wide[low].contains(first.value) ? 2 : 1
  }
}

/// Text in which each scalar is a character of one column, as nearly all text is: ASCII, Latin letters, and dashes,
/// quotation marks, bullets and ellipses. There nothing has to be asked of Unicode.
private enum PlainColumns {
  /// The length of the scalar that begins at an index; nil where the text is not plain.
  @inline(__always)
  private static func length(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    switch text[index] {
    // A carriage return and a line feed are one character.
    case ASCII.carriageReturn: nil
    case ..<0x80: 1
    // Up to U+02FF: marks that join the letter before them come later.
    case 0xC2...0xCB: 2
    // From U+2010 to U+2027.
    case 0xE2 where index &+ 2 < text.count && text[index &+ 1] == 0x80 && 0x90...0xA7 ~= text[index &+ 2]: 3
    default: nil
    }
  }

  /// Columns of a text; nil where it is not plain.
  static func count(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    let bytes = UnsafeRawBufferPointer(text)
    var (index, columns) = (0, 0)
    while index < text.count {
      if index &+ 8 <= text.count, bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).isOneColumnEach {
        index &+= 8
        columns &+= 8
        continue
      }
      guard let length = length(text, index) else { return nil }
      index &+= length
      columns &+= 1
    }
    return columns
  }

  /// Where a number of columns end; nil where the text up to there, or what joins it, is not plain.
  static func end(_ text: UnsafeBufferPointer<UInt8>, after columns: Int) -> Int? {
    let bytes = UnsafeRawBufferPointer(text)
    var (index, used) = (0, 0)
    while index < text.count {
      if used &+ 8 <= columns, index &+ 8 <= text.count,
        bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).isOneColumnEach
      {
        index &+= 8
        used &+= 8
        continue
      }
      guard let length = length(text, index) else { return nil }
      guard used < columns else { return index }
      index &+= length
      used &+= 1
    }
    return index
  }
}

extension UInt64 {
  /// Whether all eight bytes are ASCII and none is a carriage return.
  @inline(__always)
  fileprivate var isOneColumnEach: Bool {
    beyondASCII | matching(ASCII.carriageReturn) == 0
  }
}

extension StringProtocol {
  private func plain<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value?) -> Value? {
    utf8.withContiguousStorageIfAvailable(body) ?? nil
  }

  /// Columns of a terminal.
  var columns: Int { plain(PlainColumns.count) ?? reduce(0) { $0 + ColumnWidth.of($1) } }

  /// The longest beginning that has no more than so many columns.
  func prefix(columns limit: Int) -> SubSequence {
    if let end = plain({ PlainColumns.end($0, after: Swift.max(0, limit)) }) {
      return self[..<utf8.index(startIndex, offsetBy: end)]
    }
    var used = 0
    return prefix { character in
      used += ColumnWidth.of(character)
      return used <= limit
    }
  }

  /// The longest end that has no more than so many columns.
  func suffix(columns limit: Int) -> SubSequence {
    if let start = plain({ text in
      PlainColumns.count(text).flatMap { PlainColumns.end(text, after: $0 - Swift.max(0, Swift.min(limit, $0))) }
    }) {
      return self[utf8.index(startIndex, offsetBy: start)...]
    }
    var used = 0
    var start = endIndex
    while start > startIndex {
      let before = index(before: start)
      used += ColumnWidth.of(self[before])
      guard used <= limit else { break }
      start = before
    }
    return self[start...]
  }
}
