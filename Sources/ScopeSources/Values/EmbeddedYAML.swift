import ScopeValues

/// Reads YAML that a source loads: block mappings and sequences, plain and quoted scalars, block texts, and flow
/// collections, which ``EmbeddedJSON`` reads. Anchors, tags and several documents are not followed.
package struct EmbeddedYAML {
  private struct Line {
    var number: Int
    /// Columns before the first byte of the content.
    var indent: Int
    /// The content without its comment.
    var span: SourceSpan
  }

  private let source: SourceText
  private var lines: [Line] = []
  private var next = 0
  private var depth = 0
  /// Comments with their marks, in the order of the text.
  package private(set) var comments: [SourceSpan] = []

  /// The value of a file, and its comments.
  package static func read(_ source: SourceText) -> (value: SourceValue, comments: [SourceSpan]) {
    var reader = EmbeddedYAML(source)
    let value = reader.node(atLeast: 0)
    return (value, reader.comments)
  }

  private init(_ source: SourceText) {
    self.source = source
    var number = 1
    let count = source.line(at: UInt32(source.bytes.count))
    while number <= count {
      add(number)
      number += 1
    }
  }

  private mutating func add(_ number: Int) {
    let span = source.lineSpan(number)
    var start = Int(span.start)
    let end = Int(span.end)
    while start < end, source.bytes[start] == ASCII.space { start += 1 }
    let indent = start - Int(span.start)
    var stop = start
    var quote: UInt8 = 0
    while stop < end {
      let byte = source.bytes[stop]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == ASCII.quote || byte == ASCII.apostrophe, stop == start || !source.bytes[stop - 1].isWordPart {
        quote = byte
      } else if byte == ASCII.number, stop == start || source.bytes[stop - 1].isSpace {
        comments.append(SourceSpan(stop..<end))
        break
      }
      stop += 1
    }
    while stop > start, source.bytes[stop - 1].isSpace { stop -= 1 }
    guard stop > start, !source.bytes[start..<stop].elementsEqual("---".utf8) else { return }
    lines.append(Line(number: number, indent: indent, span: SourceSpan(start..<stop)))
  }

  private func origin(_ span: SourceSpan) -> SourceOrigin { SourceOrigin(source, span) }

  private func byte(_ line: Line, _ offset: Int) -> UInt8 {
    let index = Int(line.span.start) + offset
    return index < Int(line.span.end) ? source.bytes[index] : 0
  }

  private func isItem(_ line: Line) -> Bool {
    byte(line, 0) == ASCII.hyphen && (byte(line, 1).isSpace || byte(line, 1) == 0)
  }

  /// The value that begins at the next line, if it stands at least that deep.
  private mutating func node(atLeast indent: Int) -> SourceValue {
    guard next < lines.count, lines[next].indent >= indent, depth < Outline.maximumDepth else {
      let place = next < lines.count ? lines[next].span : SourceSpan(0..<0)
      return SourceValue(.null, origin(place))
    }
    depth += 1
    defer { depth -= 1 }
    let line = lines[next]
    if isItem(line) { return sequence(line.indent) }
    if keyEnd(line.span) != nil { return mapping(line.indent) }
    next += 1
    return scalar(line.span, line)
  }

  private mutating func sequence(_ indent: Int) -> SourceValue {
    var items: [SourceValue] = []
    let start = lines[next].span
    while next < lines.count, lines[next].indent == indent, isItem(lines[next]) {
      var rest = Int(lines[next].span.start) + 1
      let end = Int(lines[next].span.end)
      while rest < end, source.bytes[rest].isSpace { rest += 1 }
      if rest == end {
        next += 1
        items.append(node(atLeast: indent + 1))
      } else {
        // What stands after the dash is a line of its own, as deep as it stands.
        lines[next].indent = indent + rest - Int(lines[next].span.start)
        lines[next].span = SourceSpan(rest..<end)
        items.append(node(atLeast: indent + 1))
      }
    }
    return SourceValue.list(items, rest: nil, at: origin(start))
  }

  private mutating func mapping(_ indent: Int) -> SourceValue {
    var members: [ValueMember] = []
    let start = lines[next].span
    while next < lines.count, lines[next].indent == indent, !isItem(lines[next]),
      let end = keyEnd(lines[next].span)
    {
      let line = lines[next]
      let key = SourceSpan(Int(line.span.start)..<end)
      var rest = end + 1
      while rest < Int(line.span.end), source.bytes[rest].isSpace { rest += 1 }
      next += 1
      let value: SourceValue
      if rest >= Int(line.span.end) {
        let isList = next < lines.count && lines[next].indent == indent && isItem(lines[next])
        value = node(atLeast: isList ? indent : indent + 1)
      } else {
        value = scalar(SourceSpan(rest..<Int(line.span.end)), line)
      }
      members.append(ValueMember(key: plain(key), keyOrigin: origin(key), value: value))
    }
    return SourceValue(.object(members, rest: nil), origin(start))
  }

  /// Where the colon after a line's key stands; nil where the line is no member.
  private func keyEnd(_ span: SourceSpan) -> Int? {
    var index = Int(span.start)
    let end = Int(span.end)
    guard index < end, ![ASCII.openBracket, ASCII.openBrace, ASCII.bar, ASCII.greater].contains(source.bytes[index])
    else { return nil }
    let quote = source.bytes[index]
    if quote == ASCII.quote || quote == ASCII.apostrophe {
      index += 1
      while index < end, source.bytes[index] != quote { index += 1 }
    }
    while index < end {
      if source.bytes[index] == ASCII.colon, index + 1 == end || source.bytes[index + 1].isSpace { return index }
      index += 1
    }
    return nil
  }

  private func plain(_ span: SourceSpan) -> String {
    let text = source.string(span)
    guard let first = text.first, first == "\"" || first == "'", text.count > 1, text.last == first else { return text }
    return String(text.dropFirst().dropLast())
  }

  /// A scalar, a flow collection, or a block text whose lines follow.
  private mutating func scalar(_ span: SourceSpan, _ line: Line) -> SourceValue {
    let first = source.bytes[Int(span.start)]
    switch first {
    case ASCII.bar, ASCII.greater: return blockText(line)
    case ASCII.openBracket, ASCII.openBrace: return flow(span)
    case ASCII.ampersand, ASCII.asterisk, ASCII.exclamation:
      return SourceValue(.hole(Hole(source.string(span), .unsupported, origin(span))), origin(span))
    default: break
    }
    if first == ASCII.quote || first == ASCII.apostrophe, span.bytes.count > 1, source.bytes[Int(span.end) - 1] == first
    {
      let inner = SourceSpan(Int(span.start) + 1..<Int(span.end) - 1)
      return SourceValue.literal(source.string(inner), at: origin(inner))
    }
    let text = source.string(span)
    switch text.lowercased() {
    case "true": return SourceValue(.boolean(true), origin(span))
    case "false": return SourceValue(.boolean(false), origin(span))
    case "null", "~": return SourceValue(.null, origin(span))
    default:
      return Double(text) == nil
        ? SourceValue.literal(text, at: origin(span)) : SourceValue(.number(text), origin(span))
    }
  }

  private mutating func blockText(_ line: Line) -> SourceValue {
    var pieces: [ValuePiece] = []
    while next < lines.count, lines[next].indent > line.indent {
      let span = lines[next].span
      pieces.append(.literal(source.string(span) + "\n", origin(span)))
      next += 1
    }
    return SourceValue.text(pieces, at: pieces.isEmpty ? origin(line.span) : origin(line.span))
  }

  /// A collection in brackets, which may go over several lines.
  private mutating func flow(_ span: SourceSpan) -> SourceValue {
    var open = 0
    var end = Int(span.end)
    func count(_ range: SourceSpan) {
      for byte in source.bytes[range.bytes] {
        if byte == ASCII.openBracket || byte == ASCII.openBrace { open += 1 }
        if byte == ASCII.closeBracket || byte == ASCII.closeBrace { open -= 1 }
      }
    }
    count(span)
    while open > 0, next < lines.count {
      count(lines[next].span)
      end = Int(lines[next].span.end)
      next += 1
    }
    let whole = SourceSpan(Int(span.start)..<end)
    let text = SourceValue.literal(source.string(whole), at: origin(whole))
    return EmbeddedJSON.read(text) ?? SourceValue(.hole(Hole("YAML", .unsupported, origin(whole))), origin(whole))
  }
}
