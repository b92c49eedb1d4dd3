/// A request's path, cut into segments.
struct RequestPath {
  struct Segment {
    var start: Int32
    var count: Int32
    /// For a function with parameters: how long its name is; otherwise 0.
    var nameCount: Int32 = 0
    /// An id that stood in parentheses: no literal of a template matches it.
    var isKey = false
    /// Not asked for yet; -1 when no template has the segment.
    var number: Int32 = -2
  }

  /// More segments than any template has, paths within drives included; longer paths are unknown.
  static let limit = 128

  /// Cuts a path that needs no decoding; nil when it does, -1 when it has too many segments.
  static func cut(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, into segments: UnsafeMutableBufferPointer<Segment>
  ) -> Int? {
    var count = 0
    var start = range.lowerBound
    for index in range {
      let byte = bytes[index]
      if byte == 0x2F {
        if index > start {
          guard count < limit else { return -1 }
          segments[count] = Segment(start: Int32(start), count: Int32(index - start))
          count += 1
        }
        start = index + 1
      } else if needsDecoding(byte) {
        return nil
      }
    }
    if range.upperBound > start {
      guard count < limit else { return -1 }
      segments[count] = Segment(start: Int32(start), count: Int32(range.upperBound - start))
      count += 1
    }
    return count
  }

  /// Quotes, parentheses, escapes, backticks and backslashes, spaces and controls.
  @inline(__always)
  private static func needsDecoding(_ byte: UInt8) -> Bool {
    byte < 0x2A ? byte != 0x24 && byte != 0x26 && byte != 0x21 && byte != 0x23 : byte == 0x5C || byte == 0x60
  }
}

/// Decodes a path once and takes keys and functions apart; for the paths that ``RequestPath`` cannot cut as they are.
struct PathDecoder {
  private(set) var bytes: [UInt8] = []
  private(set) var segments: [RequestPath.Segment] = []

  /// Reads a path; false when it has too many segments.
  mutating func decode(_ path: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    bytes.reserveCapacity(path.count)
    while index < path.count {
      if path[index] == 0x2F || path[index] == 0x5C {
        index += 1
        continue
      }
      let end = endOfSegment(path, index)
      append(UnsafeRawBufferPointer(rebasing: path[index..<end]))
      if segments.count > RequestPath.limit { return false }
      index = end + 1
    }
    return true
  }

  /// A slash within balanced parentheses belongs to the segment.
  private func endOfSegment(_ path: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var depth = 0
    var firstSlash: Int?
    for index in start..<path.count {
      switch path[index] {
      case 0x28: depth += 1
      case 0x29: depth -= depth > 0 ? 1 : 0
      case 0x2F:
        if depth == 0 { return index }
        if firstSlash == nil { firstSlash = index }
        if index - start > 2_000 { return firstSlash ?? index }
      default: break
      }
    }
    return depth == 0 ? path.count : firstSlash ?? path.count
  }

  private mutating func append(_ raw: UnsafeRawBufferPointer) {
    let start = bytes.count
    var index = 0
    while index < raw.count {
      let byte = raw[index]
      if byte == 0x25, index + 2 < raw.count, let high = hex(raw[index + 1]), let low = hex(raw[index + 2]) {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        if byte != 0x60, byte != 0x5C { bytes.append(byte) }
        index += 1
      }
    }
    while let last = bytes.last, bytes.count > start, last <= 0x20 { bytes.removeLast() }
    let first = bytes[start...].firstIndex { $0 > 0x20 } ?? bytes.endIndex
    bytes.removeSubrange(start..<first)
    guard bytes.count > start else { return }
    guard let open = bytes[start...].firstIndex(of: 0x28), open > start, bytes[start] != 0x24, bytes[start] != 0x7B else {
      add(start, bytes.count)
      return
    }
    splitParentheses(start, open)
  }

  /// Turns name(key) into two segments, name() into its name, name(a=1,b=2) into name(a,b).
  private mutating func splitParentheses(_ start: Int, _ open: Int) {
    let close = bytes[open...].lastIndex(of: 0x29) ?? bytes.endIndex
    let inner = Array(bytes[(open + 1)..<close])
    let rest = Array(bytes[min(close + 1, bytes.count)...])
    bytes.removeSubrange(open...)
    if inner.isEmpty {
      bytes += rest
      add(start, bytes.count)
    } else if let names = parameterNames(inner) {
      bytes.append(0x28)
      for (index, name) in names.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        bytes += name
      }
      bytes.append(0x29)
      bytes += rest
      add(start, bytes.count, nameCount: open - start)
    } else {
      add(start, bytes.count)
      let key = bytes.count
      bytes += inner.filter { $0 != 0x27 && $0 != 0x22 } + rest
      add(key, bytes.count, isKey: true)
    }
  }

  /// The names in a=1,b='2' in order, in lower case; nil where it is a key.
  private func parameterNames(_ inner: [UInt8]) -> [[UInt8]]? {
    var names: [[UInt8]] = []
    var name: [UInt8] = []
    var inName = true
    var quoted = false
    var depth = 0
    for byte in inner {
      if byte == 0x27 { quoted.toggle() }
      if inName {
        if byte == 0x3D {
          guard !name.isEmpty, names.count < 16 else { return nil }
          names.append(name)
          inName = false
        } else if byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A {
          name.append(byte | 0x20)
        } else if byte == 0x5F || byte == 0x40 || byte >= 0x30 && byte <= 0x39 {
          name.append(byte)
        } else if byte != 0x20 {
          return nil
        }
      } else if !quoted {
        if byte == 0x28 { depth += 1 }
        if byte == 0x29 { depth -= 1 }
        if byte == 0x2C, depth <= 0 {
          inName = true
          name = []
        }
      }
    }
    guard !inName else { return nil }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private mutating func add(_ start: Int, _ end: Int, nameCount: Int = 0, isKey: Bool = false) {
    segments.append(
      RequestPath.Segment(start: Int32(start), count: Int32(end - start), nameCount: Int32(nameCount), isKey: isKey))
  }

  private func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
