import ScopeValues

/// Decodes a path once and takes keys and functions apart; for the paths that ``RequestPath`` cannot cut as they are.
///
/// It writes into memory of the caller and asks for none itself: nothing that it writes is longer than what it was read from.
struct PathDecoder {
  /// Parameters of one function at most; more make it a key.
  private static let parameterLimit = 16

  /// The decoded segments, one behind the other; as long as the path.
  private let bytes: UnsafeMutableRawBufferPointer
  /// What stands in parentheses while it is taken apart; as long as the path.
  private let scratch: UnsafeMutableRawBufferPointer
  private let segments: UnsafeMutableBufferPointer<RequestPath.Segment>
  private var end = 0
  private(set) var count = 0

  /// - Parameters:
  ///   - memory: twice as long as the path.
  ///   - segments: room for ``RequestPath/limit`` of them.
  init(memory: UnsafeMutableRawBufferPointer, segments: UnsafeMutableBufferPointer<RequestPath.Segment>) {
    bytes = UnsafeMutableRawBufferPointer(rebasing: memory[..<(memory.count / 2)])
    scratch = UnsafeMutableRawBufferPointer(rebasing: memory[(memory.count / 2)...])
    self.segments = segments
  }

  /// What the segments point into.
  var decoded: UnsafeRawBufferPointer { UnsafeRawBufferPointer(bytes) }

  /// Takes over the beginning of a path, whose segments are cut and need no decoding.
  mutating func take(_ beginning: UnsafeRawBufferPointer, count: Int) {
    bytes.copyMemory(from: beginning)
    end = beginning.count
    self.count = count
  }

  /// Reads what follows of a path; false when it has too many segments.
  mutating func decode(_ path: UnsafeRawBufferPointer) -> Bool {
    var index = end
    while index < path.count {
      if path[index] == ASCII.slash || path[index] == ASCII.backslash {
        index += 1
        continue
      }
      let end = endOfSegment(path, index)
      guard append(path, index, end) else { return false }
      index = end + 1
    }
    return true
  }

  /// A slash within balanced parentheses belongs to the segment.
  private func endOfSegment(_ path: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var depth = 0
    var firstSlash: Int?
    var index = start
    while index < path.count {
      if index + 8 <= path.count, RequestPath.isPlain(path, index) {
        index += 8
        continue
      }
      switch path[index] {
      case ASCII.openParenthesis: depth += 1
      case ASCII.closeParenthesis: depth -= depth > 0 ? 1 : 0
      case ASCII.slash:
        if depth == 0 { return index }
        if firstSlash == nil { firstSlash = index }
        if index - start > 2_000 { return firstSlash ?? index }
      default: break
      }
      index += 1
    }
    return depth == 0 ? path.count : firstSlash ?? path.count
  }

  /// Decodes a segment; false when there is no room for it.
  private mutating func append(_ path: UnsafeRawBufferPointer, _ first: Int, _ last: Int) -> Bool {
    let start = end
    var index = first
    // Where the first parenthesis stands, and where a text without white space ends.
    var open: Int?
    var trimmed = start
    while index < last {
      if index + 8 <= last, RequestPath.isPlain(path, index) {
        bytes.storeBytes(
          of: path.loadUnaligned(fromByteOffset: index, as: UInt64.self), toByteOffset: end, as: UInt64.self)
        index += 8
        end += 8
        trimmed = end
        continue
      }
      var byte = path[index]
      index += 1
      if byte == ASCII.percent, index + 1 < last, let high = hex(path[index]), let low = hex(path[index + 1]) {
        byte = high << 4 | low
        index += 2
      } else if byte == ASCII.backtick || byte == ASCII.backslash {
        continue
      }
      // White space before the segment.
      if byte <= ASCII.space, end == start { continue }
      if byte == ASCII.openParenthesis, open == nil { open = end }
      bytes[end] = byte
      end += 1
      if byte > ASCII.space { trimmed = end }
    }
    end = trimmed
    guard end > start else { return true }
    guard let open, open > start, bytes[start] != ASCII.dollar, bytes[start] != ASCII.openBrace else {
      return add(start)
    }
    return splitParentheses(start, open)
  }

