import ScopeValues

/// Reads JSON that stands in a text of source: the body of a request, an argument, a here-document.
///
/// Lenient, as tools are: single quotes, bare names, trailing commas. A hole where a value is expected is a hole, and
/// one within a string is a piece of it. Every value keeps its place in the source.
package struct EmbeddedJSON {
  private var bytes: [UInt8] = []
  /// For each byte the piece it came from; a hole is one byte that is no UTF-8.
  private var owners: [UInt32] = []
  private var pieces: [ValuePiece]
  /// Offset of each piece's first byte.
  private var starts: [Int] = []
  private var offset = 0
  private var depth = 0
  private let whole: SourceOrigin

  /// The value of a text; nil where it does not begin as JSON does.
  package static func read(_ value: SourceValue) -> SourceValue? {
    if case .anyOf(let values) = value.shape {
      let read = values.compactMap { Self.read($0) }
      return read.isEmpty ? nil : SourceValue.merged(read, at: value.origin)
    }
    guard case .text(let pieces) = value.shape else { return nil }
    var reader = EmbeddedJSON(pieces, value.origin)
    reader.skipSpace()
    guard reader.offset < reader.bytes.count,
      reader.bytes[reader.offset] == ASCII.openBrace || reader.bytes[reader.offset] == ASCII.openBracket
    else { return nil }
    return reader.value()
  }

  private init(_ pieces: [ValuePiece], _ origin: SourceOrigin) {
    self.pieces = pieces
    whole = origin
    for (index, piece) in pieces.enumerated() {
      starts.append(bytes.count)
      switch piece {
      case .literal(let text, _): bytes += Array(text.utf8)
      case .hole: bytes.append(0xFF)
      }
      owners += Array(repeating: UInt32(index), count: bytes.count - owners.count)
    }
  }

  private func origin(_ start: Int, _ end: Int) -> SourceOrigin {
    guard start < owners.count else { return whole }
    let owner = Int(owners[start])
    switch pieces[owner] {
    case .hole(let hole): return hole.origin
    case .literal(let text, let place):
      guard text.utf8.count == place.span.bytes.count else { return place }
      let first = place.span.start + UInt32(start - starts[owner])
      let length = min(end, start < starts.count ? end : end) - start
      return SourceOrigin(
        place.source, SourceSpan(start: first, end: min(first + UInt32(max(length, 0)), place.span.end)))
    }
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      if bytes[offset].isSpace {
        offset += 1
      } else if bytes[offset] == ASCII.backslash, offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "n") {
        // A line's end that the shell did not resolve.
        offset += 2
      } else {
        return
      }
    }
  }

  private mutating func value() -> SourceValue {
    skipSpace()
    let start = offset
    guard offset < bytes.count, depth < 100 else { return unknown(start) }
    switch bytes[offset] {
    case ASCII.openBrace: return object()
    case ASCII.openBracket: return array()
    case ASCII.quote, ASCII.apostrophe: return string()
    default: return bare()
    }
  }

  private mutating func unknown(_ start: Int) -> SourceValue {
    offset = bytes.count
    let place = origin(start, start)
    return SourceValue(.hole(Hole("a text that is no JSON", .unsupported, place)), place)
  }

  private mutating func object() -> SourceValue {
    let start = offset
    offset += 1
    depth += 1
    defer { depth -= 1 }
    var members: [ValueMember] = []
    while true {
      skipSpace()
      guard offset < bytes.count else { break }
      if bytes[offset] == ASCII.closeBrace {
        offset += 1
        break
      }
      if bytes[offset] == ASCII.comma {
        offset += 1
        continue
      }
      let key = value()
      skipSpace()
      guard offset < bytes.count, bytes[offset] == ASCII.colon else {
        if offset < bytes.count, bytes[offset] != ASCII.closeBrace, bytes[offset] != ASCII.comma { offset += 1 }
        continue
      }
      offset += 1
      let value = value()
      if let name = key.text { members.append(ValueMember(key: name, keyOrigin: key.origin, value: value)) }
    }
    return SourceValue(.object(members, rest: nil), origin(start, start + 1))
  }

  private mutating func array() -> SourceValue {
    let start = offset
    offset += 1
    depth += 1
    defer { depth -= 1 }
    var values: [SourceValue] = []
    var rest: Hole?
    while true {
      skipSpace()
      guard offset < bytes.count else { break }
      if bytes[offset] == ASCII.closeBracket {
        offset += 1
        break
      }
      if bytes[offset] == ASCII.comma {
        offset += 1
        continue
      }
      let before = offset
      let value = value()
      // A hole in place of elements: there may be any number.
      if case .hole(let hole) = value.shape { rest = rest ?? hole } else { values.append(value) }
      if offset == before { offset += 1 }
    }
    return SourceValue.list(values, rest: rest, at: origin(start, start + 1))
  }

  private mutating func string() -> SourceValue {
    let quote = bytes[offset]
    offset += 1
    let start = offset
    var result: [ValuePiece] = []
    var from = offset
    func flush(_ result: inout [ValuePiece]) {
      guard offset > from else { return }
      result.append(.literal(String(decoding: bytes[from..<offset], as: UTF8.self), origin(from, offset)))
    }
    while offset < bytes.count, bytes[offset] != quote {
      if bytes[offset] == ASCII.backslash, offset + 1 < bytes.count {
        flush(&result)
        let escaped = bytes[offset + 1]
        result.append(
          .literal(
            escaped == UInt8(ascii: "n") ? "\n" : String(decoding: [escaped], as: UTF8.self), origin(offset, offset + 2)
          ))
        offset += 2
        from = offset
      } else if bytes[offset] == 0xFF, case .hole(let hole) = pieces[Int(owners[offset])] {
        flush(&result)
        result.append(.hole(hole))
        offset += 1
        from = offset
      } else if offset > from, owners[offset] != owners[from] {
        flush(&result)
        from = offset
      } else {
        offset += 1
      }
    }
    flush(&result)
    offset = min(offset + 1, bytes.count)
    return SourceValue.text(result, at: origin(start, start))
  }

  /// A number, a word, a hole, or several of them in a row.
  private mutating func bare() -> SourceValue {
    let start = offset
    var result: [ValuePiece] = []
    while offset < bytes.count, !bytes[offset].isSpace,
      ![ASCII.comma, ASCII.colon, ASCII.closeBrace, ASCII.closeBracket].contains(bytes[offset])
    {
      if bytes[offset] == 0xFF, case .hole(let hole) = pieces[Int(owners[offset])] {
        result.append(.hole(hole))
        offset += 1
        continue
      }
      let from = offset
      while offset < bytes.count, !bytes[offset].isSpace,
        ![ASCII.comma, ASCII.colon, ASCII.closeBrace, ASCII.closeBracket, 0xFF].contains(bytes[offset])
      {
        offset += 1
      }
      result.append(.literal(String(decoding: bytes[from..<offset], as: UTF8.self), origin(from, offset)))
    }
    let place = origin(start, offset)
    guard result.count == 1, case .literal(let text, _) = result[0] else { return SourceValue.text(result, at: place) }
    switch text {
    case "true": return SourceValue(.boolean(true), place)
    case "false": return SourceValue(.boolean(false), place)
    case "null": return SourceValue(.null, place)
    default:
      return Double(text) == nil ? SourceValue.literal(text, at: place) : SourceValue(.number(text), place)
    }
  }
}
