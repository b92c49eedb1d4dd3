import ScopeValues

/// A URL's query, decoded once and in lower case.
enum QueryText {
  /// Longer queries are read up to here.
  private static let limit = 16_384

  /// The names and values of a query, without the dollar sign that OData allows to leave out.
  static func options(_ query: some Sequence<UInt8>) -> [(name: String, value: String)] {
    decoded(query, splitsAtAmpersand: true).compactMap { option in
      guard let equals = option.firstIndex(of: ASCII.equals) else { return nil }
      let name = option[..<equals].drop { $0 == ASCII.dollar || $0 == ASCII.space }
      return (String(decoding: name, as: UTF8.self), String(decoding: option[(equals + 1)...], as: UTF8.self))
    }
  }

  /// The properties that $select, $filter, $orderby and $search read, in lower case, each once.
  static func properties(_ query: some Sequence<UInt8>) -> [String] {
    var found: [String] = []
    func add(_ name: String) { if !name.isEmpty, found.count < 200, !found.contains(name) { found.append(name) } }
    for (name, value) in options(query) {
      switch name {
      case "select": for item in items(value) { add(item) }
      case "filter", "orderby", "search": for word in words(value) { add(word) }
      default: break
      }
    }
    return found
  }

  /// What $expand names.
  static func expanded(_ query: some Sequence<UInt8>) -> [String] {
    options(query).filter { $0.name == "expand" }.flatMap { items($0.value) }
  }

  /// Whether a query may have an $expand: false only where none of it reads as one, however it is decoded.
  static func mayExpand(_ query: UnsafeRawBufferPointer) -> Bool {
    var last: UInt8 = 0
    for byte in query {
      if byte == ASCII.percent || byte == ASCII.backtick { return true }
      if last | 0x20 == UInt8(ascii: "x"), byte | 0x20 == UInt8(ascii: "p") { return true }
      last = byte
    }
    return false
  }

  /// The options whose values name properties.
  static let options: [String] = ["select", "filter", "orderby", "search", "expand"]

  /// The words of expressions that name no property.
  static let operators: Set<String> = [
    "eq", "ne", "gt", "ge", "lt", "le", "and", "or", "not", "in", "has", "asc", "desc", "null", "true", "false", "any",
    "all",
  ]

  /// The names in an expression: no operators, functions, texts, numbers and variables of a lambda.
  private static func words(_ expression: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    var variables: Set<String> = []
    func finish(_ next: Character?) {
      defer { word = "" }
      if next == ":" { variables.insert(word) }
      guard let first = word.first, first.isLetter, next != "(", next != ":", !operators.contains(word) else { return }
      // No property's name has a hyphen: this is an id without quotes.
      guard !word.contains("-") else { return }
      let parts = word.split(separator: "/").map(String.init)
      guard let head = parts.first, !variables.contains(head) else { return }
      words.append(parts.last == "any" || parts.last == "all" ? parts.dropLast().joined(separator: "/") : word)
    }
    for character in expression {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        finish(nil)
        quote = character
      } else if character.isLetter || character.isNumber || character == "/" || character == "_" || character == "."
        || character == "-"
      {
        word.append(character)
      } else if character == "(" && (word.hasSuffix("/any") || word.hasSuffix("/all")) {
        finish(nil)
      } else {
        finish(character)
      }
    }
    finish(nil)
    return words
  }

  /// Whether a query contains a text in lower case.
  static func contains(_ query: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer) -> Bool {
    let plain = decoded(query, splitsAtAmpersand: false)[0]
    guard plain.count >= text.count else { return false }
    return (0...(plain.count - text.count)).contains { plain[$0..<$0 + text.count].elementsEqual(text) }
  }

  /// The items of a list, split at commas outside parentheses and without white space.
  static func items(_ list: String) -> [String] {
    var depth = 0
    return list.split { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return character == "," && depth <= 0
    }.map { item in String(item.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
  }

  private static func decoded(_ query: some Sequence<UInt8>, splitsAtAmpersand: Bool) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var part: [UInt8] = []
    // A percent sign and what follows it.
    var escape: [UInt8] = []
    for byte in query.prefix(limit) {
      if byte == ASCII.percent || !escape.isEmpty {
        escape.append(byte)
        guard escape.count == 3 else { continue }
        if let value = PercentEncoding.escape(escape[...]) {
          part.append(value.lowercased)
        } else {
          part += escape.map(\.lowercased)
        }
        escape.removeAll(keepingCapacity: true)
        continue
      }
      switch byte {
      case ASCII.ampersand where splitsAtAmpersand:
        parts.append(part)
        part = []
      case ASCII.plus: part.append(ASCII.space)
      case ASCII.backtick: break
      default: part.append(byte.lowercased)
      }
    }
    parts.append(part + escape)
    return parts
  }
}
