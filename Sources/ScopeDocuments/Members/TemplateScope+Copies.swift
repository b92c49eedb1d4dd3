// Lists that a template makes entry by entry.
//
// Source: Azure Resource Manager, property iteration: copy with name, count and input, and the function copyIndex.
extension TemplateScope {
  /// A value with everything in it evaluated, as the names of loops and lambdas mean something only within them.
  ///
  /// - Parameter keepsPlaces: whether texts and numbers of the template stay where they stand, so that findings have a
  ///   place; otherwise equal values are equal wherever they stand.
  func deep(_ value: Value, keepsPlaces: Bool = true) -> Value {
    budget -= 1
    guard budget > 0 else { return .unknown }
    switch value {
    case .place(let place): return deep(place, keepsPlaces, depth: 0)
    case .list(let elements): return .list(elements.map { deep($0, keepsPlaces: keepsPlaces) })
    case .object(let members):
      return .object(
        members.map {
          .init(name: $0.name, value: deep($0.value, keepsPlaces: keepsPlaces), key: keepsPlaces ? $0.key : nil)
        })
    default: return value
    }
  }

  private func deep(_ place: JSONPlace, _ keepsPlaces: Bool, depth: Int) -> Value {
    budget -= 1
    guard budget > 0, depth < 64 else { return .unknown }
    switch document.kind(place) {
    case .array: return .list(document.elements(of: place).map { deep($0, keepsPlaces, depth: depth + 1) })
    case .object:
      var members: [Value.Member] = []
      document.forEachMember(of: place) { key, value in
        let name = document.text(key)
        guard name.lowercased() == "copy", document.kind(value) == .array else {
          members.append(
            .init(
              name: name, value: deep(value, keepsPlaces, depth: depth + 1), key: keepsPlaces ? key : nil))
          return
        }
        for copy in document.elements(of: value) {
          members.append(.init(name: self.name(ofCopy: copy) ?? "", value: copied(copy)))
        }
      }
      return .object(members)
    case .string:
      guard let value = value(of: place) else { return .unknown }
      guard case .place(let found) = value else { return value }
      switch document.kind(found) {
      case .array, .object: return deep(found, keepsPlaces, depth: depth + 1)
      case .string: return keepsPlaces ? value : document.string(found).map(Value.text) ?? .unknown
      default: return value
      }
    default: return .place(place)
    }
  }

  func name(ofCopy copy: JSONPlace) -> String? {
    document.member(inAnyCase: "name", of: copy).flatMap { text(value(of: $0)) }
  }

  /// The list that a copy makes; unknown where only the deployment tells how long it is.
  func copied(_ copy: JSONPlace) -> Value {
    guard let count = count(ofCopy: copy), let name = name(ofCopy: copy),
      let input = document.member(inAnyCase: "input", of: copy)
    else { return .unknown }
    return .list(repeated(count, as: name) { deep(.place(input)) })
  }

  func count(ofCopy copy: JSONPlace) -> Int? {
    guard let count = document.member(inAnyCase: "count", of: copy).flatMap({ number(value(of: $0)) }),
      count >= 0, count < budget
    else { return nil }
    return count
  }

  /// Calls `body` once for each number below `count`, which `copyIndex` means meanwhile.
  func repeated<Element>(_ count: Int, as name: String, _ body: () -> Element) -> [Element] {
    let outer = indexes
    defer { indexes = outer }
    return (0..<count).map { index in
      indexes[name.lowercased()] = index
      indexes[""] = index
      return body()
    }
  }

  func copyIndex(_ arguments: [TemplateExpression], depth: Int) -> Value? {
    var rest = arguments
    var name = ""
    if case .text(let text) = rest.first {
      name = text.lowercased()
      rest.removeFirst()
    }
    guard let index = indexes[name], rest.count <= 1 else { return nil }
    guard let offset = rest.first else { return .number(index) }
    return number(evaluate(offset, depth: depth)).flatMap { offset in
      let (sum, isTooLarge) = index.addingReportingOverflow(offset)
      return isTooLarge ? nil : .number(sum)
    }
  }
}
