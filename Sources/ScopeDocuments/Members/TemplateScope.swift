import ScopeValues

/// What the names of one deployment template stand for, as far as the template itself tells.
final class TemplateScope {
  private let document: JSONDocument
  /// Where the template stands, so that equal symbols of nested ones stay apart.
  let template: JSONPlace
  /// Values of `variables('…')` and `parameters('…')`, by function and name in lower case.
  private var bindings: [String: JSONPlace] = [:]
  /// Resources by symbol, in lower case.
  private var resources: [String: JSONPlace] = [:]

  /// What an expression comes to.
  enum Value: Equatable {
    case place(JSONPlace)
    case text(String)
    /// A resource of the template, by its symbol.
    case resource(String)
    /// A property of a resource that only the deployment tells.
    case resourceProperty(String, String)
    /// The permissions that have a name: what `filter` leaves of a resource's list.
    case named(String)
  }

  init(_ document: JSONDocument, template: JSONPlace) {
    self.document = document
    self.template = template
  }

  func bind(_ function: String, _ name: String, to place: JSONPlace?) {
    bindings["\(function) \(name.lowercased())"] = place
  }

  func declare(_ symbol: String, at resource: JSONPlace) { resources[symbol.lowercased()] = resource }

  /// The properties of a resource of the template.
  func properties(of symbol: String) -> JSONPlace? {
    resources[symbol.lowercased()].flatMap { document.member(.properties, of: $0) }
  }

  /// The value of a string that is an expression; nil where only the deployment tells it.
  func value(of place: JSONPlace) -> Value? { value(of: place, depth: 0) }

  private func value(of place: JSONPlace, depth: Int) -> Value? {
    // Names may lead to names; a hostile template could make them a ring.
    guard depth < 16 else { return nil }
    guard document.kind(place) == .string, document.content(place).first == 0x5B else { return .place(place) }
    let text = document.text(place)
    guard text.hasSuffix("]"), !text.hasPrefix("[[") else { return .place(place) }
    return TemplateExpression(text.dropFirst().dropLast()).flatMap { evaluate($0, depth: depth + 1) }
  }

  private func evaluate(_ expression: TemplateExpression, depth: Int) -> Value? {
    guard depth < 64 else { return nil }
    switch expression {
    case .text(let text): return .text(text)
    case .number: return nil
    case .call(let function, let arguments): return call(function, arguments, depth: depth + 1)
    case .property(let base, let name):
      switch evaluate(base, depth: depth + 1) {
      case .place(let place): return member(name, of: place, depth: depth)
      case .resource(let symbol):
        if let properties = properties(of: symbol), let place = document.member(inAnyCase: name, of: properties) {
          return value(of: place, depth: depth + 1)
        }
        return .resourceProperty(symbol, name.lowercased())
      case .named(let text): return name.lowercased() == "id" ? .named(text) : nil
      case .text, .resourceProperty, nil: return nil
      }
    case .element(let base, let index):
      switch (evaluate(base, depth: depth + 1), index) {
      case (.named(let text), .number(0)): return .named(text)
      case (.place(let place), .number(let number)):
        let elements = document.elements(of: place)
        return elements.indices.contains(number) ? value(of: elements[number], depth: depth + 1) : nil
      default: return nil
      }
    }
  }

  private func member(_ name: String, of place: JSONPlace, depth: Int) -> Value? {
    document.member(inAnyCase: name, of: place).flatMap { value(of: $0, depth: depth + 1) }
  }

  private func call(_ function: String, _ arguments: [TemplateExpression], depth: Int) -> Value? {
    switch (function, arguments.first) {
    case ("variables", .text(let name)), ("parameters", .text(let name)):
      return bindings["\(function) \(name.lowercased())"].flatMap { value(of: $0, depth: depth) }
    case ("reference", .text(let symbol)), ("resourceinfo", .text(let symbol)): return .resource(symbol)
    case ("filter", _):
      guard arguments.count == 2, case .call("lambda", let parts) = arguments[1],
        let name = parts.last?.comparedText(with: "value")
      else { return nil }
      return .named(name)
    case ("first", .some(let list)):
      if case .named(let text) = evaluate(list, depth: depth) { return .named(text) }
      return nil
    case ("tolower", .some(let argument)): return text(argument, depth: depth).map { .text($0.lowercased()) }
    case ("string", .some(let argument)): return text(argument, depth: depth).map { .text($0) }
    case ("concat", _):
      var joined = ""
      for argument in arguments {
        guard let part = text(argument, depth: depth) else { return nil }
        joined += part
      }
      return .text(joined)
    case ("tryget", .some(let base)):
      guard arguments.count == 2, case .text(let name) = arguments[1] else { return nil }
      return evaluate(.property(base, name), depth: depth)
    default: return nil
    }
  }

  private func text(_ expression: TemplateExpression, depth: Int) -> String? {
    switch evaluate(expression, depth: depth) {
    case .text(let text): text
    case .place(let place): document.string(place)
    default: nil
    }
  }

  // MARK: Object ids

  /// An id that stands for what only the deployment tells: the same for the same symbol or expression of a template.
  func standIn(for place: JSONPlace) -> GUID {
    switch value(of: place) {
    case .resource(let symbol), .resourceProperty(let symbol, "id"), .resourceProperty(let symbol, "principalid"),
      .resourceProperty(let symbol, "objectid"):
      standIn(forSymbol: symbol)
    default: document.standIn("\(template.node) \(document.text(place))")
    }
  }

  func standIn(forSymbol symbol: String) -> GUID { document.standIn("\(template.node) symbol \(symbol.lowercased())") }
}

extension JSONDocument {
  /// An id made up for what a document names and no tenant has yet; another document gives another one.
  func standIn(_ name: String) -> GUID {
    var high: UInt64 = 0xCBF2_9CE4_8422_2325
    var low: UInt64 = 0x9AE1_6A3B_2F90_404F
    func add(_ byte: UInt8) {
      high = (high ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      low = (low ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
      low ^= low >> 29
    }
    // The beginning and the size tell documents apart well enough for what only joins the parts of one.
    for byte in bytes.prefix(4_096) { add(byte) }
    for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: bytes.count >> shift)) }
    for byte in name.utf8 { add(byte) }
    return GUID(high: high, low: low)
  }

  /// The value of the last member that is called `name` in any letter case.
  func member(inAnyCase name: String, of place: JSONPlace) -> JSONPlace? {
    let wanted = name.lowercased()
    var found: JSONPlace?
    forEachMember(of: place) { key, value in
      if text(key).lowercased() == wanted { found = value }
    }
    return found
  }
}
