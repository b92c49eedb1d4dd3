// Lists, and what counts as one.
extension SourceValue {
  /// A list, open at its end where it would grow beyond ``maximumElements``.
  package static func list(_ values: [SourceValue], rest: Hole?, at origin: SourceOrigin) -> SourceValue {
    guard values.count > maximumElements else { return SourceValue(.list(values, rest: rest), origin) }
    let hole = Hole("more than \(maximumElements) elements", .limit, origin)
    return SourceValue(.list(Array(values.prefix(maximumElements)), rest: rest ?? hole), origin)
  }

  /// The elements of a list; the value itself, or its possibilities, where it is none; nothing for null.
  package var elements: [SourceValue] {
    switch shape {
    case .list(let items, _): items
    case .anyOf(let values): values.flatMap(\.elements)
    case .null: []
    default: [self]
    }
  }

  /// Why a list may be longer than it is known to be.
  package var openHole: Hole? {
    switch shape {
    case .list(_, let rest), .object(_, let rest): rest
    case .anyOf(let values): values.lazy.compactMap(\.openHole).first
    default: nil
    }
  }

  /// Whether a value counts as true; nil where that is not known.
  package var isTrue: Bool? {
    switch shape {
    case .boolean(let flag): return flag
    case .null: return false
    case .text(let pieces):
      if pieces.isEmpty { return false }
      for case .literal(let text, _) in pieces where !text.isEmpty { return true }
      return pieces.contains { if case .hole = $0 { true } else { false } } ? nil : false
    case .number(let number): return Double(number).map { $0 != 0 }
    case .list(let items, let rest): return items.isEmpty ? (rest == nil ? false : nil) : true
    case .object, .function, .lookup, .handle: return true
    case .hole: return nil
    case .anyOf(let values):
      let truths = values.map(\.isTrue)
      return truths.allSatisfy { $0 == true } ? true : truths.allSatisfy { $0 == false } ? false : nil
    }
  }

  /// A list's elements as one text.
  package func joined(separator: String, at origin: SourceOrigin) -> SourceValue {
    guard case .list(let items, let rest) = shape else { return self }
    var pieces: [ValuePiece] = []
    for (index, item) in items.enumerated() {
      if index > 0, !separator.isEmpty {
        pieces.append(
          .literal(separator, SourceOrigin(origin.source, SourceSpan(start: origin.span.start, end: origin.span.start)))
        )
      }
      pieces += item.alternatives.first?.pieces ?? [.hole(Hole("a list's element", .unsupported, origin))]
    }
    if let rest { pieces.append(.hole(rest)) }
    return SourceValue.text(pieces, at: origin)
  }

  /// A list as a text puts it: with spaces between.
  var joinedPieces: [ValuePiece]? {
    guard case .list = shape else { return nil }
    return joined(separator: " ", at: origin).pieces
  }

  /// The value as a list of one, where it is none.
  func asList(_ origin: SourceOrigin) -> SourceValue {
    switch shape {
    case .list: self
    case .hole(let hole): SourceValue(.list([], rest: hole), origin)
    default: SourceValue(.list(elements, rest: nil), origin)
    }
  }
}
