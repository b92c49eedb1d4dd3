import ScopeValues

// What Terraform's functions make of files, and functions that make lists.
extension TerraformModule {
  /// The text of a file that a function names.
  func content(_ path: SourceValue) -> (value: SourceValue, file: SourceText)? {
    guard let name = path.text, let file = open(name) else { return nil }
    let place = SourceOrigin(file, SourceSpan(0..<file.bytes.count))
    return (SourceValue.literal(String(decoding: file.bytes, as: UTF8.self), at: place), file)
  }

  /// What `jsondecode` and `yamldecode` make of a text.
  func decoded(_ value: SourceValue, _ name: String, _ span: SourceSpan) -> SourceValue {
    switch value.shape {
    // What jsonencode left as it is.
    case .object, .list: return value
    default: break
    }
    if name == "yamldecode", case .text = value.shape, value.origin.span == value.origin.source.span {
      return EmbeddedYAML.read(value.origin.source).value
    }
    return EmbeddedJSON.read(value) ?? hole(value.hole?.name ?? name, .call, span)
  }

  /// A template with its `${name}` replaced by the members that it is given; anything else in it is a hole.
  func filled(_ template: SourceValue, _ names: SourceValue, _ span: SourceSpan) -> SourceValue {
    guard case .text(let pieces) = template.shape else { return template }
    var result: [ValuePiece] = []
    for piece in pieces {
      guard case .literal(let text, let place) = piece else {
        result.append(piece)
        continue
      }
      let bytes = Array(text.utf8)
      let isExact = bytes.count == place.span.bytes.count
      func part(_ range: Range<Int>) -> SourceOrigin {
        guard isExact else { return place }
        let start = Int(place.span.start)
        return SourceOrigin(place.source, SourceSpan(start + range.lowerBound..<start + range.upperBound))
      }
      var from = 0
      var index = 0
      while index + 1 < bytes.count {
        guard bytes[index] == ASCII.dollar || bytes[index] == ASCII.percent, bytes[index + 1] == ASCII.openBrace else {
          index += 1
          continue
        }
        guard let close = bytes[index...].firstIndex(of: ASCII.closeBrace) else { break }
        if index > from {
          result.append(.literal(String(decoding: bytes[from..<index], as: UTF8.self), part(from..<index)))
        }
        let name = String(decoding: bytes[index + 2..<close], as: UTF8.self)
        let value = bytes[index] == ASCII.dollar ? names.member(name) : nil
        result += value?.pieces ?? [.hole(Hole(name, .variable, part(index..<close + 1)))]
        index = close + 1
        from = index
      }
      if from < bytes.count {
        result.append(.literal(String(decoding: bytes[from...], as: UTF8.self), part(from..<bytes.count)))
      }
    }
    return SourceValue.text(result, at: template.origin)
  }

  /// Functions whose answer is a list made of known ones.
  func list(_ name: String, _ values: [SourceValue], _ span: SourceSpan) -> SourceValue {
    let first = values[0]
    let others = values.dropFirst()
    let open = values.lazy.compactMap { $0.openHole ?? $0.hole }.first
    switch name {
    case "range":
      let numbers = values.compactMap { $0.text.flatMap(Int.init) }
      guard numbers.count == values.count, numbers.count <= 3 else {
        return hole(open?.name ?? "range()", .call, span)
      }
      let (start, end) = numbers.count == 1 ? (0, numbers[0]) : (numbers[0], numbers[1])
      let step = numbers.count == 3 ? numbers[2] : start <= end ? 1 : -1
      guard step != 0 else { return hole("range()", .call, span) }
      let items = stride(from: start, to: end, by: step).prefix(SourceValue.maximumElements).map {
        SourceValue(.number(String($0)), origin(span))
      }
      return SourceValue.list(items, rest: nil, at: origin(span))
    case "slice":
      let bounds = others.compactMap { $0.text.flatMap(Int.init) }
      guard bounds.count == 2, case .list(let items, let rest) = first.shape, bounds[0] >= 0, bounds[0] <= bounds[1]
      else { return first }
      return SourceValue.list(
        Array(items.prefix(bounds[1]).dropFirst(bounds[0])), rest: bounds[1] > items.count ? rest : nil,
        at: first.origin)
    case "setsubtract":
      let gone = Set(others.flatMap(\.elements).compactMap(\.text))
      return SourceValue.list(
        first.elements.filter { $0.text.map { !gone.contains($0) } ?? true }, rest: first.openHole, at: first.origin)
    case "setintersection":
      let kept = others.map { Set($0.elements.compactMap(\.text)) }
      if others.contains(where: { $0.openHole != nil || $0.hole != nil }) { return first }
      return SourceValue.list(
        first.elements.filter { item in item.text.map { text in kept.allSatisfy { $0.contains(text) } } ?? true },
        rest: first.openHole, at: first.origin)
    case "setproduct":
      var rows: [[SourceValue]] = [[]]
      for value in values {
        let items = value.elements
        guard rows.count * items.count <= SourceValue.maximumElements else { return hole("setproduct()", .limit, span) }
        rows = rows.flatMap { row in items.map { row + [$0] } }
      }
      return SourceValue.list(
        rows.map { SourceValue(.list($0, rest: nil), origin(span)) }, rest: open, at: origin(span))
    case "chunklist": return SourceValue.list([first], rest: nil, at: first.origin)
    default:
      guard others.count == 1, let items = others.first else { return hole("\(name)()", .call, span) }
      return SourceValue.list(
        items.elements.map { printed(first, [$0], span) }, rest: items.openHole, at: items.origin)
    }
  }
}
