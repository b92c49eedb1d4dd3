// Cutting texts without losing the place of their pieces.
extension ValuePiece {
  /// A part of a literal; where it is shorter or longer than what is written, the whole place counts.
  static func slice(_ bytes: ArraySlice<UInt8>, of literal: [UInt8], _ origin: SourceOrigin) -> ValuePiece {
    let text = String(decoding: bytes, as: UTF8.self)
    guard origin.span.bytes.count == literal.count else { return .literal(text, origin) }
    let start = origin.span.start + UInt32(bytes.startIndex)
    var place = origin
    place.span = SourceSpan(start: start, end: start + UInt32(bytes.count))
    return .literal(text, place)
  }
}

extension SourceValue {
  /// The pieces of a text; a number or a boolean is one literal, a hole one hole, null nothing.
  package var pieces: [ValuePiece]? {
    switch shape {
    case .text(let pieces): return pieces
    case .number, .boolean: return text.map { [.literal($0, origin)] }
    case .hole(let hole): return [.hole(hole)]
    case .null: return []
    // In a text, a permission is its id, and an API its own.
    case .lookup(.permission(_, _, let name)):
      return name.pieces?.map { piece in
        guard case .literal(let text, var place) = piece else { return piece }
        place.isLookedUp = true
        return .literal(text, place)
      }
    case .lookup(.principal(let resource)): return resource.pieces
    case .lookup(.holder(let name)): return [.hole(Hole(name, .resource, origin))]
    case .lookup(.application(let number)): return [.hole(Hole("application \(number + 1)", .resource, origin))]
    default: return nil
    }
  }

  /// A text of pieces, at the place of its first literal; one hole alone is a hole.
  package static func text(_ pieces: [ValuePiece], at origin: SourceOrigin) -> SourceValue {
    if pieces.count == 1, case .hole(let hole) = pieces[0] { return SourceValue(.hole(hole), origin) }
    if pieces.count > maximumElements {
      return SourceValue(.hole(Hole("a text of more than \(maximumElements) pieces", .limit, origin)), origin)
    }
    for case .literal(let text, let place) in pieces where !text.isEmpty {
      if pieces.count == 1 { return SourceValue(.text(pieces), place) }
      return SourceValue(
        .text(pieces), SourceOrigin(place.source, SourceSpan(start: place.span.start, end: place.span.end)))
    }
    return SourceValue(.text(pieces), origin)
  }

  package static func literal(_ text: String, at origin: SourceOrigin) -> SourceValue {
    SourceValue(.text(text.isEmpty ? [] : [.literal(text, origin)]), origin)
  }

  /// The parts of a text between bytes that `isSeparator` names, empty ones left out; holes stay in their part.
  package func split(_ isSeparator: (UInt8) -> Bool) -> [SourceValue] {
    guard let pieces else { return [self] }
    var parts: [[ValuePiece]] = [[]]
    for piece in pieces {
      guard case .literal(let text, let origin) = piece else {
        parts[parts.count - 1].append(piece)
        continue
      }
      let bytes = Array(text.utf8)
      var start = 0
      for index in bytes.indices where isSeparator(bytes[index]) {
        if index > start { parts[parts.count - 1].append(.slice(bytes[start..<index], of: bytes, origin)) }
        if !parts[parts.count - 1].isEmpty { parts.append([]) }
        start = index + 1
      }
      if start < bytes.count { parts[parts.count - 1].append(.slice(bytes[start...], of: bytes, origin)) }
    }
    return parts.filter { !$0.isEmpty }.map { SourceValue.text($0, at: origin) }
  }

  /// The text without the bytes at its ends that `isTrimmed` names.
  package func trimmed(_ isTrimmed: (UInt8) -> Bool = \.isSpace) -> SourceValue {
    guard var pieces else { return self }
    while case .literal(let text, let origin)? = pieces.first {
      let bytes = Array(text.utf8)
      let start = bytes.firstIndex { !isTrimmed($0) } ?? bytes.count
      if start == 0 { break }
      pieces.removeFirst()
      if start < bytes.count {
        pieces.insert(.slice(bytes[start...], of: bytes, origin), at: 0)
        break
      }
    }
    while case .literal(let text, let origin)? = pieces.last {
      let bytes = Array(text.utf8)
      let end = (bytes.lastIndex { !isTrimmed($0) } ?? -1) + 1
      if end == bytes.count { break }
      pieces.removeLast()
      if end > 0 {
        pieces.append(.slice(bytes[..<end], of: bytes, origin))
        break
      }
    }
    return SourceValue.text(pieces, at: origin)
  }

  /// The text without `suffix` at its end, or as it is where it does not end so.
  package func dropping(suffix: String) -> SourceValue {
    guard var pieces, case .literal(let text, let origin)? = pieces.last, text.hasSuffix(suffix), !suffix.isEmpty else {
      return self
    }
    let bytes = Array(text.utf8)
    pieces[pieces.count - 1] = .slice(bytes[..<(bytes.count - suffix.utf8.count)], of: bytes, origin)
    return SourceValue.text(pieces, at: origin)
  }
}
