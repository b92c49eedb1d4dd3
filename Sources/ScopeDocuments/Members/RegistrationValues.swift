import ScopeValues

/// Reads single values of a registration, and knows which texts stand for a value that is not there.
struct RegistrationValues {
  let document: JSONDocument
  /// What the names of a deployment template stand for; nil outside of one.
  var scope: TemplateScope?
  /// What could not be understood.
  let faults: DecodingFaults

  init(_ document: JSONDocument, scope: TemplateScope? = nil, faults: DecodingFaults) {
    self.document = document
    self.scope = scope
    self.faults = faults
  }

  /// Follows a template expression to the value that it stands for; any other value stays as it is.
  func resolve(_ place: JSONPlace) -> JSONPlace {
    guard let scope, document.kind(place) == .string, case .place(let found) = scope.value(of: place) else {
      return place
    }
    return found
  }

  func member(_ name: MemberName, of place: JSONPlace) -> JSONPlace? {
    document.member(name, of: place).map(resolve)
  }

  /// Whether a text is a template's placeholder: Teams toolkit, shell or deployment template.
  func isExpression(_ place: JSONPlace) -> Bool {
    let text = document.content(place)
    guard let first = text.first else { return false }
    switch first {
    case ASCII.dollar: return text.starts(with: "${".utf8)
    case ASCII.openBrace: return text.starts(with: "{{".utf8)
    case ASCII.openBracket: return scope != nil && text.last == ASCII.closeBracket && !text.starts(with: "[[".utf8)
    default: return false
    }
  }

  /// Whether a text is a placeholder of the Teams toolkit, old or new.
  func isPlaceholder(_ place: JSONPlace) -> Bool {
    let text = document.content(place)
    return text.starts(with: "${{".utf8) || text.starts(with: "{{".utf8)
  }

  func string(_ place: JSONPlace?) -> Property<String> {
    guard let place else { return .absent }
    switch document.kind(place) {
    case .null: return .null(place)
    case .string:
      guard isExpression(place) else { return .value(document.text(place), place) }
      if case .text(let text) = scope?.value(of: place) { return .value(text, place) }
      return .unresolved(place)
    default: return .malformed(place)
    }
  }

  /// Reads a boolean; Microsoft's own samples write some as strings, and databases as 0 and 1. Anything else is misread.
  func boolean(_ place: JSONPlace?) -> Property<Bool> {
    guard let place else { return .absent }
    switch document.kind(place) {
    case .null: return .null(place)
    case .true: return .value(true, place)
    case .false: return .value(false, place)
    case .string:
      switch document.text(place).lowercased().filter({ !$0.isWhitespace }) {
      case "true": return .value(true, place)
      case "false": return .value(false, place)
      default: return isExpression(place) ? .unresolved(place) : notBoolean(place)
      }
    case .number:
      switch document.integer(place) {
      case 1: return .value(true, place)
      case 0: return .value(false, place)
      default: return notBoolean(place)
      }
    default: return notBoolean(place)
    }
  }

  private func notBoolean(_ place: JSONPlace) -> Property<Bool> {
    faults.misread(
      place, "a setting is neither true nor false", remedy: "Write true or false, without quotation marks.")
    return .malformed(place)
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

  /// Reads an id in any spelling, or a name where a template uses names.
  func identifier(_ place: JSONPlace?) -> Property<Identifier> {
    guard let place else { return .absent }
    switch document.kind(place) {
    case .null: return .null(place)
    case .string:
      if !document.hasEscapes(place), let guid = GUID(document.content(place)) { return .value(.guid(guid), place) }
      if isExpression(place), GUID(spelling: document.content(place)) == nil {
        switch scope?.value(of: place) {
        case .text(let text): return .value(Self.identifier(text), place)
        case .named(let name): return .value(.name(name), place)
        default: return .unresolved(place)
        }
      }
      return .value(Self.identifier(document.text(place)), place)
    default: return .malformed(place)
    }
  }

  /// Reads an id that is the name of a member.
  func identifier(ofName key: JSONPlace) -> Property<Identifier> { .value(Self.identifier(document.text(key)), key) }

  static func identifier(_ text: String) -> Identifier {
    if let guid = GUID(spelling: text) { return .guid(guid) }
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { $0 > ASCII.space }),
      let last = bytes.lastIndex(where: { $0 > ASCII.space })
    else {
      return .name("")
    }
    return .name(String(text[first...last]))
  }

  /// What stands in place of an id where it is not the id as Entra prints it.
  func written(_ identifier: Property<Identifier>, _ place: JSONPlace) -> String? {
    guard case .value(let value, _) = identifier, document.kind(place) == .string else { return nil }
    if case .guid = value, !document.hasEscapes(place) {
      let raw = document.content(place)
      if raw.count == 36, !raw.contains(where: { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }) { return nil }
    }
    return document.text(place)
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
        if let element = read(resolve($0)) { elements.append(element) } else { misread($0) }
      }
      // A list of which nothing can be read is not an empty list.
      return elements.isEmpty && !isEmpty ? .malformed(place) : .value(elements, place)
    case .object:
      guard let element = read(place) else {
        misread(place)
        return .malformed(place)
      }
      return .value([element], place)
    case .string where isExpression(place): return .unresolved(place)
    default:
      misread(place)
      return .malformed(place)
    }
  }

  /// Whether a text is what PowerShell prints in place of an object: the name of its type, or its members in a line.
  func isTypeName(_ place: JSONPlace) -> Bool {
    let text = document.content(place)
    return text.starts(with: "Microsoft.".utf8) || text.starts(with: "System.".utf8)
      || text.starts(with: "@{".utf8) || text.starts(with: "class ".utf8)
  }

  /// Notes an element that is not what its list holds; PowerShell's names of types have a fault of their own.
  private func misread(_ place: JSONPlace) {
    guard document.kind(place) != .string || !isExpression(place) && !isTypeName(place) else { return }
    faults.misread(
      place, "a list of a registration holds \(document.kind(place).phrase) where it holds something else elsewhere",
      remedy: "Correct the list or export again.")
  }

  /// The one object that a value is: itself, or the only element of a list, as Terraform writes blocks.
  func objects(_ place: JSONPlace) -> [JSONPlace] {
    switch document.kind(place) {
    case .array: document.elements(of: place).map(resolve).filter { document.kind($0) == .object }
    case .object: [place]
    default: []
    }
  }

  /// Windows PowerShell 5.1 prints an array as {"value": […], "Count": n}, and some tools as {"value": […]}.
  func unwrapped(_ place: JSONPlace) -> JSONPlace {
    guard document.kind(place) == .object, let value = member(.value, of: place),
      document.kind(value) == .array || member(.count, of: place) != nil
    else { return place }
    return value
  }
}
