import ScopeValues

/// What the names of one deployment template stand for, as far as the template itself tells.
final class TemplateScope {
  let document: JSONDocument
  /// Where the template stands, so that equal symbols of nested ones stay apart.
  let template: JSONPlace
  /// Values of `variables('…')` and `parameters('…')`, by function and name in lower case.
  private var bindings: [String: JSONPlace] = [:]
  /// Resources by symbol, in lower case.
  private var resources: [String: JSONPlace] = [:]

  /// What an expression comes to.
  enum Value: Hashable {
    case place(JSONPlace)
    case text(String)
    case number(Int)
    case boolean(Bool)
    case list([Value])
    case object([Member])
    /// A resource of the template, by its symbol.
    case resource(String)
    /// A property of a resource that only the deployment tells.
    case resourceProperty(String, String)
    /// The permissions that have a name: what `filter` leaves of a resource's list.
    case named(String)
    /// A part of a list or an object that only the deployment tells.
    case unknown

    struct Member: Hashable {
      var name: String
      var value: Value
      /// The name, where the template has it as a member.
      var key: JSONPlace?
    }
  }

  /// Steps that are left: names that double a list each time would cost more than the template's size.
  var budget: Int
  /// What `copyIndex` stands for, by the loop's name in lower case; the empty name is the innermost one.
  var indexes: [String: Int] = [:]
  /// What the variables of lambdas stand for.
  var locals: [String: Value] = [:]
  /// How often a parameter was asked for, whose value a deployment may choose.
  private(set) var parameterUses = 0

  init(_ document: JSONDocument, template: JSONPlace) {
    self.document = document
    self.template = template
    budget = 2_000 + 64 * (Int(document.nodes[Int(template.node)].next) - Int(template.node))
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

  func value(of place: JSONPlace, depth: Int) -> Value? {
    // Names may lead to names; a hostile template could make them a ring.
    guard depth < 16 else { return nil }
    guard document.kind(place) == .string, document.content(place).first == ASCII.openBracket else {
      return .place(place)
    }
    let text = document.text(place)
    guard text.hasSuffix("]"), !text.hasPrefix("[[") else { return .place(place) }
    return TemplateExpression(text.dropFirst().dropLast()).flatMap { evaluate($0, depth: depth + 1) }
  }

  func evaluate(_ expression: TemplateExpression, depth: Int) -> Value? {
    budget -= 1
    guard depth < 64, budget > 0 else { return nil }
    switch expression {
    case .text(let text): return .text(text)
    case .number(let number): return .number(number)
    case .call(let function, let arguments): return call(function, arguments, depth: depth + 1)
    case .property(let base, let name): return property(name, of: evaluate(base, depth: depth + 1), depth: depth)
    case .element(let base, let index):
      let list = evaluate(base, depth: depth + 1)
      guard let index = evaluate(index, depth: depth + 1) else { return nil }
      if case .named = list { return index == .number(0) ? list : nil }
      if let number = number(index) {
        guard let list, let elements = elements(of: list), elements.indices.contains(number) else { return nil }
        return elements[number] == .unknown ? nil : elements[number]
      }
      return text(index).flatMap { property($0, of: list, depth: depth) }
    }
  }

  private func property(_ name: String, of base: Value?, depth: Int) -> Value? {
    switch base {
    case .place(let place):
      return document.member(inAnyCase: name, of: place).flatMap { value(of: $0, depth: depth + 1) }
    case .object(let members):
      let found = members.last { $0.name.lowercased() == name.lowercased() }?.value
      return found == .unknown ? nil : found
    case .resource(let symbol):
      if let properties = properties(of: symbol), let place = document.member(inAnyCase: name, of: properties) {
        return value(of: place, depth: depth + 1)
      }
      return .resourceProperty(symbol, name.lowercased())
    case .named(let text): return name.lowercased() == "id" ? .named(text) : nil
    case .text, .number, .boolean, .list, .resourceProperty, .unknown, nil: return nil
    }
  }

  /// What a name of the template stands for.
  func binding(_ function: String, _ name: String, depth: Int) -> Value? {
    if function == "parameters" { parameterUses += 1 }
    guard let place = bindings["\(function) \(name.lowercased())"] else { return nil }
    if case .string = document.kind(place) { return value(of: place, depth: depth) }
    return .place(place)
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
