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
      // An empty key is a key all the same, and no segment is empty.
      if bytes.count == key { bytes.append(0x2D) }
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
      RequestPath.Segment(start: UInt32(start), count: UInt32(end - start), nameCount: UInt16(clamping: nameCount), isKey: isKey))
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