  /// Turns name(key) into two segments, name() into its name, name(a=1,b=2) into name(a,b).
  private mutating func splitParentheses(_ start: Int, _ open: Int) -> Bool {
    var close = end - 1
    while close > open, bytes[close] != ASCII.closeParenthesis { close -= 1 }
    if close == open { close = end }
    let inner = copy(open + 1, close)
    let rest = min(close + 1, end)..<end
    end = open
    if inner.isEmpty {
      move(rest)
      return add(start)
    }
    if let parameters = Parameters(inner, limit: Self.parameterLimit) {
      put(ASCII.openParenthesis)
      // The rest stands behind what is written here: a name and its comma are no longer than what they were read from.
      for index in 0..<parameters.count {
        if index > 0 { put(ASCII.comma) }
        for byte in inner[parameters.names[index]] where byte != ASCII.space {
          put(byte.lowercased)
        }
      }
      put(ASCII.closeParenthesis)
      move(rest)
      return add(start, nameCount: open - start)
    }
    guard add(start) else { return false }
    let key = end
    for byte in inner where byte != ASCII.apostrophe && byte != ASCII.quote { put(byte) }
    move(rest)
    // An empty key is a key all the same, and no segment is empty.
    if end == key { put(ASCII.hyphen) }
    return add(key, isKey: true)
  }

  // MARK: Memory

  private mutating func put(_ byte: UInt8) {
    bytes[end] = byte
    end += 1
  }

  private func copy(_ from: Int, _ to: Int) -> UnsafeRawBufferPointer {
    for index in from..<to { scratch[index - from] = bytes[index] }
    return UnsafeRawBufferPointer(rebasing: scratch[..<(to - from)])
  }

  /// Appends bytes that stand at or behind the end.
  private mutating func move(_ range: Range<Int>) {
    for index in range { put(bytes[index]) }
  }

  private mutating func add(_ start: Int, nameCount: Int = 0, isKey: Bool = false) -> Bool {
    guard count < RequestPath.limit else { return false }
    segments[count] = RequestPath.Segment(
      start: UInt32(start), count: UInt32(end - start), nameCount: UInt16(clamping: nameCount), isKey: isKey)
    count += 1
    return true
  }

  private func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case ASCII.digits: byte - 0x30
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 0x37
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 0x57
    default: nil
    }
  }
}

/// The names in a=1,b='2', in the order of their letters without case.
private struct Parameters {
  private(set) var names = InlineArray<16, Range<Int>>(repeating: 0..<0)
  private(set) var count = 0

  /// nil where it is a key.
  init?(_ inner: UnsafeRawBufferPointer, limit: Int) {
    var start = 0
    var isEmpty = true
    var inName = true
    var quoted = false
    var depth = 0
    for (index, byte) in inner.enumerated() {
      if byte == ASCII.apostrophe { quoted.toggle() }
      if inName {
        if byte == ASCII.equals {
          guard !isEmpty, count < limit else { return nil }
          insert(start..<index, inner)
          inName = false
        } else if Self.isWord(byte) {
          isEmpty = false
        } else if byte != ASCII.space {
          return nil
        }
      } else if !quoted {
        if byte == ASCII.openParenthesis { depth += 1 }
        if byte == ASCII.closeParenthesis { depth -= 1 }
        if byte == ASCII.comma, depth <= 0 {
          inName = true
          isEmpty = true
          start = index + 1
        }
      }
    }
    if inName { return nil }
  }

  private mutating func insert(_ name: Range<Int>, _ inner: UnsafeRawBufferPointer) {
    var place = count
    while place > 0, Self.precedes(name, names[place - 1], inner) {
      names[place] = names[place - 1]
      place -= 1
    }
    names[place] = name
    count += 1
  }

  private static func precedes(_ left: Range<Int>, _ right: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> Bool {
    func letters(_ range: Range<Int>) -> some Sequence<UInt8> {
      bytes[range].lazy.filter { $0 != ASCII.space }.map(\.lowercased)
    }
    return letters(left).lexicographicallyPrecedes(letters(right))
  }

  /// Letters, digits, _ and @.
  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == ASCII.underscore || byte == ASCII.at
  }
}
