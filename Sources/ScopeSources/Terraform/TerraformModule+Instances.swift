import ScopeValues

// Instances of a resource, a module or a dynamic block.
extension TerraformModule {
  /// What `each` stands for in one instance.
  func eachValue(_ entry: (key: SourceValue, value: SourceValue), in list: SourceValue, _ span: SourceSpan)
    -> SourceValue
  {
    // Of a set, the key is the value.
    let isObject = list.alternatives.contains { if case .object = $0.shape { true } else { false } }
    let key = isObject ? entry.key : entry.value
    return SourceValue(
      .object(
        [
          ValueMember(key: "key", keyOrigin: key.origin, value: key),
          ValueMember(key: "value", keyOrigin: entry.value.origin, value: entry.value),
        ], rest: nil), entry.value.origin)
  }

  /// What `each` or an iterator stands for where the list is not known.
  func elementHole(_ list: SourceValue, _ span: SourceSpan) -> SourceValue {
    let name = list.hole?.name ?? list.openHole?.name ?? written(span)
    let value = hole(name, .element, span)
    return SourceValue(
      .object(
        [
          ValueMember(key: "key", keyOrigin: origin(span), value: value),
          ValueMember(key: "value", keyOrigin: origin(span), value: value),
        ], rest: nil), origin(span))
  }

  /// The instances of a resource or a dynamic block, each with what its iterator stands for.
  mutating func instances(_ forEach: Expression?, _ count: Expression?, _ iterator: String) -> [[(String, SourceValue)]]
  {
    if let forEach {
      let list = evaluate(forEach)
      let (entries, rest) = entries(of: list, forEach.span)
      var all = entries.map { [(iterator, eachValue($0, in: list, forEach.span))] }
      if rest != nil { all.append([(iterator, elementHole(list, forEach.span))]) }
      return all
    }
    if let count {
      let number = evaluate(count)
      if case .number(let text) = number.shape, let value = Int(text) {
        return (0..<min(value, SourceValue.maximumElements)).map { index in
          let place = SourceValue(.number(String(index)), number.origin)
          return [
            (
              "count",
              SourceValue(
                .object([ValueMember(key: "index", keyOrigin: number.origin, value: place)], rest: nil), number.origin)
            )
          ]
        }
      }
    }
    return [[]]
  }

  /// Evaluates with some names bound.
  mutating func with<Result>(_ names: [(String, SourceValue)], _ body: (inout TerraformModule) -> Result) -> Result {
    let count = bound.count
    bound += names
    defer { bound.removeLast(bound.count - count) }
    return body(&self)
  }
}
