import ScopeValues

/// Reads single values of a registration, and knows which texts stand for a value that is not there.
struct RegistrationValues {
  let document: JSONDocument
  /// What `variables('…')` and `parameters('…')` stand for in a deployment template; nil outside of one.
  var bindings: [String: JSONPlace]?

  /// Follows a template expression that is one bare reference; any other value stays as it is.
  func resolve(_ place: JSONPlace) -> JSONPlace {
    guard let bindings, document.kind(place) == .string else { return place }
    var current = place
    // References may lead to references; a hostile template could make them a ring.
    for _ in 0..<8 {
      guard document.kind(current) == .string else { return current }
      let text = document.text(current)
      guard text.hasPrefix("["), text.hasSuffix("]"), let next = bindings[String(text.dropFirst().dropLast())]
      else { return current }
      current = next
    }
    return place
  }

  func member(_ name: MemberName, of place: JSONPlace) -> JSONPlace? {
    document.member(name, of: place).map(resolve)
  }

  /// Whether a text is a template's placeholder: Teams toolkit, shell or deployment template.
  func isExpression(_ place: JSONPlace) -> Bool {
    let text = document.content(place)
    guard let first = text.first else { return false }
    switch first {
    case 0x24: return text.starts(with: "${".utf8)
    case 0x7B: return text.starts(with: "{{".utf8)
    case 0x5B: return bindings != nil && text.last == 0x5D && !text.starts(with: "[[".utf8)
    default: return false
    }
  }

  func string(_ place: JSONPlace?) -> Property<String> {
    guard let place else { return .absent }
    switch document.kind(place) {
    case .null: return .null(place)
    case .string: return isExpression(place) ? .unresolved(place) : .value(document.text(place), place)
    default: return .malformed(place)
    }
  }

  /// Reads a boolean; Microsoft's own samples write some as strings.
  func boolean(_ place: JSONPlace?) -> Property<Bool> {
    guard let place else { return .absent }
    switch document.kind(place) {
    case .null: return .null(place)
    case .true: return .value(true, place)
    case .false: return .value(false, place)
    case .string:
      switch document.text(place).lowercased() {
      case "true": return .value(true, place)
      case "false": return .value(false, place)
      default: return isExpression(place) ? .unresolved(place) : .malformed(place)
      }
    default: return .malformed(place)
    }
  }

  func timestamp(_ place: JSONPlace?) -> Property<Timestamp> {
    guard let place else { return .absent }
    switch document.kind(place) {
    case .null: return .null(place)
    case .string:
      if let timestamp = Timestamp(exported: document.text(place)) { return .value(timestamp, place) }
      return isExpression(place) ? .unresolved(place) : .malformed(place)
    default: return .malformed(place)
    }
  }

  func integer(_ place: JSONPlace?) -> Property<Int> {
    guard let place else { return .absent }
    switch document.kind(place) {
    case .null: return .null(place)
    case .number: return document.integer(place).map { Property.value($0, place) } ?? .malformed(place)
    case .string:
      if isExpression(place) { return .unresolved(place) }
      return Int(document.text(place)).map { Property.value($0, place) } ?? .malformed(place)
    default: return .malformed(place)
    }
  }

  func identifier(_ place: JSONPlace?) -> Property<Identifier> {
    guard let place else { return .absent }
    switch document.kind(place) {
    case .null: return .null(place)
    case .string:
      if !document.hasEscapes(place), let guid = GUID(document.content(place)) { return .value(.guid(guid), place) }
      if isExpression(place) { return .unresolved(place) }
      let text = document.text(place)
      // Windows tools print a GUID in braces; it is the same GUID.
      let bare = text.hasPrefix("{") && text.hasSuffix("}") ? text.dropFirst().dropLast() : text[...]
      return .value(GUID(bare).map(Identifier.guid) ?? .name(text), place)
    default: return .malformed(place)
    }
  }

  /// The elements of an array, each read by `read`; a single object stands for a list of one.
  func list<Element>(_ place: JSONPlace?, _ read: (JSONPlace) -> Element?) -> Property<[Element]> {
    guard let outer = place else { return .absent }
    let place = unwrapped(outer)
    switch document.kind(place) {
    case .null: return .null(place)
    case .array:
      var elements: [Element] = []
      var isEmpty = true
      document.forEachElement(of: place) {
        isEmpty = false
        if let element = read(resolve($0)) { elements.append(element) }
      }
      // A list of which nothing can be read is not an empty list.
      return elements.isEmpty && !isEmpty ? .malformed(place) : .value(elements, place)
    case .object: return .value([place].compactMap(read), place)
    case .string: return isExpression(place) ? .unresolved(place) : .malformed(place)
    default: return .malformed(place)
    }
  }

  /// The one object that a value is: itself, or the only element of a list, as Terraform writes blocks.
  func objects(_ place: JSONPlace) -> [JSONPlace] {
    switch document.kind(place) {
    case .array: document.elements(of: place).map(resolve).filter { document.kind($0) == .object }
    case .object: [place]
    default: []
    }
  }

  /// Windows PowerShell 5.1 prints an array as {"value": […], "Count": n}.
  func unwrapped(_ place: JSONPlace) -> JSONPlace {
    guard document.kind(place) == .object, member(.count, of: place) != nil,
      let value = member(.value, of: place)
    else { return place }
    return value
  }
}
